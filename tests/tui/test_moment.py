"""What the viewer shows of a frame, read and painted without a screen."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.journal.model import Glyph, Journal, Marker, Note
from tabletop.language.ids import Viewer
from tabletop.replay.cursor import Cursor, Entrance
from tabletop.replay.replay import Replay
from tabletop.tui.viewer.autoplay import Player
from tabletop.tui.viewer.moment import Moment, clock_words, moment_of, scrubbed, standing
from tests.replay.lines import cut, journal_of, what_if

DECK = """
tracks: {trust: 5, capital: 4 each}
cards:
  praise: {by: red, chance: 60%, success: trust +1, failure: trust -1}
  whisper: {by: blue, posture: covert, chance: 50%, success: trust -1}
injects: {storm: {turn: 2, effects: trust -1}}
moves: exactly 1
turns: 3
"""
EYES = st.sampled_from(["wall", "red", "blue", "facilitator"])


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A session of three turns."""
    return journal_of(tmp_path_factory.mktemp("saves"), DECK)


def at(journal: Journal, number: int, seat: str = "wall", *, secrets: bool = False) -> Cursor:
    """Return a cursor on frame *number* of *journal*, with the eyes of *seat*."""
    cursor = Cursor.enter(Replay(journal), Entrance(number, seat))
    cursor.secrets = secrets
    return cursor


def shown(cursor: Cursor) -> Moment:
    return moment_of(cursor, cursor.place)


def painted(cursor: Cursor) -> list[object]:
    """Return all that is painted of where *cursor* is."""
    moment, width = shown(cursor), 60
    pages = [moment.now_rows(width), moment.feed_rows(width), moment.notes_rows(width)]
    pages += [moment.behind_rows(place, width) for place in range(len(moment.told) + 1)]
    rows = [(row.content, row.item) for page in pages for row in page]
    said = [moment.headline(), moment.whose(), standing(cursor, leads=False, is_roomy=True)]
    return [rows, said, scrubbed(cursor, Player())]


@given(number=st.integers(0, 60), seat=EYES, secrets=st.booleans())
def test_nothing_that_is_painted_hints_at_what_comes_after(
    journal: Journal, number: int, seat: str, secrets: bool
):
    """
    The same frame of a session that ends with it, and was never gone on with, looks the same.
    """
    last = len(journal.frames)
    number = min(number, last - 5)
    spoken = attrs.evolve(
        what_if(journal, last - 4, most=1),
        glyphs=(Glyph(last, "??"),),
        markers=(Marker(last, "the end"),),
        notes=(Note(last, 0, "what an end", ""),),
    )

    whole = painted(at(spoken, number, seat, secrets=secrets))

    assert painted(at(cut(journal, number), number, seat, secrets=secrets)) == whole


def test_what_was_said_of_a_frame_stands_first(journal: Journal):
    """
    A judgement, a marker and a note, then what the frame told.
    """
    spoken = attrs.evolve(
        journal, glyphs=(Glyph(5, "!"),), markers=(Marker(5, "here"),), notes=(Note(5, 0, "so"),)
    )

    moment = shown(at(spoken, 5))

    said = [row.content.plain.strip() for row in moment.now_rows(60)]
    assert ["!  good", "▾  here", "“  so", ""] == said[:4]
    assert [5] == [remark.frame for remark in moment.remarks]


@given(number=st.integers(1, 60), seat=st.sampled_from(["wall", "red", "blue"]))
def test_with_the_secrets_every_line_is_told_and_the_hidden_ones_are_known(
    journal: Journal, number: int, seat: str
):
    """
    A line is veiled just where the seat itself was not told the same.
    """
    number = min(number, len(journal.frames))
    own, all_told = (shown(at(journal, number, seat, secrets=s)) for s in (False, True))
    heard = {(line.frame, line.line.text) for line in own.view.feed}

    assert () == tuple(own.veiled)
    assert [(t.frame, t.line.text) not in heard for t in all_told.view.feed] == list(
        all_told.veiled
    )
    assert Viewer(seat) == all_told.viewer
    assert own.whose() is None and "with what was hidden" in str(all_told.whose())


@pytest.mark.parametrize(
    ("ms", "said"),
    [(0, "0:00"), (61_999, "1:01"), (3_600_000, "1:00:00"), (36_061_000, "10:01:01")],
)
def test_a_clock_tells_hours_only_where_there_are_any(ms: int, said: str):
    """
    Minutes and seconds for most, hours before them.
    """
    assert said == clock_words(ms)
