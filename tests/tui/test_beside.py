"""Two columns and histograms at every width: nothing is cut off, and no text is markup."""

import pytest

from tabletop.game.narrate import Namer
from tabletop.lab.continuations import COURSES, continuation, fork, real_outcome
from tabletop.language.ids import FACILITATOR, LevelId
from tabletop.pages import luck
from tabletop.pages import result as seal_pane
from tabletop.pages.lines import compared, pairs_of
from tabletop.pages.text import Row
from tabletop.replay.compare import Cell, Chapter, RowPair, compare
from tabletop.replay.knowledge import knew
from tabletop.replay.replay import Replay
from tabletop.replay.seals import proofs
from tests.replay.lines import journal_of, what_if

WIDTHS = pytest.mark.parametrize("width", [56, 76, 77, 103, 104, 111, 112, 116, 140, 196])

DECK = """
tracks:
  trust: {name: A track with a name that is longer than any column of its own, start: 5}
  told: {name: It was told, range: 0 to 1, start: 0}
  capital: 4 each
cards:
  praise: {cost: capital 1, chance: 60%, success: trust +1, failure: trust -1, title: "[@click=app.quit]Praise of a length nobody would print on a card"}
  whisper: {posture: covert, effects: told = 1, title: "Whisper[/]"}
  gift: {kind: negotiate, offer: {give: capital 1, accepted: trust +2, refused: trust -1}}
moves: up to 2
turns: 3
objectives:
  close: {by: red, test: trust >= 6, points: trust, title: "[b]As close as one can be without being the same"}
  apart: {by: blue, test: trust <= 3, points: 3, secret: yes}
endings:
  all_over: {title: "[red]All is over", when: trust = 0}
"""


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """A session with a what-if line, on a deck whose every name is too long or hostile."""
    journal = journal_of(tmp_path_factory.mktemp("beside"), DECK, entropy=3)
    return Replay(what_if(journal, len(journal.frames) // 3))


def is_whole(painted: list[Row], width: int) -> list[str]:
    """Return the lines of *painted*, none of which is too long or holds what is not printed."""
    lines = [row.content.plain for row in painted]
    assert [] == [row.content.plain for row in painted if row.content.cell_length > width]
    assert all(line.isprintable() for line in lines)
    assert not any("@click" in tag for row in painted for _, tag in row.content.spans)
    return lines


@WIDTHS
def test_a_comparison_fits(replay: Replay, width: int):
    """
    Every word of both sides is there, in as many lines as it takes.
    """
    found = compare(replay, replay.lines[0], replay.lines[1], FACILITATOR)

    lines = is_whole(compared(found.chapters, ("main", "[b]other"), width), width)

    words = " ".join(lines).replace("│", " ").replace("≠", " ").split()
    for pair in pairs_of(found.chapters):
        for cell in (pair.left, pair.right):
            assert not cell or set(cell.text.split()) <= {word.rstrip(":.;") for word in words}


@WIDTHS
def test_the_cursor_finds_its_rows(replay: Replay, width: int):
    """
    Each row belongs to the pair of its number, wherever equal ones are folded away.
    """
    chapters = knew(replay.sight(9, "red"), replay.sight(9, FACILITATOR))
    painted = compared(chapters, ("one", "other"), width)
    pairs = pairs_of(chapters)

    is_whole(painted, width)
    shown = {row.item for row in painted if row.item >= 0}
    folded = {n for n, p in enumerate(pairs) if p.topic in ("level", "end") and not p.differs}
    assert set(range(len(pairs))) - folded == shown


def test_what_differs_is_marked_by_a_sign():
    """
    Also without colour: a sign between the sides where they differ, a line where they do not.
    """
    chapter = Chapter(
        "Turn 1",
        (
            RowPair("move", "Red", Cell("A", "success"), Cell("A", "failure")),
            RowPair("move", "Red", Cell("B"), Cell("B")),
            RowPair("move", "Red", None, Cell("C")),
        ),
    )

    lines = [row.content.plain for row in compared([chapter], ("one", "other"), 60)]

    assert lines[0].startswith("Turn 1") and lines[0].endswith("2 differ")
    assert "Red" == lines[1].strip()
    assert [("≠", "✓ A: success", "✗ A: failure"), ("│", "B", "B"), ("≠", "–", "C")] == [
        (sign, *(side.strip() for side in line.split(sign)))
        for line in lines[2:]
        for sign in "≠│"
        if sign in line
    ]


@WIDTHS
def test_histograms_fit(replay: Replay, width: int):
    """
    Bars, counts, and where the real outcome falls, in whole sentences.
    """
    start = fork(replay, replay.main, 4, "random")
    outcomes = {course: [continuation(start, course, n) for n in range(12)] for course in COURSES}
    levels = [LevelId(level) for level in replay.deck.level_ids]
    real = real_outcome(replay, replay.main)

    lines = is_whole(
        luck.tally(luck.Tally(replay.deck, replay.state(0), outcomes, levels, real), width), width
    )

    said = " ".join(" ".join(lines).split())
    assert 2 * len(COURSES) == said.count("better than")
    assert 3 == said.count("higher than") and "yes in" in said
    assert said.count("as it was") >= 3


@WIDTHS
def test_proofs_fit(replay: Replay, width: int):
    """
    Code, seat, fate, frames and moves of every plan.
    """
    found = proofs(replay, replay.main, replay.main.last, FACILITATOR)
    namer = Namer(replay.deck, replay.state(0))

    lines = is_whole(seal_pane.proofs(namer, found, width), width)

    assert all(any(proof.code in line for line in lines) for proof in found)
