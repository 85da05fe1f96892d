"""The wall: a session on a second screen or a projector, followed while it is played."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Final, Protocol

import attrs
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from tabletop.pages.text import NOTHING, Words, put, sides
from tabletop.tui.actions import Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.widgets.sheet import Sheet
from tabletop.tui.widgets.stage import Stage

EVERY: Final = 0.2
"""Seconds between two looks at the save."""


def now_ms() -> int:
    """Return the milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


Painter = Callable[[int, int, bool], Sequence[Words]]
"""Paints lines for a width and a height, with plain characters or with all."""


@attrs.frozen(eq=False)
class WallScene:
    """
    One moment of a followed session.

    Attributes:
        title: What is played, and on which line.
        mark: A sign and a word: live, led, on one's own, over.
        paint: Fills the room.
        clock: Returns what the clock says, from the ms since 1970, UTC; "" for nothing.
        is_own: Whether somebody at the wall has gone elsewhere.
        is_there: Whether there is anything to step through.
        status: What the verb exits with if it is left now.
        trouble: Why, in one sentence; "" if all is well.
    """

    title: Words
    mark: Words
    paint: Painter
    clock: Callable[[int], str]
    is_own: bool = False
    is_there: bool = False
    status: int = 0
    trouble: str = ""


class WallSource(Protocol):
    """Where scenes come from; every method may read the disk. `watching.Watching` is one."""

    def scene(self, key: str = "") -> WallScene | None:
        """Return what is to be shown after *key*, the id of an action; None for no change."""

    def close(self) -> None:
        """Let go of what is followed."""


class Caption(Widget):
    """The line above everything: what is played, how it is followed, and the time."""

    DEFAULT_CSS = """
    Caption { height: 1; background: $surface; color: $ink; }
    """

    def __init__(self) -> None:
        super().__init__(id="caption")
        self.scene: WallScene | None = None
        self.clock = ""

    def show(self, scene: WallScene) -> None:
        """Show the caption of *scene*."""
        self.scene = scene
        self.refresh()

    def tell(self, clock: str) -> None:
        """Show *clock*, if it says something else than before."""
        if clock != self.clock:
            self.clock = clock
            self.refresh()

    def render(self) -> Content:
        if self.scene is None:
            return content(NOTHING)
        width = max(1, self.content_size.width)
        right = put((self.clock, "bold"), "   " if self.clock else "", self.scene.mark)
        left = self.scene.title.truncate(max(1, width - right.cell_length - 2), ellipsis=True)
        return content(sides(left, right, width)[0])


class Wall(Stage):
    """
    What everybody may see of a session, as large as the screen allows.

    Scenes are made in a thread, every time a key is pressed and some times a second; most looks
    find nothing new and paint nothing.
    """

    WHERES: ClassVar[tuple[Where, ...]] = ("wall",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("wall")
    CSS_PATH = "wall.tcss"

    def __init__(
        self,
        opening: Callable[[], WallSource],
        *,
        every: float = EVERY,
        now: Callable[[], int] = now_ms,
    ) -> None:
        """
        Show the scenes of what *opening* returns, which is called off the event loop.

        Args:
            every: Seconds between two looks.
            now: Returns the ms since 1970, UTC.
        """
        super().__init__()
        self.opening = opening
        self.every = every
        self.now = now
        self.source: WallSource | None = None
        self.scene: WallScene | None = None
        self.keys: list[str] = []
        self.busy = False

    def compose(self) -> ComposeResult:
        yield Caption()
        yield Sheet(id="wall")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        # What makes scenes takes longer to import than the first picture takes to paint.
        self.call_after_refresh(self.look)
        self.set_interval(self.every, self.look)
        self.set_interval(1, self.tick)

    def look(self) -> None:
        """Look for something new, unless a look is under way."""
        if not self.busy:
            self.busy = True
            key = self.keys.pop(0) if self.keys else ""
            self.run_worker(partial(self.work, key), thread=True)

    def work(self, key: str) -> None:
        """Run in a thread: the disk takes its time, and so does a long save."""
        if self.source is None:
            self.source = self.opening()
        scene = self.source.scene(key)
        self.app.call_from_thread(self.show, scene)

    def show(self, scene: WallScene | None) -> None:
        """Show *scene*; nothing new leaves everything as it is."""
        self.busy = False
        if scene is not None:
            self.scene = scene
            self.query_one(Caption).show(scene)
            self.query_one(Sheet).show(self.paint)
            self.tick()
            self.show_keys()
        if self.keys:
            self.look()

    def paint(self, width: int, height: int) -> list[Words]:
        """Fill the room, with a margin where it is wide."""
        if self.scene is None:
            return [put(("Reading the session ...", "$quiet"))]
        plain_characters = bool(getattr(self.app, "plain_characters", False))
        return list(self.scene.paint(width, height, plain_characters))

    def tick(self) -> None:
        """Bring the clock up to date."""
        if self.scene is not None:
            self.query_one(Caption).tell(self.scene.clock(self.now()))

    # Keys

    def is_offered(self, action: str) -> bool:
        if self.scene is None or not self.scene.is_there:
            return False
        return self.scene.is_own if action == "wall_rejoin" else True

    def press(self, key: str) -> None:
        """Have *key* obeyed with the next look, which is at once."""
        self.keys.append(key)
        self.look()

    def action_wall_back(self) -> None:
        self.press("wall_back")

    def action_wall_on(self) -> None:
        self.press("wall_on")

    def action_wall_turn_back(self) -> None:
        self.press("wall_turn_back")

    def action_wall_turn_on(self) -> None:
        self.press("wall_turn_on")

    def action_wall_opening(self) -> None:
        self.press("wall_opening")

    def action_wall_rejoin(self) -> None:
        self.press("wall_rejoin")

    def leave(self, gone: Callable[[int], None]) -> None:
        """Go, with the status of what was last seen."""
        gone(self.scene.status if self.scene else 0)
