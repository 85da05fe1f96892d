"""Looking at saved sessions with real keys: saves of small games, and the viewer on them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tabletop.bots.seats import BotPlayer, dealt
from tabletop.game.deck import Deck
from tabletop.journal.model import Printed
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tabletop.language.ids import Viewer
from tabletop.replay.cursor import Entrance
from tabletop.table.session import Session
from tabletop.tui.reviewing import Reviewer
from tabletop.tui.viewer.viewer import ViewerScreen
from tests.tui.screens import Seat, Shelf, strait

OVER = "The turns are played."


class Clock:
    """A clock that goes on by some seconds whenever somebody looks at it."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000

    def __call__(self) -> int:
        self.now += 7_000
        return self.now


def played(folder: Path, deck: Deck | None = None) -> Path:
    """Return a save in *folder* that bots have played to its end; of three turns unless told."""
    path = folder / "strait.seminar"
    deck = deck or strait(turns=3)
    seats = {Viewer(actor.id): BotPlayer("steady") for actor in deck.actors}
    table = Session.start(dealt(deck, None, seats), seats, entropy=5, path=path, clock=Clock())
    with table:
        while table.step(everything=True):
            pass
    return path


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
) -> AsyncIterator["Onlooker"]:
    """Yield somebody who looks at the save at *path*, once it is shown."""
    app = Reviewer(path, Entrance(at, seat, line), Shelf(), plain_characters=plain_characters)
    async with app.run_test(size=size) as pilot:
        viewer = Onlooker(app, pilot)
        await viewer.until(lambda: not app.viewer.busy)
        await viewer.rest()
        yield viewer


class Onlooker(Seat):
    """Somebody at the viewer."""

    @property
    def shown(self) -> ViewerScreen:
        assert isinstance(self.app, Reviewer)
        return self.app.viewer

    @property
    def decided(self) -> type:
        """What kind of decision the frame shown was."""
        return type(self.shown.cursor.replay.frame(self.shown.cursor.number).decision)

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
