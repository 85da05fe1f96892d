"""Nothing written at the workbench is lost: saved whole, kept aside, asked about."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from tabletop.authoring.edit import draft, new
from tabletop.authoring.edit import draft as room
from tabletop.authoring.edit.new import is_shipped
from tabletop.tui.workbench import workbench
from tests.tui.benches import DECK, Author, bench_of
from tests.tui.test_workbench import at_home, deck  # noqa: F401

DEAD = 2**22 + 1
MODULES = "tabletop.tui.workbench"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nobody."""
    monkeypatch.setattr(workbench, "ASIDE", 0.01)
    monkeypatch.setattr(workbench, "LOOK", 0.05)
    monkeypatch.setattr(workbench, "STILL", 0.0)


def kept() -> list[str]:
    """Return every text that is kept aside."""
    folder = draft.folder()
    files = sorted(folder.glob("*.unsaved")) if folder.is_dir() else []
    return [found.text for file in files if (found := draft.read(file))]


async def test_a_save_is_the_text_and_nothing_else(deck: Path):  # noqa: F811
    """
    The head says whether it is saved; nothing stays aside.
    """
    async with bench_of(deck) as author:
        await author.at("title: The Strait")
        await author.write("s")
        await author.sees("● not saved")
        await author.until(lambda: kept() == [author.written])

        await author.press("ctrl+s")

        await author.sees("✓ saved")
        assert deck.read_text() == DECK.replace("The Strait", "The Straits")
        assert [] == kept()


async def test_odd_text_is_shown_safely_and_saved_as_it_is(deck: Path):  # noqa: F811
    """
    A mark at the start, three kinds of line ends, tabs, bidi, escapes, a long line: one letter
    typed changes one letter.
    """
    odd = (
        "\ufeff# \x1b]52;c;eA==\x07 \u202eevil\r\n"
        + DECK
        + "# \ttab \x00\x9b31m [@click=app.exit(9)]x[/]\u2028y\n# "
        + "x\u0301\u0302\u0303\u0304\u0305\u0306" * 9
        + "\r# "
        + "long " * 2_000
        + "\u65e5\u672c\n"
    ).encode()
    deck.write_bytes(odd)
    async with bench_of(deck) as author:
        await author.sees("Y003", "The Strait")
        await author.at("title: The Strait")
        await author.write("s")
        await author.press("ctrl+end", "up", "end", "ctrl+s")
        await author.sees("✓ saved")

        assert deck.read_bytes() == odd.replace(b"The Strait\n", b"The Straits\n")
        for y in range(36):
            shown = author.screen._compositor.render_strips()[y]
            assert all(c.isprintable() for segment in shown for c in segment.text)


