"""What the result of a rule would give away, and to whom it may be told."""

import pytest

from tabletop.game.decision import FreeMove, Seal
from tabletop.game.event import Cause
from tabletop.game.secrecy import may_read, shows_odds, shows_reading
from tabletop.language.expr import Binary, Level, Named, Number, Scene, Standing, Turn
from tests.tables import Playing, deck_of

DECK = deck_of("""
actors: {red: Red, blue: Blue, green: Green}
tracks:
  trust: 5
  resolve: {range: 0 to 9, start: 5, seen_by: blue}
  will: {range: 0 to 9, start: 5, each: actor, seen_by: owner}
tests: {firm: resolve >= 3, calm: trust >= 3}
cards:
  post: {posture: open or covert, stands: until recalled, seen_by: green}
  spy: {by: red, posture: covert, stands: until recalled}
  ship: {stands: until recalled}
""")
SCENE = Scene("red", "blue")


def readers(expr, scene=SCENE):
    """Return who may be told what *expr* comes to."""
    viewers = ("red", "blue", "green", "wall", "facilitator")
    return [viewer for viewer in viewers if may_read(DECK, expr, scene, viewer)]


EVERYBODY = ["red", "blue", "green", "wall", "facilitator"]


@pytest.mark.parametrize(
    "expr, expected",
    [
        (None, EVERYBODY),
        (Number(3), EVERYBODY),
        (Turn(), EVERYBODY),
        (Level("trust"), EVERYBODY),
        (Named("calm"), EVERYBODY),
        (Level("resolve"), ["blue", "facilitator"]),
        (Named("firm"), ["blue", "facilitator"]),
        (Level("will", "player"), ["red", "facilitator"]),
        (Level("will", "target"), ["blue", "facilitator"]),
        (Level("will", "green"), ["green", "facilitator"]),
        (Binary("+", Level("trust"), Level("resolve")), ["blue", "facilitator"]),
        (Binary("+", Level("will", "player"), Level("resolve")), ["facilitator"]),
        (Standing("ship"), EVERYBODY),
        (Standing("ship", "covert"), EVERYBODY),
        (Standing("post", "open"), EVERYBODY),
        (Standing("post"), ["green", "facilitator"]),
        (Standing("post", "covert"), ["green", "facilitator"]),
        (Standing("spy"), ["red", "facilitator"]),
    ],
)
def test_a_rule_may_be_told_to_whoever_sees_all_it_reads(expr, expected):
    """Levels by their track, pieces by who would see the covert ones."""
    assert expected == readers(expr)


CAUSES = """
actors: {red: Red, blue: Blue, green: Green}
tracks:
  trust: 5
  fear: 5
  resolve: {range: 0 to 9, start: 5, seen_by: blue}
  gate: {range: 0 to 9, start: 5, shifts_if: resolve >= 1}
cards:
  now: {by: red, effects: trust +resolve, stands: until recalled}
  won: {by: red, success: trust +resolve}
  lost: {by: red, failure: trust +resolve}
  if_so: {by: red, effects: trust +1 if resolve >= 1}
  each: {by: red, stands: until recalled, each_turn: trust +resolve}
  seen: {by: red, posture: covert, stands: until recalled, exposed: 0%, if_seen: trust +resolve}
  paid: {by: red, stands: until recalled, pays_if: trust = 0, payoff: trust +resolve}
  came: {by: red, arrives: after 2 turns, arrival: trust +resolve}
  taken: {by: red, offer: {to: blue, accepted: trust +resolve, lapses: after 1 turn}}
  spurned: {by: red, offer: {to: blue, refused: trust +resolve, lapses: after 1 turn}}
  plain: {by: red, effects: "trust +1, fear +resolve"}
injects:
  news: {turn: 9, effects: trust +resolve}
  poll: {turn: 9, choices: {a: {title: A}, b: {title: B, effects: trust +resolve}}}
"""

BECAUSE = {
    "now": "move",
    "won": "move",
    "lost": "move",
    "if_so": "move",
    "each": "piece",
    "seen": "exposure",
    "paid": "hedge",
    "came": "arrival",
    "taken": "answer",
    "spurned": "answer",
}


def shown(table, cause, level="trust"):
    return [
        shows_reading(table.deck, table.state, cause, level, viewer) for viewer in ("red", "blue")
    ]


