"""Legal or not is asked in one way and told in another, and the two always agree."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.authoring.library import load
from tabletop.bots.playout import game
from tabletop.bots.seats import bots_only
from tabletop.game.apply import fold
from tabletop.game.decision import AnyMove, FreeMove, Move, Refusal
from tabletop.game.legal import bar, legal_moves, objection
from tabletop.game.seed import seeded
from tabletop.game.sight import sight
from tabletop.game.state import opening
from tabletop.language.ids import NOBODY, POSTURES, ActorId

LOADED = load("island_chain")
assert LOADED.deck is not None
assert LOADED.seed is not None
DECK = seeded(LOADED.deck, LOADED.seed)
SEATS = bots_only(DECK, bot="random")


def every_move() -> Iterator[AnyMove]:
    """Yield moves with every card, posture and target, allowed or not, and some beside them."""
    for card in DECK.cards:
        for posture in POSTURES:
            for target in (NOBODY, *DECK.actor_ids):
                yield Move(card.id, posture, target)
        yield Move(card.id, card.postures[0], rejected=DECK.cards[0].id)
        yield Move(card.id, card.postures[0], reason="x" * 3_000)
    yield FreeMove("a", "b")


@settings(max_examples=5, deadline=None)
@given(entropy=st.integers(0, 10**6), place=st.integers(0, 10**6), many=st.integers(0, 2))
def test_what_is_barred_is_objected_to_and_nothing_else(
    entropy: int, place: int, many: int
) -> None:
    """Whether a bot may make a move and whether a person is told why not is one question."""
    played = list(game(DECK, SEATS, entropy))
    state = played[place % len(played)].before
    for seat in DECK.actor_ids:
        before = tuple(legal_moves(DECK, state, seat))[:many]
        for world in (state, sight(DECK, state, seat).state):
            allowed = set(legal_moves(DECK, world, seat, before))
            for move in every_move():
                told = objection(DECK, world, seat, move, before)
                assert bool(bar(DECK, world, seat, move, before)) == isinstance(told, Refusal)
                if isinstance(move, Move) and not move.rejected and not move.reason:
                    assert (move in allowed) == (told is None)


def test_legal_moves_come_in_deck_order() -> None:
    """A seat finds its moves in the order in which its cards are printed."""
    seat = ActorId(DECK.actor_ids[0])

    places = [DECK.card_place[move.card] for move in legal_moves(DECK, opening(DECK), seat)]

    assert sorted(places) == places


def test_what_is_decided_is_not_applied_again() -> None:
    """The state that comes with the events is the one they lead to."""
    for entropy in range(3):
        for step in game(DECK, SEATS, entropy):
            assert fold(step.before, step.events) == step.after