async def test_a_full_disk_is_told_and_loses_nothing(
    deck: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    """
    The file is as it was, the text is there, and the next save works.
    """

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with bench_of(deck) as author:
        await author.write("# mine ")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            await author.press("ctrl+s")
            await author.sees("This was not saved", "no space left on device")
            assert deck.read_text() == DECK
        await author.press("escape", "ctrl+s")

        await author.sees("✓ saved")
        assert deck.read_text() == "# mine " + DECK


async def test_text_that_cannot_be_kept_aside_is_told_of(
    deck: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    """
    While there is still time to save it.
    """

    def refuse(manuscript: object, text: str) -> None:
        raise draft.NotKept("unsaved text cannot be kept aside: disk full")

    async with bench_of(deck) as author:
        with monkeypatch.context() as patch:
            patch.setattr(draft, "keep", refuse)
            await author.write("# mine ")
            await author.sees("✗ unsaved text cannot be kept aside: disk full")
        await author.press("ctrl+s")

        await author.sees("✓ saved")


async def test_leaving_asks_about_what_is_not_saved(deck: Path):  # noqa: F811
    """
    Save it, throw it away, or stay.
    """
    async with bench_of(deck) as author:
        await author.write("# mine ")
        await author.press("ctrl+q")
        await author.sees("Not saved yet")
        await author.press("escape")
        assert author.editor.has_focus

        await author.press("ctrl+q", "enter")

        await author.until(lambda: not author.app.is_running or author.app._exit)
        assert deck.read_text() == "# mine " + DECK
    assert [] == kept()


async def test_what_is_thrown_away_is_not_offered_again(deck: Path):  # noqa: F811
    """
    It was asked for.
    """
    async with bench_of(deck) as author:
        await author.write("# mine ")
        await author.until(lambda: kept() != [])
        await author.press("ctrl+q", "down", "enter")

    assert ([], DECK) == (kept(), deck.read_text())


async def test_a_terminal_that_is_gone_loses_nothing(deck: Path, monkeypatch: pytest.MonkeyPatch):  # noqa: F811
    """
    The program ends at once, as on a hang-up: the text is kept, and offered at the next opening.
    """
    monkeypatch.setattr(workbench, "ASIDE", 60.0)
    monkeypatch.setattr(workbench, "LATEST", 60.0)
    async with bench_of(deck) as author:
        await author.write("# mine ")
        author.app.exit(0)
    assert ["# mine " + DECK] == kept()
    draft.place(deck).rename(draft.place(deck, DEAD))

    async with bench_of(deck) as author:
        await author.sees("Not saved last time", "+ # mine deck: strait")
        await author.press("enter")

        await author.sees("● not saved", "# mine deck: strait")
        await author.until(lambda: not draft.place(deck, DEAD).exists())
        assert ["# mine " + DECK] == kept()
        await author.press("ctrl+s")
        await author.sees("✓ saved")
    assert [] == kept()


async def test_unsaved_text_can_be_thrown_away(deck: Path):  # noqa: F811
    """
    The file is opened as it is saved then.
    """
    draft.keep(room.opened(deck), "other")
    draft.place(deck).rename(draft.place(deck, DEAD))
    async with bench_of(deck) as author:
        await author.press("down", "enter")

        await author.sees("deck: strait")
        assert author.written == DECK
    assert [] == kept()


async def test_another_editors_change_is_shown_where_nothing_is_unsaved(deck: Path):  # noqa: F811
    """
    Without a question; one key brings back what was there.
    """
    async with bench_of(deck) as author:
        deck.write_text(DECK.replace("The Strait", "Theirs"))

        await author.sees("title: Theirs")
        await author.press("ctrl+z")
        assert author.written == DECK


@pytest.mark.parametrize(
    ("keys", "mine", "theirs"),
    [(("up",), False, True), ((), True, True)],
    ids=["take theirs", "keep mine"],
)
async def test_another_editors_change_is_asked_about(
    deck: Path,  # noqa: F811
    keys: tuple[str, ...],
    mine: bool,
    theirs: bool,
):
    """
    The difference line by line; theirs, or mine with the next save. Nothing is lost unasked.
    """
    other = DECK.replace("The Strait", "Theirs")
    async with bench_of(deck) as author:
        await author.write("# mine ")
        deck.write_text(other)
        await author.sees("Changed outside", "+ # mine deck: strait", "- title: Theirs")
        await author.press(*keys, "enter")

        assert (author.written == "# mine " + DECK) is mine
        assert (deck.read_text() == other) is theirs
        await author.press("ctrl+s")
        await author.sees("saved" if mine else "title: Theirs")
        assert (deck.read_text() == other) is not mine
        if not mine:
            await author.press("ctrl+z")
            assert author.written == "# mine " + DECK
            await author.press("ctrl+s")


async def test_a_save_over_anothers_change_asks_first(
    deck: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
):
    """
    Even where the change was not noticed before.
    """
    monkeypatch.setattr(workbench, "LOOK", 600.0)
    async with bench_of(deck) as author:
        await author.write("# mine ")
        deck.write_text("deck: theirs\n")
        await author.press("ctrl+s")
        await author.sees("Changed outside")
        assert "deck: theirs\n" == deck.read_text()

        await author.press("enter", "ctrl+s")

        await author.sees("✓ saved")
        assert deck.read_text() == "# mine " + DECK


async def test_a_question_put_off_comes_back_with_the_next_save(deck: Path):  # noqa: F811
    """
    As often as it is put off; what is chosen then is done.
    """
    async with bench_of(deck) as author:
        await author.write("# mine ")
        deck.write_text("deck: theirs\n")
        await author.sees("Changed outside")
        for _ in range(2):
            await author.press("escape")
            await author.until(lambda: author.screen is author.bench)
            await author.press("ctrl+s")
            await author.sees("Changed outside", "- deck: theirs")
        assert "deck: theirs\n" == deck.read_text()

        await author.sees("and write over it now")
        await author.press("enter")

        await author.sees("✓ saved")
        assert deck.read_text() == "# mine " + DECK


async def test_a_deck_that_vanished_is_not_left_without_a_word(deck: Path):  # noqa: F811
    """
    Put off or not, what stands on the screen is nowhere else.
    """
    async with bench_of(deck) as author:
        deck.unlink()
        await author.sees("Changed outside")
        await author.press("escape", "ctrl+q")

        await author.sees("Not saved yet")
        await author.press("escape", "ctrl+s")
        await author.sees("✓ saved")
        assert deck.read_text() == DECK


async def test_a_change_after_a_question_put_off_is_asked_about_by_itself(
    deck: Path,  # noqa: F811
):
    """
    The one put off was about other text.
    """
    async with bench_of(deck) as author:
        await author.write("# mine ")
        deck.write_text("deck: theirs\n")
        await author.sees("Changed outside")
        await author.press("escape")
        deck.write_text("deck: theirs_again\n")

        await author.sees("Changed outside", "- deck: theirs_again")
        await author.press("up", "enter")
        assert author.written == "deck: theirs_again\n"


async def test_a_file_that_vanished_is_made_anew_by_a_save(deck: Path):  # noqa: F811
    """
    It is told that it is gone, and the text stays.
    """
    async with bench_of(deck) as author:
        deck.unlink()
        await author.sees("Changed outside", "not there any more")
        await author.press("enter")
        await author.sees("not saved yet")
        await author.press("ctrl+s")

        await author.sees("✓ saved")
        assert deck.read_text() == DECK


async def test_a_new_deck_begins_from_a_template(tmp_path: Path):
    """
    A whole small game; the file is there with the first save.
    """
    path = tmp_path / "decks" / "two_towns.yaml"
    async with bench_of(path) as author:
        await author.sees("A new deck", "decks/two_towns.yaml is not there yet")
        await author.press("enter")
        await author.sees("deck: two_towns", "a new file")
        await author.until(lambda: author.bench.proof.is_current)
        assert author.bench.proof.found.is_whole
        assert not path.exists()

        await author.press("ctrl+s")

        await author.sees("✓ saved")
        assert path.read_text().count("deck: two_towns") == 1


@pytest.mark.parametrize("has_schema", [False, True])
async def test_a_new_deck_names_the_schema_where_there_is_one(tmp_path: Path, has_schema: bool):
    """
    An editor that looks for one that is not there complains on the first line.
    """
    if has_schema:
        (tmp_path / "schema").mkdir()
        (tmp_path / "schema" / "deck.schema.json").write_text("{}")
    async with bench_of(tmp_path / "decks" / "two_towns.yaml") as author:
        await author.press("enter")
        await author.sees("deck: two_towns")

        assert author.written.startswith("# yaml-language-server") is has_schema
        assert author.written.count("# A whole small game: change anything.") == 1


async def test_without_an_answer_nothing_is_begun(tmp_path: Path):
    """
    Escape leaves, and no file is made.
    """
    async with bench_of(tmp_path / "new.yaml") as author:
        await author.sees("A new deck")
        await author.pilot.press("escape")
        await author.until(lambda: author.app._exit)
    assert not (tmp_path / "new.yaml").exists()


async def test_what_ships_with_the_program_is_written_in_as_a_copy(tmp_path: Path):
    """
    Under a name that is free, in the folder of one's choice; the deck itself stays.
    """
    shipped = Path(__file__).parents[2] / "decks" / "goofspiel.yaml"
    assert is_shipped(shipped)
    before = shipped.read_bytes()
    async with bench_of(shipped) as author:
        await author.sees("A copy of your own", "goofspiel ships with the program")
        await author.press("ctrl+u")
        await author.write("My Fish\n")
        await author.sees("such as my_fish")
        await author.press("ctrl+u")
        await author.write("my_fish")
        await author.press("tab", "down", "enter")
        await author.sees("deck: my_fish")
        await author.press("ctrl+s")
        await author.sees("✓ saved")

    own = tmp_path / "decks" / "my_fish.yaml"
    assert own.read_bytes() == before.replace(b"deck: goofspiel", b"deck: my_fish")
    assert shipped.read_bytes() == before


async def test_ones_own_deck_beside_those_that_ship_is_written_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    In a checkout both lie in one folder; a copy made there is opened again as it is.
    """
    monkeypatch.setattr(new, "PACKAGE", tmp_path / "tabletop")
    own, shipped = tmp_path / "decks" / "my_strait.yaml", tmp_path / "decks" / "goofspiel.yaml"
    own.parent.mkdir()
    own.write_text(DECK)
    shipped.write_text(DECK)
    assert (False, True) == (is_shipped(own), is_shipped(shipped))
    async with bench_of(own) as author:
        await author.write("# mine ")
        await author.press("ctrl+s")
        await author.sees("✓ saved")
    assert own.read_text() == "# mine " + DECK


async def test_a_deck_open_in_two_workbenches_is_told_of(deck: Path):  # noqa: F811
    """
    The other one holds text that is not saved.
    """
    draft.keep(room.opened(deck), "other")
    said: list[str] = []
    async with bench_of(deck) as author:
        watch(author, said.append)
        author.app.write_in(deck)
        await author.until(lambda: len(author.app.screen_stack) > 2)
        await author.until(lambda: bool(said))
        await author.rest()

        assert "open in another workbench" in said[0]


def watch(author: Author, heard: Callable[[str], object]) -> None:
    """Let *heard* hear what is told in passing."""
    author.app.notify = lambda message, **options: heard(message)  # type: ignore


async def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path):
    """
    In a dialog with the reason, and the program ends with it.
    """
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"deck: caf\xe9\n")
    async with bench_of(path) as author:
        await author.sees("This cannot be opened", "not UTF-8")
        await author.pilot.press("escape")
        await author.until(lambda: author.app._exit)
    assert b"deck: caf\xe9\n" == path.read_bytes()


def fault(*args: object, **options: object) -> object:
    """Break down, as a mistake of ours would."""
    raise AttributeError("planted")


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (f"{MODULES}.editor.Editor.text_line", "down"),
        (f"{MODULES}.panes.part_page", "down"),
        (f"{MODULES}.workbench.found_after", "f7"),
        (f"{MODULES}.workbench.save", "ctrl+s"),
    ],
    ids=["painting the text", "painting the card", "a key", "saving"],
)
async def test_a_fault_of_ours_ends_the_workbench_and_loses_nothing(
    deck: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    key: str,
):
    """
    Wherever it rises, what was typed a moment ago is offered at the next opening.
    """
    with monkeypatch.context() as patch:
        patch.setattr(workbench, "ASIDE", 60.0)
        patch.setattr(workbench, "LATEST", 60.0)
        with suppress(AttributeError, WorkerFailed):
            async with bench_of(deck) as author:
                author.bench.sought = "x"
                await author.at("  speech:")
                await author.write("# mine")
                written = author.written
                assert [] == kept()
                patch.setattr(place, fault)
                for _ in range(9):
                    await author.pilot.press(key)
    assert not author.app.is_running
    assert ([written], DECK) == (kept(), deck.read_text())
    draft.place(deck).rename(draft.place(deck, DEAD))

    async with bench_of(deck) as author:
        await author.sees("Not saved last time", "+   speech:# mine")
        await author.press("enter")

        await author.sees("● not saved")
        assert written == author.written
