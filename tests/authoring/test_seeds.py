"""Seeds: read against the deck that they name."""

from pathlib import Path

import pytest

from tabletop.authoring.check.check import checked
from tabletop.authoring.library import Loaded, load
from tabletop.authoring.text.render import rendered
from tests.authoring.deck_texts import small, told

CALM = """\
seed: calm
title: A Calm Morning
deck: small
"""


@pytest.fixture
def seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return what comes of a seed with further lines, beside a folder with the small deck."""
    (tmp_path / "decks").mkdir()
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)

    def read(more: str = "", *, text: str = CALM, deck: str = small(card="copies: 2")) -> Loaded:
        Path("decks/small.yaml").write_text(deck)
        Path("seeds/calm.yaml").write_text(text + more)
        return checked(load("calm"))

    return read


def complaint(loaded: Loaded) -> str:
    return rendered(loaded.diagnostics, loaded.sources)


def test_a_seed_brings_its_deck(seed):
    """
    Whoever starts a seed needs to name no deck.
    """
    loaded = seed(
        "turns: 3\nmethod: 2d6\nphases: plan, aftermath\nrehearsal: yes\n"
        "start: {trust: 2, us.capital: 1}\nhands: {japan: [second_track, second_track], us: []}\n"
        "seats: {us: {play: bot steady, brief: Stay.}}\n"
    )

    opening = loaded.opening
    assert opening is not None
    assert (3, "2d6", ("plan", "aftermath"), True) == (
        opening.terms.turns,
        opening.terms.method,
        opening.terms.phases,
        opening.terms.rehearsal,
    )
    assert {"trust": 2, "japan.capital": 4, "us.capital": 1, "resolve": 5} == {
        level: start for track in opening.tracks for level, start in track.opening().items()
    }
    assert {"japan": ("second_track", "second_track"), "us": ()} == opening.hands
    assert "bot steady" == loaded.seed.seats["us"].play
    assert "Stay." == opening.actors[1].brief


def test_a_seed_schedules_an_inject(seed):
    """
    What the deck leaves to chance, a lesson puts in its place.
    """
    deck = small(rest="injects:\n  news: {title: News, chance: 10%}\n")

    loaded = seed("injects:\n  news: {turn: 3}\n", deck=deck)

    assert (3, None) == (loaded.opening.injects[0].turn, loaded.opening.injects[0].chance)


def test_both_texts_are_kept(seed):
    """
    A save holds the seed and the deck as their authors wrote them.
    """
    loaded = seed()

    assert ["seeds/calm.yaml", "decks/small.yaml"] == list(loaded.sources)
    assert CALM == loaded.sources["seeds/calm.yaml"].text


def test_a_deck_that_is_not_there_is_pointed_at(seed):
    """
    A seed without its deck cannot be played, and the similar one is named.
    """
    loaded = seed(text=CALM.replace("small", "smal"))

    assert loaded.deck is None
    assert told("""
        error[N207]: no deck is called "smal"
          --> seeds/calm.yaml:3:7
        3 | deck: smal
          |       ^^^^ no file has this name
          = help: did you mean "small"?
        """) == complaint(loaded)


def test_a_seed_is_no_deck(seed):
    """
    A seed that names a seed is told so.
    """
    loaded = seed(text=CALM, deck=CALM)

    assert told("""
        error[N207]: what is called "small" is a seed, and a deck was expected
          --> seeds/calm.yaml:3:7
        3 | deck: small
          |       ^^^^^ not a deck
          = help: the file is decks/small.yaml; its deck belongs into a folder of decks
        """) == complaint(loaded)


def test_problems_of_the_deck_are_told_with_those_of_the_seed(seed):
    """
    Every problem at once, over both files, by file and place.
    """
    loaded = seed("turns: none\n", deck=small(card="copies: 0"))

    assert (loaded.deck, loaded.seed) == (None, None)
    assert [("decks/small.yaml", 15), ("seeds/calm.yaml", 4)] == [
        (d.span.file, d.span.line) for d in loaded.diagnostics
    ]


@pytest.mark.parametrize("deck, code", [("a: b: c", "Y004"), ("deck: \x1b", "Y003")])
def test_a_deck_that_is_refused_is_told_with_the_seed(seed, deck: str, code: str):
    """
    The seed is read all the same; its names are taken on trust.
    """
    loaded = seed("turns: 0\nstart: {trust: 3}\nhands: {us: [second_track], japan: }\n", deck=deck)

    assert [("decks/small.yaml", code), ("seeds/calm.yaml", "S107")] == [
        (d.span.file, d.code) for d in loaded.diagnostics
    ]


def test_a_seed_without_a_deck_is_asked_for_it(seed):
    """
    And what its names may mean is nobody's guess.
    """
    loaded = seed("hands: {us: [second_track]}\n", text="seed: calm\ntitle: Calm\n")

    assert [("S103", 'the seed has no "deck"')] == [(d.code, d.message) for d in loaded.diagnostics]


def test_a_bad_deck_still_lends_its_names(seed):
    """
    A seed is checked against the names of its deck even while the deck cannot be played.
    """
    loaded = seed(
        "start: {trsut: 3}\nhands: {us: [second_track, third_track]}\nseats: {uk: {play: human}}\n",
        deck=small(card="copies: 0"),
    )

    assert [(5, "N201"), (6, "N201"), (15, "S107")] == sorted(
        (d.span.line, d.code) for d in loaded.diagnostics
    )


def test_a_level_has_the_bounds_of_its_track(seed):
    """
    A seed cannot start a track off its own scale.
    """
    found = complaint(seed("start:\n  trust: 11\n"))

    assert (
        told("""
        error[S107]: the opening level of "trust" is 11, which is not from 0 to 10
          --> seeds/calm.yaml:5:10
        5 |   trust: 11
          |          ^^ out of bounds
          = help: write a number from 0 to 10
        """)
        == found
    )


def test_a_level_says_whose_it_is(seed):
    """
    Every actor has capital of its own, so the seed must say whose.
    """
    found = complaint(seed("start:\n  capital: 3\n"))

    assert (
        told("""
        error[N205]: every actor has a "capital" of its own
          --> seeds/calm.yaml:5:3
        5 |   capital: 3
          |   ^^^^^^^ whose?
          = help: write japan.capital or us.capital
        """)
        == found
    )


def test_an_unknown_level_is_pointed_at(seed):
    """
    Also inside a name of two parts.
    """
    found = complaint(seed("start:\n  us.capitl: 3\n"))

    assert (
        told("""
        error[N201]: nothing is called "us.capitl"
          --> seeds/calm.yaml:5:3
        5 |   us.capitl: 3
          |   ^^^^^^^^^ no level of the deck has this name
          = help: did you mean "us.capital"?
        """)
        == found
    )


def test_the_declaration_is_shown_in_the_other_file(seed):
    """
    What a seed mistakes for an inject stands in the deck, and both places are shown.
    """
    found = complaint(seed("injects:\n  trust: {turn: 2}\n"))

    assert (
        told("""
        error[N205]: "trust" is a track, and an inject was expected
          --> seeds/calm.yaml:5:3
        5 |   trust: {turn: 2}
          |   ^^^^^ not an inject
          ::: decks/small.yaml:7:3
        7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6}
          |   ----- declared here
          = help: the deck declares no inject yet
        """)
        == found
    )


def test_a_hand_holds_cards_of_its_seat(seed):
    """
    A seed deals nobody the card of another.
    """
    found = complaint(seed("hands: {us: second_track}\n"))

    assert (
        told("""
        error[M305]: us cannot hold "second_track"
          --> seeds/calm.yaml:4:13
        4 | hands: {us: second_track}
          |             ^^^^^^^^^^^^ a card of japan
          = help: remove it, or name us in the "by" of the card
        """)
        == found
    )


def test_a_hand_holds_no_more_than_the_copies(seed):
    """
    Two copies are printed, so the third is one too many.
    """
    found = complaint(seed("hands:\n  japan: [second_track, second_track, second_track]\n"))

    assert (
        told("""
        error[M305]: the hand of japan has more of "second_track" than there are copies
          --> seeds/calm.yaml:5:39
        5 |   japan: [second_track, second_track, second_track]
          |                                       ^^^^^^^^^^^^ there are 2 copies
          = help: remove it, or raise "copies" of the card
        """)
        == found
    )


def test_a_seat_is_played_by_a_person_or_a_bot(seed):
    """
    The one way to say it is shown.
    """
    found = complaint(seed("seats:\n  us: {play: the computer}\n"))

    assert (
        told("""
        error[S108]: "play" of the seat of "us" cannot be "the computer"
          --> seeds/calm.yaml:5:14
        5 |   us: {play: the computer}
          |              ^^^^^^^^^^^^ not understood
          = help: write it like this: play: bot cautious
        """)
        == found
    )


def test_a_bot_that_is_not_installed_is_only_warned_of(seed):
    """
    A seed may have been written where there are more bots.
    """
    loaded = seed("seats:\n  us: {play: bot stedy}\n")

    assert loaded.seed is not None
    assert told("""
        warning[N208]: no bot is called "stedy" here
          --> seeds/calm.yaml:5:14
        5 |   us: {play: bot stedy}
          |              ^^^^^^^^^ not installed
          = help: did you mean "steady"?
        """) == complaint(loaded)


@pytest.mark.parametrize(
    "more",
    [
        "start: 3",
        "start: {trust: [1]}",
        "hands: japan",
        "hands: {japan: [[second_track]]}",
        "hands: {japan: {a: b}}",
        "hands: {korea: [second_track]}",
        "seats: {us: human}",
        "seats: {us: {plays: human}}",
        "seats: {korea: {play: human}}",
        "injects: {news: 3}",
        "injects: {second_track: {turn: 3}}",
        "minutes: [10]",
        "turns: 4096",
        "rehearsal: maybe",
    ],
)
def test_what_makes_no_sense_in_a_seed_is_pointed_at(seed, more: str):
    """
    Nothing in a seed is passed over in silence: the fault lies in the fourth line, and is told.
    """
    loaded = seed(f"{more}\n")

    assert loaded.seed is None
    assert {("seeds/calm.yaml", 4)} == {(d.span.file, d.span.line) for d in loaded.diagnostics}
