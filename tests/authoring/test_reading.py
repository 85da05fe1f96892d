"""Good deck text, and the values that it becomes."""

from pathlib import Path

import pytest

from tabletop.authoring.check.check import checked
from tabletop.authoring.library import load
from tabletop.authoring.text.render import rendered
from tabletop.game.deck import Allowance, Band, Card
from tabletop.language.expr import Binary, Effect, IsPosture, Level, Number
from tests.authoring.deck_texts import read_text, small

HOUSE = Path(__file__).parents[2]


def card(fields: str) -> Card:
    """Return the only card of the small deck, with further *fields*."""
    read = read_text(small(card=fields))
    assert read.deck is not None, rendered(read.diagnostics, read.sources)
    return read.deck.cards[0]


@pytest.mark.parametrize(
    "path", sorted([*HOUSE.glob("decks/*.yaml"), *HOUSE.glob("seeds/*.yaml")]), ids=lambda p: p.stem
)
def test_what_ships_has_nothing_wrong(path: Path):
    """
    Every deck and seed of the house, without a single warning.
    """
    loaded = checked(load(path))

    assert "" == rendered(loaded.diagnostics, loaded.sources)
    assert loaded.deck is not None


def test_scalars_are_text_until_the_schema_says_otherwise():
    """
    What YAML takes for a truth, a fraction or a time of day is what its author wrote.
    """
    read = read_text(small(title="no", card="text: 12:30\nsource: 1.10\ndiscuss: ~"))

    deck = read.deck
    assert "no" == deck.title
    assert ("12:30", "1.10", "~") == (
        deck.cards[0].text,
        deck.cards[0].source,
        deck.cards[0].discuss,
    )


def test_a_side_for_each_posture_becomes_a_condition():
    """
    Split effects are effects on condition, and their own condition stays.
    """
    read = card(
        "posture: open or covert\neffects: {open: trust +1 if turn = 2, covert: [trust -1, resolve = 3]}"
    )

    turn_2 = read.effects[0].condition.right
    assert (
        Effect("trust", "", "+", Number(1), Binary("and", IsPosture("open"), turn_2)),
        Effect("trust", "", "-", Number(1), IsPosture("covert")),
        Effect("resolve", "", "=", Number(3), IsPosture("covert")),
    ) == read.effects


def test_quotes_hold_several_effects_in_braces():
    """
    What the check advises where a comma in braces went wrong.
    """
    split = card('posture: open or covert\neffects: {open: "trust +1, resolve -1"}')

    assert [("trust", "+"), ("resolve", "-")] == [(e.track, e.change) for e in split.effects]


def test_a_sentence_and_a_list_mean_the_same():
    """
    Several effects, one way or the other.
    """
    assert (
        card("effects: trust +1, resolve -1 if trust >= 3").effects
        == card("effects:\n  - trust +1\n  - resolve -1 if trust >= 3").effects
    )


@pytest.mark.parametrize(
    "fields, expected",
    [
        ("posture: open or covert", {"postures": ("open", "covert")}),
        ("posture: covert", {"postures": ("covert",)}),
        ("posture: covert\nseen_by: us", {"seen_by": ("us",)}),
        ("targets: any other actor", {"targets": ("japan", "us")}),
        ("targets: us", {"targets": ("us",)}),
        ("copies: 2", {"copies": 2}),
        ("once: yes", {"once": True, "copies": 1, "returns": "never"}),
        ("once: no", {"once": False, "returns": "next turn"}),
        (
            "stands: until recalled\nreturns: when recalled",
            {"stands": True, "returns": "when recalled"},
        ),
        ("lasts: 3 turns", {"lasts": 3}),
        ("lasts: 1 turn", {"lasts": 1}),
        ("arrives: after 2 turns", {"arrives": 2}),
        ("unlocked_by: second_track", None),
    ],
)
def test_a_field_becomes_what_it_says(fields: str, expected: dict[str, object] | None):
    """
    Each word of a card, on its own.
    """
    if expected is None:
        assert read_text(small(card=fields)).deck is None
        return

    read = card(fields)

    assert expected == {name: getattr(read, name) for name in expected}


@pytest.mark.parametrize(
    "by, expected",
    [
        ("us, japan", ("japan", "us")),
        ("[us]", ("us",)),
        ("any actor", ("japan", "us")),
        ("\n    - us\n    - japan", ("japan", "us")),
    ],
)
def test_who_holds_a_card_is_listed_in_deck_order(by: str, expected: tuple[str, ...]):
    """
    However it is written.
    """
    read = read_text(small().replace("by: japan", f"by: {by}"))

    assert expected == read.deck.cards[0].by


def test_an_offer_is_read_whole():
    """
    What is given, asked, needed and brought about, and how long it stays open.
    """
    offer = card(
        "offer:\n  to: us\n  give: capital 2\n  ask: capital 1\n  needs: resolve >= 3\n"
        "  accepted: trust +2\n  refused: trust -2, target.capital -1\n  lapses: after 1 turn"
    ).offer

    assert (("us",), 1) == (offer.to, offer.lapses)
    assert [("capital", Number(2))] == [(p.track, p.amount) for p in offer.give]
    assert [("capital", Number(1))] == [(p.track, p.amount) for p in offer.ask]
    assert Binary(">=", Level("resolve"), Number(3)) == offer.needs
    assert [("trust", ""), ("capital", "target")] == [(e.track, e.of) for e in offer.refused]


