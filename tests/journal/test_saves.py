"""Where saves are, what they are called, and the list of them."""

import os
import random
from pathlib import Path

import platformdirs
import pytest

from tabletop.journal.model import SaveError
from tabletop.journal.saves import glance, new_path, saves, saves_folder
from tests.journal.golden import GOLDEN
from tests.journal.sessions import saved


def test_saves_of_a_checkout_stay_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Who works on the program finds the saves beside it.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saves").mkdir()
    (tmp_path / "tabletop").mkdir()
    (tmp_path / "pyproject.toml").touch()

    assert Path("saves") == saves_folder()


def test_saves_of_everybody_else_are_with_their_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    A folder that happens to be called saves is left alone.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saves").mkdir()

    assert platformdirs.user_data_path("tabletop") / "saves" == saves_folder()


@pytest.mark.parametrize(
    "name, file",
    [
        ("Island Chain", "island-chain"),
        ("  Été à 京都! ", "ete-a"),
        ("../../etc/passwd", "etc-passwd"),
        ("京都", "session"),
        ("", "session"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_save_is_called_after_its_session(tmp_path: Path, name: str, file: str):
    """
    Any title makes a name that every system takes, and none leads out of the folder.
    """
    assert tmp_path / f"{file}.seminar" == new_path(name, tmp_path)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path):
    """
    Playing the same seed again makes another save.
    """
    folder = tmp_path / "new"
    for file in ("calm.seminar", "calm-2.seminar", "calm-3.seminar"):
        path = new_path("Calm", folder)
        assert folder / file == path
        path.touch()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path):
    """
    A file in the way is named.
    """
    (tmp_path / "file").touch()

    with pytest.raises(SaveError, match="making the folder failed"):
        new_path("calm", tmp_path / "file" / "saves")


def test_a_list_shows_each_save_in_a_line(tmp_path: Path):
    """
    Title, beginning, length and end are there without reading the whole save; newest first.
    """
    whole = saved(tmp_path / "whole.seminar")
    saved(tmp_path / "part.seminar", 4)
    os.utime(tmp_path / "part.seminar", (1, 1))

    first, second = saves(tmp_path)

    assert ("A small session", len(whole.frames), True) == (
        first.title,
        first.frames,
        first.is_closed,
    )
    assert first.head == whole.head
    assert ("A small session", 4, False) == (second.title, second.frames, second.is_closed)
    assert 1000 == second.changed_ms


def test_saves_of_one_deck_share_it_in_memory(tmp_path: Path):
    """
    Going through many saves of the same seminar does not read its deck again and again.
    """
    one, other = saved(tmp_path / "one.seminar", 2), saved(tmp_path / "other.seminar", 3)

    assert one.deck is other.deck
    assert one.head != other.head


def test_one_bad_file_does_not_spoil_the_list(tmp_path: Path):
    """
    What cannot be read is listed with its reason, and the rest as ever.
    """
    saved(tmp_path / "good.seminar", 2)
    (tmp_path / "text.seminar").write_text("hello")
    (tmp_path / "empty.seminar").touch()
    (tmp_path / "folder.seminar").mkdir()
    (tmp_path / "gone.seminar").symlink_to(tmp_path / "nowhere")
    (tmp_path / "good.seminar.tail-1").write_text("not a save")
    (tmp_path / ".new.seminar").write_text("not yet a save")
    os.mkfifo(tmp_path / "pipe.seminar")

    listed = {found.path.name: found for found in saves(tmp_path)}

    assert {"good", "text", "empty", "folder", "gone", "pipe"} == {n.split(".")[0] for n in listed}
    assert "" == listed["good.seminar"].trouble
    assert "this is not a save of Tabletop" == listed["text.seminar"].trouble
    assert "the file ends before it begins" == listed["empty.seminar"].trouble
    assert "this is no file" == listed["folder.seminar"].trouble == listed["pipe.seminar"].trouble
    assert "opening it failed: there is no such file" == listed["gone.seminar"].trouble
    assert "text" == listed["text.seminar"].title


def test_a_torn_save_is_listed_with_what_it_holds(tmp_path: Path):
    """
    A power cut does not take a session off the list.
    """
    path = saved(tmp_path / "torn.seminar", 4).path
    os.truncate(path, path.stat().st_size - 5)

    found = glance(path)

    assert ("", 3) == (found.trouble, found.frames)


def test_a_folder_that_is_not_there_holds_no_saves(tmp_path: Path):
    """
    The first start lists nothing and complains of nothing.
    """
    assert () == saves(tmp_path / "none")


def test_a_deck_is_stepped_over_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A list reads headers, not decks, so that long decks do not make it slow.
    """
    path = GOLDEN / "island_chain_short.seminar"
    sizes: list[int] = []
    real = os.pread

    def counted(*args: int) -> bytes:
        read = real(*args)
        sizes.append(len(read))
        return read

    monkeypatch.setattr(os, "pread", counted)

    assert glance(path).frames > 50

    assert sum(sizes) < path.stat().st_size / 2


@pytest.mark.slow
def test_a_list_of_2000_saves_is_whole_and_soon_there(tmp_path: Path):
    """
    Bad files among many good ones are listed with their reason, and nobody waits.

    The promise of one second is kept in `benchmarks/save.py`; here a busy machine has five.
    """
    golden = sorted(GOLDEN.glob("*.seminar"))
    datas = [path.read_bytes() for path in golden]
    luck = random.Random(1)
    bad = {n: luck.randrange(len(datas[n % len(datas)])) for n in range(0, 2000, 50)}
    for n in range(2000):
        data = datas[n % len(datas)]
        (tmp_path / f"{n:04}.seminar").write_bytes(data[: bad[n]] if n in bad else data)

    listed = saves(tmp_path)

    assert 2000 == len(listed)
    whole = [glance(path) for path in golden]
    for found in listed:
        n = int(found.path.stem)
        like = whole[n % len(whole)]
        assert found.frames <= like.frames
        if n not in bad:
            assert (like.title, like.frames, True, "") == (
                found.title,
                found.frames,
                found.is_closed,
                found.trouble,
            )
