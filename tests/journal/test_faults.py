"""The disk fails, or the power does, at every single call that touches a file."""

import errno
import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import attrs
import pytest

from tabletop.bots.seats import BotPlayer
from tabletop.errors import TabletopError
from tabletop.journal.follow import Follower
from tabletop.journal.model import Close, Frame, SaveError
from tabletop.journal.reader import load, read_head
from tabletop.journal.repair import repair
from tabletop.journal.saves import glance
from tabletop.journal.tree import line_names
from tabletop.journal.writer import Writer
from tabletop.language.ids import Viewer
from tabletop.table.session import Session
from tests.journal.faults import Crash, Faults
from tests.journal.sessions import PRINTED, Play, boundaries, head, saved

pytestmark = pytest.mark.slow

FAILS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, "short")
CRASHES = ("crash", "crash half", "crash after")
MOST_CALLS = 500

Act = Callable[[Path, list[Frame]], None]
"""Does something to the save at a path, and lists each frame as soon as it is acknowledged."""


@attrs.frozen
class Scene:
    """
    Something done to a save.

    Attributes:
        prepare: Makes the save it is done to, if there is one before.
        safe: Frames that are acknowledged before it begins.
    """

    prepare: Callable[[Path], None]
    act: Act
    safe: int


def begin(path: Path, kept: list[Frame]) -> None:
    """Begin a session, play three frames and put it away."""
    play = Play()
    with Writer.create(path, head(), PRINTED) as writer:
        for _ in range(3):
            writer.append(play.frame())
            kept.append(play.frames[-1])
        writer.append(Close(99))


def go_on(path: Path, kept: list[Frame]) -> None:
    """Go on with the session, whatever its end looks like, and play two frames."""
    play = Play()
    with Writer.reopen(path) as writer:
        assert writer.journal
        while len(play.frames) < len(writer.journal.frames):
            play.frame()
        for _ in range(2):
            writer.append(play.frame())
            kept.append(play.frames[-1])


def sit_down(path: Path, kept: list[Frame]) -> None:
    """Go on with the session at the table; after a failure the table stands as it stood."""
    step_twice(Session.resume(path, stand_ins="random"), kept)


def leave(path: Path, kept: list[Frame]) -> None:
    """Begin a what-if with a name; the line, its name and its frames are kept like any other."""
    bots = {Viewer("us"): BotPlayer("random"), Viewer("china"): BotPlayer("random")}
    step_twice(Session.fork(path, at=2, name="bold", seats=bots), kept)
    if len(kept) == 2:
        assert {"bold": kept[0].number} == line_names(load(path))


def step_twice(table: Session, kept: list[Frame]) -> None:
    """Let bots decide twice; after a failure the table stands as it stood."""
    with table as session:
        for _ in range(2):
            before = (session.number, session.state)
            try:
                frame = session.step(everything=True)
            except SaveError:
                assert before == (session.number, session.state)
                assert session.is_frozen
                size = session.path.stat().st_size
                with pytest.raises(SaveError):
                    session.step(everything=True)
                assert size == session.path.stat().st_size
                raise
            assert frame
            kept.append(frame)


def mend(path: Path, kept: list[Frame]) -> None:
    repair(path)


def nothing(path: Path) -> None:
    """There is no save before."""


def torn(path: Path) -> None:
    saved(path, 5)
    os.truncate(path, path.stat().st_size - 7)


def spoilt(path: Path) -> None:
    data = bytearray(saved(path, 5).path.read_bytes())
    data[boundaries(data)[5] + 30] ^= 1
    path.write_bytes(data)


