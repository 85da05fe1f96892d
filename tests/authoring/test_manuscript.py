"""The file that is written in: opened as it is, saved whole or not at all."""

import errno
import os
import stat
from pathlib import Path

import pytest

from tabletop.authoring.edit.draft import Manuscript, UnsavedText, opened, outside, saved
from tabletop.authoring.text.fixes import ChangedMeanwhile
from tabletop.authoring.text.read import UnreadableFile

ODD = "\ufeffdeck: d\r\ntitle: T\u202e\x1b[2J\n\ttext: a\x85b\u2028c\r\nlast".encode()


def deck(tmp_path: Path, data: bytes = b"deck: d\n") -> Manuscript:
    path = tmp_path / "deck.yaml"
    path.write_bytes(data)
    return opened(path)


def only(tmp_path: Path) -> list[str]:
    """Return the names of all files there are."""
    return sorted(path.name for path in tmp_path.iterdir())


def test_what_is_saved_is_what_was_opened_byte_for_byte(tmp_path: Path):
    """
    A byte order mark, mixed line ends, controls: an author who changes a word changes a word.
    """
    opened_as = deck(tmp_path, ODD)

    saved(opened_as, opened_as.text.replace("last", "first"))

    assert ODD.replace(b"last", b"first") == opened_as.path.read_bytes()


def test_mode_and_link_stay(tmp_path: Path):
    """
    A deck that others may read can be read afterwards, and a link goes on being one.
    """
    real = deck(tmp_path).path
    real.chmod(0o664)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)

    saved(opened(link), "deck: e\n")

    assert link.is_symlink()
    assert (b"deck: e\n", 0o664) == (real.read_bytes(), stat.S_IMODE(real.stat().st_mode))
    assert ["deck.yaml", "link.yaml"] == only(tmp_path)


def test_a_new_file_is_made_with_its_folder(tmp_path: Path):
    """
    The first save of a deck that begins from a template.
    """
    new = opened(tmp_path / "decks" / "new.yaml")

    now = saved(new, "deck: new\n")

    assert None is new.data
    assert b"deck: new\n" == now.data == now.path.read_bytes()
    assert ["new.yaml"] == only(tmp_path / "decks")


def test_a_new_file_is_never_made_over_another(tmp_path: Path):
    """
    Somebody else made one of the same name meanwhile.
    """
    new = opened(tmp_path / "new.yaml")
    new.path.write_text("theirs")

    with pytest.raises(ChangedMeanwhile):
        saved(new, "mine")

    assert "theirs" == new.path.read_text()
    assert ["new.yaml"] == only(tmp_path)


def test_what_others_wrote_is_not_written_over_unless_one_says_so(tmp_path: Path):
    """
    The first save refuses, the second one was asked for.
    """
    mine = deck(tmp_path)
    mine.path.write_text("theirs")

    with pytest.raises(ChangedMeanwhile):
        saved(mine, "mine")
    assert "theirs" == mine.path.read_text()

    saved(mine, "mine", over=True)
    assert "mine" == mine.path.read_text()


def test_a_file_that_has_vanished_is_made_anew(tmp_path: Path):
    """
    With its byte order mark.
    """
    mine = deck(tmp_path, b"\xef\xbb\xbfdeck: d\n")
    mine.path.unlink()

    saved(mine, "deck: d\n")

    assert b"\xef\xbb\xbfdeck: d\n" == mine.path.read_bytes()


def fail(number: int):
    def failing(*args: object, **options: object) -> None:
        raise OSError(number, os.strerror(number))

    return failing


@pytest.mark.parametrize("broken", ["fsync", "replace", "link"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_disk_that_takes_nothing_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, number: int
):
    """
    Full, broken or read-only, at whatever step: the old text whole, no file half made.
    """
    mine = deck(tmp_path, b"old") if broken != "link" else opened(tmp_path / "deck.yaml")
    before = only(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, broken, fail(number))

        with pytest.raises(UnsavedText, match="not saved"):
            saved(mine, "new")

    assert before == only(tmp_path)
    assert (b"old" if before else None) == opened(mine.path).data


def test_a_short_write_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The disk fills up in the middle of the text.
    """
    mine = deck(tmp_path, b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fchmod", fail(errno.ENOSPC))

        with pytest.raises(UnsavedText, match="no space left"):
            saved(mine, "new" * 1000)

    assert b"old" == mine.path.read_bytes()
    assert ["deck.yaml"] == only(tmp_path)


def test_a_file_that_may_not_be_written_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    Its folder could be written to, so it could be replaced; its owner said no.
    """
    mine = deck(tmp_path, b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(UnsavedText, match="no permission"):
        saved(mine, "new")

    assert b"old" == mine.path.read_bytes()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"deck: \xff\xfe", "not UTF-8"),
        (b"\xff\xfed\x00e\x00c\x00k\x00", "UTF-16"),
        (b"x" * (2 * 1024 * 1024 + 1), "bytes"),
        (b"a: " + b"x" * 20_001, "20,004 characters"),
    ],
)
def test_what_no_editor_can_show_is_refused_and_left_as_it_is(
    tmp_path: Path, data: bytes, said: str
):
    """
    One sentence says why.
    """
    path = tmp_path / "deck.yaml"
    path.write_bytes(data)

    with pytest.raises(UnreadableFile, match=said):
        opened(path)

    assert data == path.read_bytes()


def test_a_folder_and_a_pipe_are_no_files(tmp_path: Path):
    """
    Neither is waited for.
    """
    os.mkfifo(tmp_path / "pipe.yaml")

    for path in (tmp_path, tmp_path / "pipe.yaml"):
        with pytest.raises(UnreadableFile, match="not a file"):
            opened(path)


def test_what_others_do_to_the_file_is_seen(tmp_path: Path):
    """
    Changed, touched without a change, gone; and what was saved here is no news.
    """
    mine = deck(tmp_path)
    assert "same" == outside(mine)[0]

    now = saved(mine, "deck: e\n")
    assert "same" == outside(now)[0]

    os.utime(now.path, ns=(1, 1))
    found, touched = outside(now)
    assert ("same", 1) == (found, touched.stamp[0] if touched.stamp else 0)

    now.path.write_text("theirs\n")
    assert ("changed", "theirs\n") == (outside(now)[0], outside(now)[1].text)

    now.path.unlink()
    assert ("vanished", None) == (outside(now)[0], outside(now)[1].data)
    assert "same" == outside(opened(now.path))[0]
