"""Looking at saved sessions with real keys: saves of small games, and the viewer on them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tabletop.game.deck import Deck
from tabletop.journal.model import Printed
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tabletop.table.session import Session
from tabletop.tui.reviewing import Reviewer
from tabletop.tui.screens.entering import Wanted
from tabletop.tui.screens.replay import Reviewing
from tests.tui.screens import Seat, Shelf, session, strait

OVER = "The turns are played."


def played(folder: Path, deck: Deck | None = None, *, entropy: int = 5) -> Path:
    """Return a save in *folder* that bots have played to its end."""
    with session(folder, deck or strait(turns=3), people=(), entropy=entropy) as table:
        while table.step(everything=True):
            pass
    return table.path


def what_if(path: Path, *, at: int, name: str) -> Session:
    """Return the table of a what-if line that begins after frame *at*."""
    return Session.fork(path, at=at, name=name)


def first_frames(path: Path, frames: int) -> Path:
    """Return a save beside *path* that ends after its first *frames*, and nobody knows of more."""
    whole = load(path)
    cut = path.with_name("first.seminar")
    with Writer.create(cut, whole.head, Printed(whole.deck, whole.seed, whole.sources)) as writer:
        for frame in whole.frames[:frames]:
            writer.append(frame)
    return cut


@asynccontextmanager
async def viewing(
    path: Path,
    *,
    at: int | None = None,
    seat: str = "wall",
    line: str = "",
    size: tuple[int, int] = (120, 36),
    plain_characters: bool = False,
) -> AsyncIterator["Viewer"]:
    """Yield somebody who looks at the save at *path*, once it is shown."""
    app = Reviewer(path, Wanted(at, seat, line), Shelf(), plain_characters=plain_characters)
    async with app.run_test(size=size) as pilot:
        viewer = Viewer(app, pilot)
        await viewer.until(lambda: not app.viewer.busy)
        await viewer.rest()
        yield viewer


class Viewer(Seat):
    """Somebody at the viewer."""

    @property
    def shown(self) -> Reviewing:
        assert isinstance(self.app, Reviewer)
        return self.app.viewer

    @property
    def decided(self) -> type:
        """What kind of decision the frame shown was."""
        return type(self.shown.replay.frame(self.shown.number).decision)

    @property
    def notices(self) -> list[str]:
        """What was said beside, the newest last."""
        return [notice.message for notice in self.app._notifications]

    async def hears(self, text: str) -> None:
        """Wait until somebody says *text* beside."""
        await self.until(lambda: any(text in said for said in self.notices))

    @property
    def styled(self) -> str:
        """What stands on the screen, with every colour of it."""
        strips = self.screen._compositor.render_strips()
        return "\n".join(str(list(strip)) for strip in strips)