@pytest.mark.parametrize(
    "moves, expected",
    [("up to 2", Allowance(0, 2)), ("exactly 1", Allowance(1, 1)), ("1 to 3", Allowance(1, 3))],
)
def test_moves_have_an_allowance(moves: str, expected: Allowance):
    """
    The three ways to say it.
    """
    assert expected == read_text(small(rest=f"moves: {moves}\n")).deck.moves


def test_phases_stand_in_the_order_of_a_turn():
    """
    In whatever order the deck lists them.
    """
    deck = read_text(small(rest="phases: aftermath, plan, brief\n")).deck

    assert ("brief", "plan", "aftermath") == deck.terms.phases


def test_a_track_of_each_actor_may_start_differently():
    """
    One number for all, or one for each.
    """
    text = small().replace("start: 4,", "start: {us: 7, japan: 2},")

    assert {"japan": 2, "us": 7} == read_text(text).deck.track_by_id["capital"].starts


def test_a_track_has_bands_from_the_lowest():
    """
    A band may be a single level.
    """
    text = small().replace("start: 6}", "start: 6, bands: {whole: 10, shaky: 0 to 4}}")

    assert (Band("shaky", 0, 4), Band("whole", 10, 10)) == read_text(text).deck.tracks[0].bands


def test_a_track_tells_who_sees_it():
    """
    Nobody said otherwise, its owner, or the facilitator alone.
    """
    text = (
        small()
        .replace("each: actor", "each: actor, seen_by: owner")
        .replace("seen_by: us", "seen_by: facilitator")
    )

    assert [None, ("owner",), ("facilitator",)] == [t.seen_by for t in read_text(text).deck.tracks]


def test_an_inject_is_read_whole():
    """
    Condition, chance, who hears it, and what they may choose.
    """
    text = small(
        rest="injects:\n  news:\n    title: News\n    when: trust >= 3\n    chance: 40%\n    for: us\n"
        "    repeats: yes\n    effects: us.capital +1\n    choices:\n"
        "      go: {title: Go}\n      stay: {title: Stay, effects: trust -1}\n"
    )

    [inject] = read_text(text).deck.injects

    assert (0, Number(40, percent=True), ("us",), True) == (
        inject.turn,
        inject.chance,
        inject.heard_by,
        inject.repeats,
    )
    assert [("go", 0), ("stay", 1)] == [(c.id, len(c.effects)) for c in inject.choices]


def test_an_actor_may_be_a_name_or_more():
    """
    A line is enough; a brief is for its own seat.
    """
    text = small().replace("us: United States", "us: {name: United States, brief: Stay.}")

    assert ["", "Stay."] == [a.brief for a in read_text(text).deck.actors]


def test_text_is_cleaned_once_when_it_is_read():
    """
    Whatever shows it later need not fear it.
    """
    read = card('text: "a\\tb\\e[31m \\u202ec e\\u0301\\u0301\\u0301\\u0301\\u0301\\u0301"')

    assert "a   b[31m c e" + "\u0301" * 4 == read.text


@pytest.mark.parametrize(
    "needs, seen_by, is_told",
    [
        ("target.purse >= 1", "owner", True),
        ("purse >= 1", "owner", False),
        ("us.purse >= 1", "owner", True),
        ("target.purse >= 1", "japan", False),
        ("purse >= 1", "us", True),
        ("purse >= 1", "facilitator", True),
    ],
)
def test_whose_level_is_read_decides_about_a_leak(needs: str, seen_by: str, is_told: bool):
    """
    Everybody may read an own purse, and nobody another's.
    """
    purse = f"  purse: {{name: Purse, range: 0 to 9, start: 1, each: actor, seen_by: {seen_by}}}\n"
    text = small(card=f"targets: us\nneeds: {needs}").replace("cards:", f"{purse}cards:")

    codes = [d.code for d in read_text(text).diagnostics]

    assert (["M301"] if is_told else []) == codes


@pytest.mark.parametrize(
    "by, posture, seen_by, counted, is_told",
    [
        ("us", "open or covert", "", "battery", True),
        ("us", "covert", "", "battery", True),
        ("us", "open or covert", "", "battery.covert", True),
        ("us", "open or covert", "", "battery.open", False),
        ("us", "open", "", "battery", False),
        ("us", "covert", "japan", "battery", False),
        ("japan", "covert", "", "battery", False),
        ("any actor", "covert", "", "battery", True),
    ],
)
def test_whose_pieces_are_counted_decides_about_a_leak(
    by: str, posture: str, seen_by: str, counted: str, is_told: bool
):
    """
    Covert pieces are counted by whoever sees them played.
    """
    seen = f", seen_by: {seen_by}" if seen_by else ""
    battery = (
        f"  battery: {{kind: deploy, title: Battery, by: {by}, posture: {posture}{seen}, "
        "stands: until recalled}\n"
    )

    codes = [d.code for d in read_text(small(card=f"needs: {counted} = 0") + battery).diagnostics]

    assert (["M301"] if is_told else []) == codes
