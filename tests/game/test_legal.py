"""Legal or not is asked in one way and told in another, and the two always agree."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.authoring.library import load
from tabletop.bots.playout import by_bots, play_out
from tabletop.bots.seats import bots_only
from tabletop.game.apply import fold
from tabletop.game.decide import unfold
from tabletop.game.decision import AnyMove, Decision, FreeMove, Move, Refusal
from tabletop.game.dice import Dice
from tabletop.game.legal import bar, legal_moves, objection
from tabletop.game.seed import seeded
from tabletop.game.sight import sight
from tabletop.game.state import State, opening
from tabletop.language.ids import NOBODY, POSTURES, ActorId

LOADED = load("island_chain")
assert LOADED.deck is not None
assert LOADED.seed is not None
DECK = seeded(LOADED.deck, LOADED.seed)
SEATS = bots_only(DECK, bot="random")


def states(entropy: int) -> list[tuple[State, Decision]]:
    """Return every state of a game of random bots, with what was decided on it."""
    seen: list[tuple[State, Decision]] = []
    bots = by_bots(DECK, SEATS, entropy)

    def watched(state: State) -> Iterator[Decision]:
        for decision in bots(state):
            seen.append((state, decision))
            yield decision

    play_out(DECK, opening(DECK), watched, lambda state: Dice(entropy))
    return seen


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
    played = states(entropy)
    state, _ = played[place % len(played)]
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
        for state, decision in states(entropy):
            unfolded = unfold(DECK, state, decision, Dice(entropy))
            assert not isinstance(unfolded, Refusal)
            assert fold(state, unfolded.events) == unfolded.state
