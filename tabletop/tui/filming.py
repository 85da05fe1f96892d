"""The viewer on a screen that nobody sees: what it would write to a terminal, frame by frame."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Final

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.drivers.headless_driver import HeadlessDriver
from textual.strip import Strip
from textual.worker import Worker

from tabletop.errors import TabletopError
from tabletop.replay.cursor import Entrance
from tabletop.replay.replay import Replay
from tabletop.tui.app import TabletopApp, ended
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.viewer.autoplay import Pace, Player
from tabletop.tui.viewer.moment import moment_of
from tabletop.tui.viewer.viewer import ViewerScreen

Cell = tuple[str, str]
"""A character with all that is set upon it, and its SGR codes; "" beside a wide one."""

Row = tuple[Cell, ...]

ATTRIBUTES: Final = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike")

GAP: Final = 12
"""Unchanged cells that are painted again rather than skipped: to skip takes as many bytes."""


def still_of(strips: Sequence[Strip]) -> tuple[Row, ...]:
    """Return the cells of each row of a screen."""
    return tuple(map(row_of, strips))


def row_of(strip: Strip) -> Row:
    """Return the cells of one row."""
    cells: list[Cell] = []
    for text, style, control in strip:
        codes = codes_of(style) if style else ""
        for c in "" if control else text:
            width = cell_len(c)
            if width:
                cells += [(c, codes), *[("", codes)] * (width - 1)]
            elif cells:
                # It is set upon the character before it, which may be a wide one.
                place = next(p for p in range(len(cells) - 1, -1, -1) if cells[p][0])
                cells[place] = (cells[place][0] + c, cells[place][1])
    return tuple(cells)


@lru_cache(maxsize=4096)
def codes_of(style: Style) -> str:
    """Return the SGR codes of *style* in true colour, "" for none."""
    # Made anew, for a style remembers the codes of the terminal that it was painted on first.
    anew = Style(
        color=style.color,
        bgcolor=style.bgcolor,
        **{name: getattr(style, name) for name in ATTRIBUTES},
    )
    painted = anew.render("x", color_system=ColorSystem.TRUECOLOR)
    begin, _, _ = painted.partition("mx")
    return begin.removeprefix("\x1b[") if painted != "x" else ""


def change(before: Sequence[Row], after: Sequence[Row]) -> str:
    """Return what a terminal that shows *before* is told to show *after*; "" for nothing."""
    told: list[str] = []
    for row, (was, now) in enumerate(zip_longest(before, after, fillvalue=()), start=1):
        for begin, end in runs(was, now):
            told.append(f"\x1b[{row};{begin + 1}H")
            for codes, cells in groupby(now[begin:end], key=lambda cell: cell[1]):
                told.append(f"\x1b[0;{codes}m" if codes else "\x1b[0m")
                told.append("".join(c for c, _ in cells))
    return "".join(told)


def runs(was: Row, now: Row) -> Iterator[tuple[int, int]]:
    """Yield where *now* differs from *was*, from and to (exclusive), whole characters only."""
    if was == now:
        return
    different = [place for place, (a, b) in enumerate(zip_longest(was, now)) if a != b]
    begin = end = different[0]
    for place in [*different, len(now) + 2 * GAP]:
        if place - end > GAP:
            yield whole(now, begin, end)
            begin = place
        end = place + 1


def whole(row: Row, begin: int, end: int) -> tuple[int, int]:
    """Return *begin* and *end* moved apart until no wide character is cut."""
    end = min(end, len(row))
    while begin and begin < len(row) and not row[begin][0]:
        begin -= 1
    while end < len(row) and not row[end][0]:
        end += 1
    return begin, end


Keep = Callable[[int, str], None]
"""Is given the number of a frame, and what brings a terminal from the one before to it."""

FILM: Final = "film"

ROUNDS: Final = 20
"""Refreshes after which a screen is kept that does not come to rest."""


class Camera(HeadlessDriver):
    """A terminal without a keyboard, at which nobody looks but the one who counts."""

    @property
    def is_headless(self) -> bool:
        return False  # else the application would not paint, nor come to rest

    def write(self, data: str) -> None:
        assert isinstance(self._app, Filming)
        self._app.painted += 1


class Filming(TabletopApp):
    """
    Shows frames of a saved session in their order, and gives away what it paints.

    Attributes:
        painted: How often something was painted.
        trouble: Why the film ends early, if it does.
    """

    def __init__(
        self,
        replay: Replay,
        entrance: Entrance,
        frames: Sequence[int],
        keep: Keep,
        pace: Pace,
        *,
        plain_characters: bool = False,
    ) -> None:
        super().__init__(Library(), plain_characters=plain_characters)
        self.driver_class = Camera
        self.animation_level = "none"
        self.painted = 0
        self.still: Sequence[Row] = ()
        self.trouble: BaseException | None = None
        self.frames = frames
        self.keep = keep
        self.viewer = ViewerScreen(
            lambda progress: replay, entrance, Player(pace=pace, has_clock=False)
        )

    def begin(self) -> None:
        self.push_screen(self.viewer)
        self.run_worker(self.roll(), group=FILM, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.group == FILM and event.worker.is_finished:
            self.trouble = event.worker.error or self.viewer.trouble
            self.exit(0)

    async def roll(self) -> None:
        """Show each frame, and give it away once it stands on the screen."""
        while not self.viewer.is_ready:
            await self.settle()
            if self.viewer.trouble:
                return
        for number in self.frames:
            self.viewer.go(number)
            await self.settle()
            while self.viewer.busy:
                await self.settle()
            cursor = self.viewer.cursor
            if cursor.number != number:
                # It stayed where it was, so what is recorded there says why.
                moment_of(cursor, cursor.target(number))
            # The compositor's own rows: the whole screen as it stands, after every filter.
            still = still_of(self.viewer._compositor.render_strips())
            self.keep(number, change(self.still, still))
            self.still = still

    async def settle(self) -> None:
        """Wait until nothing more is painted."""
        for _ in range(ROUNDS):
            painted = self.painted
            await self.viewer.wait_for_refresh()
            if self.painted == painted:
                return


def film(
    replay: Replay,
    entrance: Entrance,
    frames: Sequence[int],
    size: tuple[int, int],
    keep: Keep,
    *,
    pace: Pace = "as it was",
    plain_characters: bool = False,
) -> None:
    """
    Show *frames* of *replay* in their order, on a screen of *size* columns and rows.

    *keep* is called with each as soon as it is painted, and may write to the disk. The frames are
    of the line of *entrance*, and begin there; *pace* is what is said of them.

    Raises:
        TabletopError: If what is recorded cannot have been played, or the screen breaks down.
    """
    app = Filming(replay, entrance, frames, keep, pace, plain_characters=plain_characters)
    status = ended(app, size=size, mouse=False)
    if app.trouble is not None:
        raise app.trouble
    if status:
        raise TabletopError("the screen broke down before the film was whole")