def begin_without_links(path: Path, kept: list[Frame]) -> None:
    """Begin a session on a stick whose file system knows no second name of a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "link", no_link)
        begin(path, kept)


def no_link(*_: object) -> None:
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


SCENES = {
    "begin": Scene(nothing, begin, 0),
    "begin without links": Scene(nothing, begin_without_links, 0),
    "go on": Scene(torn, go_on, 4),
    "sit down": Scene(torn, sit_down, 4),
    "what if": Scene(torn, leave, 4),
    "repair": Scene(spoilt, mend, 3),
}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a flush does for the disk is played by the faults; nobody need wait for a real one."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(autouse=True)
def no_descriptor_is_lost() -> Iterator[None]:
    """What was opened is closed, also after it failed."""
    folder = Path("/proc/self/fd")
    before = len(list(folder.iterdir())) if folder.is_dir() else 0
    yield
    after = len(list(folder.iterdir())) if folder.is_dir() else 0
    assert before >= after


def struck(
    scene: Scene, folder: Path, how: int | str, wanted: type[BaseException]
) -> Iterator[tuple[Faults, Path, list[Frame], bytes | None]]:
    """
    Play *scene* once for each of its calls, with that one struck.

    Yield the faults, the save, the frames that were acknowledged on the way, and what the save
    held before.
    """
    for at in count():
        assert at < MOST_CALLS
        place = folder / str(at)
        place.mkdir(parents=True)
        path = place / "a.seminar"
        scene.prepare(path)
        before = path.read_bytes() if path.exists() else None
        kept: list[Frame] = []
        faults = Faults(place, at, how)
        is_through = False
        with pytest.MonkeyPatch.context() as patch:
            faults.install(patch)
            try:
                scene.act(path, kept)
                is_through = True
            except wanted:
                assert faults.struck
        if wanted is not Crash:
            assert not faults._open, (at, faults.struck)
        faults.let_go()
        yield faults, path, kept, before
        if not faults.struck:
            assert is_through
            assert at > 5
            return


def assert_kept(path: Path, scene: Scene, before: bytes | None, kept: list[Frame]) -> None:
    """Check that all acknowledged frames are in the save, and that play can go on."""
    sure = scene.safe + len(kept)
    if not path.exists():
        assert sure == 0
        return
    if scene.act is begin_without_links and not path.stat().st_size:
        assert sure == 0  # the name was taken, and the save not yet put there
        return
    if scene.act is mend:
        assert_mendable(path, before or b"")
        return
    read = load(path)
    assert read.damage is None or read.damage.is_torn
    assert len(read.frames) in (sure, sure + 1)
    assert kept == list(read.frames[scene.safe : sure])
    again: list[Frame] = []
    go_on(path, again)
    after = load(path)
    assert after.damage is None
    assert (*read.frames, *again) == after.frames


def assert_mendable(path: Path, before: bytes) -> None:
    """Check that no byte of a damaged save is gone, and that it can be mended now."""
    asides = [p.read_bytes() for p in path.parent.glob("*.tail-*")]
    now = path.read_bytes()
    assert now == before or any(now + aside == before for aside in asides)
    repair(path)
    assert load(path).damage is None
    assert 3 == len(load(path).frames)


@pytest.mark.parametrize("how", FAILS, ids=str)
@pytest.mark.parametrize("name", SCENES)
def test_whatever_call_fails_nothing_acknowledged_is_lost(
    name: str, how: int | str, tmp_path: Path
):
    """
    A disk that refuses any one call is told of in a sentence, and costs no move.
    """
    scene = SCENES[name]
    for faults, path, kept, before in struck(scene, tmp_path, how, TabletopError):
        if name.startswith("begin") and not path.exists():
            assert [] == list(path.parent.iterdir()), (faults.at, faults.struck)
        assert_kept(path, scene, before, kept)


@pytest.mark.parametrize("power", [None, 0.0, 0.4, 1.0])
@pytest.mark.parametrize("how", CRASHES)
@pytest.mark.parametrize("name", SCENES)
def test_wherever_the_program_ends_nothing_acknowledged_is_lost(
    name: str, how: str, power: float | None, tmp_path: Path
):
    """
    A killed program, or a power cut that takes what was not flushed, costs no move.
    """
    scene = SCENES[name]
    for faults, path, kept, before in struck(scene, tmp_path, how, Crash):
        if power is not None:
            faults.lose_power(path, before, power)
        assert_kept(path, scene, before, kept)


def followed(path: Path) -> object:
    """Return what two looks at a save find."""
    with Follower(path) as follower:
        first = follower.look()
        return first, follower.look()


READS: dict[str, Callable[[Path], object]] = {
    "load": load,
    "read_head": read_head,
    "follow": followed,
}


@pytest.mark.parametrize("how", (*FAILS, errno.EACCES, errno.ESTALE), ids=str)
@pytest.mark.parametrize("name", [*READS, "glance"])
def test_whatever_call_of_reading_fails_it_is_told(name: str, how: int | str, tmp_path: Path):
    """
    Reading ends in a sentence, or in all that there is; a list goes on to the next save.
    """
    path = saved(tmp_path / "a.seminar", 3).path
    read = READS.get(name, glance)
    whole = read(path)
    for at in count():
        faults = Faults(tmp_path, at, how)
        with pytest.MonkeyPatch.context() as patch:
            faults.install(patch)
            try:
                found = read(path)
            except SaveError:
                assert name != "glance"
                assert faults.struck
                found = None
        assert not faults._open
        if how == "short" or faults.struck in ("", "close"):
            assert whole == found
        if not faults.struck:
            return
