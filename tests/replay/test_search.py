"""Finding words in a session: all that a viewer was told, and nothing that he was not."""

from itertools import islice
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.game.event import MoveAdjudicated
from tabletop.journal.model import Journal, Marker, Note
from tabletop.journal.reader import load
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.replay.replay import Replay
from tabletop.replay.search import Hit, Query, excerpt, folded, search, spans_of
from tests.table.sitting import played_out, sitting

DECK = """
actors: {red: Rote Fraktion, blue: Żółw and Çelik}
tracks: {trust: {name: Confiança, range: 0 to 10, start: 5}}
cards:
  praise: {by: red, kind: reassure, title: Éloge public, effects: trust +1}
  whisper: {by: blue, title: Straßenmusik, posture: covert, effects: trust -1}
  nothing: {by: blue, title: Never Played, needs: trust = 0}
injects: {storm: {turn: 1, title: The Storm, text: "Ships wait, and wait.", for: red}}
moves: exactly 1
turns: 1
"""
VIEWERS = ("red", "blue", FACILITATOR, WALL)


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    path = tmp_path_factory.mktemp("saves") / "a.seminar"
    played_out(sitting(path, DECK, red="bot:random", blue="bot:random", entropy=3)).close()
    journal = load(path)
    return attrs.evolve(
        journal,
        notes=(Note(3, 0, "blue is bluffing", "red"), Note(4, 0, "watch\nthis\x1b[2J", "")),
        markers=(Marker(5, "Tipping point"),),
    )


@pytest.fixture(scope="module")
def replay(journal: Journal) -> Replay:
    return Replay(journal)


def found(replay: Replay, typed: str, viewer: str = FACILITATOR) -> list[Hit]:
    """Return all that *viewer* finds of *typed*."""
    hits = search(replay, replay.main.frames, Viewer(viewer), Query.of(typed))
    return [hit for _, there in hits for hit in there]


@pytest.mark.parametrize(
    "typed",
    [
        "Éloge public",
        "ELOGE",
        "public eloge",
        '"eloge public"',
        "praise",
        "reassure rote",
        "red praise",
        "elo pub",
    ],
)
def test_a_move_is_found_by_its_card_its_kind_and_its_seat(replay: Replay, typed: str):
    """
    Case, accents and the order of words do not matter, nor whether it is a title, a kind or an id.
    """
    told = [hit.text for hit in found(replay, typed)]

    assert "Rote Fraktion plays Éloge public (openly)." in told


@pytest.mark.parametrize("typed", ['"public eloge"', "eloge zzz", "", '""', " ", "never played"])
def test_what_was_not_told_is_not_found(replay: Replay, typed: str):
    """
    A phrase keeps its order, every word has to be there, and looking for nothing finds nothing.
    """
    assert [] == found(replay, typed)


@pytest.mark.parametrize(
    ("typed", "text"), [("strassenmusik", "Straßenmusik"), ("zolw celik", "Żółw")]
)
def test_letters_are_found_as_people_type_them(replay: Replay, typed: str, text: str):
    """
    A keyboard without the stroke or the sharp s finds the word all the same.
    """
    assert any(text in hit.text for hit in found(replay, typed))


def test_a_secret_is_not_found_by_who_may_not_know_it(replay: Replay):
    """
    Blue's whisper, red's news and red's own note are found by those who know of them.
    """
    finders = {
        typed: [viewer for viewer in VIEWERS if found(replay, typed, viewer)]
        for typed in ("strassenmusik", "whisper", "hedge", "storm", "bluffing", "tipping", "watch")
    }

    assert {
        "strassenmusik": ["blue", FACILITATOR],
        "whisper": ["blue", FACILITATOR],
        "hedge": [],
        "storm": ["red", FACILITATOR],
        "bluffing": ["red", FACILITATOR],
        "tipping": list(VIEWERS),
        "watch": list(VIEWERS),
    } == finders


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_line_of_a_feed_is_found_and_nothing_else(replay: Replay, viewer: str):
    """
    Any told line's words find it, and whatever is found as told was told to this viewer.
    """
    feed = replay.feed(replay.main, replay.main.last, Viewer(viewer), most=10_000)
    for told in feed:
        typed = f'"{told.line.text}"'

        hits = {(hit.frame, hit.text) for hit in found(replay, typed, viewer)}

        assert (told.frame, excerpt(told.line.text, Query.of(typed).terms)[0]) in hits
    said = {(told.frame, excerpt(told.line.text, "e")[0]) for told in feed}
    assert {(h.frame, h.text) for h in found(replay, "e", viewer) if h.kind == "told"} <= said


