"""What holds of every deck and seed that ships."""

from collections import defaultdict

import pytest

from tabletop.authoring.check.check import checked
from tabletop.authoring.library import load
from tabletop.game.asks import asks
from tabletop.game.legal import legal_moves
from tests.decks.playing import DECKS, SEEDS, deck_shipped, last, shipped, states

SEED_NAMES = [f"seeds/{path.stem}" for path in SEEDS]
PLAYABLE = [f"decks/{path.stem}" for path in DECKS] + SEED_NAMES


@pytest.mark.parametrize("path", DECKS + SEEDS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_check_finds_nothing_to_say(path):
    """Neither an error nor a warning, and the file is called what it calls itself."""
    loaded = checked(load(path))

    assert () == loaded.diagnostics
    assert loaded.deck is not None
    assert path.stem == (loaded.seed.id if loaded.seed else loaded.deck.id)


@pytest.mark.parametrize("name", PLAYABLE)
@pytest.mark.parametrize("bot", ["random", "cautious", "steady"])
def test_bots_alone_finish_it(name, bot):
    """Whoever plays, a game ends with every objective read."""
    deck = deck_shipped(name)

    state = last(deck, 1, bot)

    assert 1 <= state.turn <= deck.terms.turns
    assert len(state.scores) == sum(len(objective.by) for objective in deck.objectives)
    assert state.winners


@pytest.mark.parametrize("name", SEED_NAMES)
def test_a_seed_says_how_long_it_takes_and_briefs_every_seat(name):
    """Nobody sits down without a text, a time and a brief of their own."""
    seed = shipped(name).seed

    assert seed is not None
    assert seed.text
    assert seed.minutes
    assert all(actor.brief for actor in deck_shipped(name).actors)


@pytest.mark.parametrize("name", ["decks/quiet_signals", "decks/island_chain"])
def test_every_text_that_is_read_aloud_is_there(name):
    """A card has something to say and something to argue about; so have news and endings."""
    deck = deck_shipped(name)

    for parts in (deck.actors, deck.tracks, deck.cards, deck.injects, deck.endings):
        assert [] == [part.id for part in parts if not part.text]
    assert [] == [part.id for part in deck.objectives if not part.text]
    assert [] == [card.id for card in deck.cards if not card.discuss]


GAMES = {
    "decks/prisoners_dilemma": 1,
    "decks/goofspiel": 1,
    "decks/quiet_signals": 10,
    "decks/island_chain": 240,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", GAMES)
def test_no_card_is_dead(name):
    """In a handful of random games every card may be played by everyone who holds it."""
    deck = deck_shipped(name)
    dead = {(actor, card.id) for card in deck.cards for actor in card.by}

    for entropy in range(1, GAMES[name] + 1):
        for state in states(deck, entropy):
            if state.phase == "plan":
                for ask in asks(deck, state):
                    dead -= {(ask.seat, m.card) for m in legal_moves(deck, state, ask.seat)}
        if not dead:
            break

    assert set() == dead


@pytest.mark.slow
@pytest.mark.parametrize("name", SEED_NAMES)
def test_no_seat_is_hopeless_or_certain_to_win(name):
    """Under random play every seat wins one game in forty at least, and no more than two in three."""
    deck, games = deck_shipped(name), 80
    wins: dict[str, float] = defaultdict(float)

    for entropy in range(1, games + 1):
        winners = last(deck, entropy).winners
        for seat in winners:
            wins[seat] += 1 / len(winners)

    shares = {actor.id: wins[actor.id] / games for actor in deck.actors}
    assert min(shares.values()) >= 1 / 40, shares
    assert max(shares.values()) <= 2 / 3, shares