def played(card):
    """Return a table at which Red has played *card*, and the id of the move."""
    table = Playing(deck_of(CAUSES, turns=9)).until("plan")
    posture, target = {"seen": " covert"}.get(card, ""), " @blue" if card in OFFERS else ""
    table.seal("red", f"{card}{posture}{target}")
    table.until("answer" if card in OFFERS else "adjudicate")
    return table, table.state.moves[0].id


OFFERS = ("taken", "spurned")


@pytest.mark.parametrize("card", BECAUSE)
def test_what_a_card_asked_is_told_to_whoever_sees_what_it_reads(card):
    """Whichever of its effects it was."""
    table, move = played(card)

    assert [False, True] == shown(table, Cause(BECAUSE[card], move))
    assert [True, True] == shown(table, Cause(BECAUSE[card], move), "fear")


@pytest.mark.parametrize("card", BECAUSE)
def test_only_the_effects_that_were_at_work_count(card):
    """What the card might do at another time gives nothing away."""
    table, move = played(card)

    for because in sorted({*BECAUSE.values()} - {BECAUSE[card]}):
        assert [True, True] == shown(table, Cause(because, move))


@pytest.mark.parametrize("card", ["each", "seen", "paid", "came", "taken", "spurned"])
def test_the_card_behind_a_piece_or_an_offer_is_found_in_later_turns(card):
    """When the move itself is no more."""
    table, move = played(card)
    table.until("plan", turn=2)
    assert () == table.state.moves

    assert [False, True] == shown(table, Cause(BECAUSE[card], move))


def test_an_effect_on_another_track_does_not_count():
    """The card moves trust by one, whatever it does to fear."""
    table, move = played("plain")

    assert [True, True] == shown(table, Cause("move", move))
    assert [False, True] == shown(table, Cause("move", move), "fear")


@pytest.mark.parametrize("inject", ["news", "poll"])
def test_what_news_asked_is_told_to_whoever_sees_what_it_reads(inject):
    """Its own effects and those of its choices."""
    table = Playing(deck_of(CAUSES))

    assert [False, True] == shown(table, Cause("inject", inject=inject))
    assert [True, True] == shown(table, Cause("inject", inject=inject), "fear")


def test_what_the_decks_own_rule_asked_is_told_to_whoever_sees_what_it_reads():
    """Every turn's."""
    table = Playing(deck_of(CAUSES + "each_turn: [trust +resolve, fear +1]"))

    assert [False, True] == shown(table, Cause("deck"))
    assert [True, True] == shown(table, Cause("deck"), "fear")


@pytest.mark.parametrize("because", ["cost", "give", "ask", "returned", "ruling"])
def test_what_was_paid_or_ruled_reads_nothing(because):
    """Whoever sees the cause may know the sum."""
    table, move = played("now")

    assert [True, True] == shown(table, Cause(because, move))


def test_a_track_with_a_secret_gate_tells_why_only_to_those_in_the_secret():
    """Whatever moves it."""
    table, move = played("plain")

    assert [False, True] == shown(table, Cause("move", move), "gate")


def test_what_people_approved_reads_nothing():
    """The effects of a free-form move are plain."""
    table = Playing(deck_of(CAUSES, facilitated=True)).until("plan")
    table.decide(Seal("red", (FreeMove("Sing", "Joy"),)))
    table.until("reveal")

    assert [True, True] == shown(table, Cause("move", "1-red-1"))


def test_of_a_move_that_is_gone_there_is_nothing_to_tell():
    """Nor to hide."""
    table = Playing(deck_of(CAUSES))

    assert [True, True] == shown(table, Cause("move", "9-red-9"))


def test_odds_are_shown_to_whoever_sees_what_the_chance_reads():
    """A free-form move has none of its own."""
    deck = deck_of(
        """
        tracks: {resolve: {range: 0 to 9, start: 5, seen_by: blue}}
        cards: {steel: {by: blue, chance: 10% * resolve}, push: {by: blue, chance: 10%}}
        """,
        facilitated=True,
    )
    table = Playing(deck).until("plan")
    table.seal("blue", "steel, push")
    table.decide(Seal("red", (FreeMove("Sing", "Joy"),)))
    table.until("reveal")

    def shown_to(viewer):
        return {
            table.card_of(made.id): shows_odds(deck, made, viewer) for made in table.state.moves
        }

    assert {"steel": True, "push": True, "free": True} == shown_to("blue")
    assert {"steel": False, "push": True, "free": True} == shown_to("red")