def test_one_frame_is_read_for_each_that_is_yielded(journal: Journal):
    """
    A search that is given up has read nothing further, and none is read before it is asked for.
    """
    replay = Replay(journal)
    read = []

    class Reading(Replay):
        def heard(self, number: int, viewer: Viewer):
            read.append(number)
            return super().heard(number, viewer)

    looking = search(Reading(journal), replay.main.frames, FACILITATOR, Query.of("public"))
    assert [] == read

    assert [1, 2, 3] == [number for number, _ in islice(looking, 3)]

    assert [1, 2, 3] == read


def test_hits_come_in_the_order_of_the_frames_that_are_searched(replay: Replay):
    """
    Backwards from here is searched as well as forwards.
    """
    there = found(replay, "fraktion")
    frames = tuple(reversed(replay.main.frames))

    back = [
        h for _, hits in search(replay, frames, FACILITATOR, Query.of("fraktion")) for h in hits
    ]

    assert [h.frame for h in there] == sorted(h.frame for h in there)
    assert [h.frame for h in back] == [h.frame for h in there][::-1]


def test_a_note_is_shown_on_one_line_without_what_a_screen_would_obey(replay: Replay):
    """
    A hit is safe to print.
    """
    assert ["watch this[2J"] == [hit.text for hit in found(replay, "watch")]


WORDS = st.text(st.sampled_from('aÁäßøİ b"cd\u0301'), max_size=200)


@given(WORDS, WORDS)
def test_an_excerpt_marks_just_what_was_found(text: str, typed: str):
    """
    Each span folds to something that was looked for, in order, and lies within the excerpt.
    """
    terms = Query.of(typed).terms
    shown, spans = excerpt(text, terms, about=40)

    assert len(shown) <= 40 + 6
    assert list(spans) == sorted(spans)
    assert all(0 <= begin < end <= len(shown) for begin, end in spans)
    for term in terms:
        places = spans_of(text, [term])
        assert bool(places) == (term in folded(text))
        assert all(term in folded(text[begin:end]) for begin, end in places)


def test_a_long_text_is_cut_around_the_first_match():
    """
    An excerpt begins and ends with whole words where it can.
    """
    text = f"{'before ' * 50}the needle {'after ' * 50}"

    shown, spans = excerpt(text, ("needle",))

    assert shown.startswith("...before ") and shown.endswith("after...")
    assert ["needle"] == [shown[begin:end] for begin, end in spans]
    assert len(shown) <= 106


def test_an_adjudication_is_found_by_its_outcome(tmp_path: Path):
    """
    "Success" and "failure" are what screens say, whatever words the story has for them.
    """
    path = tmp_path / "b.seminar"
    deck = DECK.replace("effects: trust +1", "chance: 50%, success: trust +1, failure: trust -1")
    played_out(sitting(path, deck, red="bot:random", blue="bot:random", entropy=3)).close()
    rolled = Replay(load(path))

    outcomes = {
        frame.number: event.receipt.outcome
        for frame in rolled.journal.frames
        for event in frame.events
        if isinstance(event, MoveAdjudicated)
    }
    assert outcomes
    for word in set(outcomes.values()):
        expected = [number for number, outcome in outcomes.items() if outcome == word]
        assert set(expected) <= {hit.frame for hit in found(rolled, word.upper())}
