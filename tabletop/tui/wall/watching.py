"""From a followed save to what stands on the wall: words and painters for every case."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tabletop.errors import TabletopError
from tabletop.language.ids import WALL
from tabletop.pages.big import Room, title
from tabletop.pages.text import Words, ink, plain, put, wrapped
from tabletop.pages.view import View, view_at
from tabletop.pages.wall import outcome, wall
from tabletop.replay.watch import WallView, Watch
from tabletop.tui.wall.wall import WallScene

QUIET_MS: Final = 30 * 60_000
"""After that long without a word, the wall says since when."""

LONGEST_MS: Final = 3 * 60 * 60_000
"""A phase is not timed for longer."""

FORGED: Final = "What comes next cannot have been played, so it is not shown."
"""Why not, a forged save could have chosen; that is for whoever verifies it."""

MARKS: Final = {
    "live": ("● live", "bold $good"),
    "led": ("◆ led", "bold $focus"),
    "own": ("◇ on your own", "bold $focus"),
}


class Watching:
    """Scenes of the save at a path, for everybody to see."""

    def __init__(self, path: Path) -> None:
        self.watch = Watch(path)
        self.forged: TabletopError | None = None
        self.view: View | None = None
        self.shown: WallView | None = None
        self.is_first = True
        self.keys: dict[str, Callable[[], None]] = {
            "wall_back": partial(self.watch.step, -1),
            "wall_on": partial(self.watch.step, 1),
            "wall_turn_back": partial(self.watch.turn, -1),
            "wall_turn_on": partial(self.watch.turn, 1),
            "wall_opening": self.watch.begin,
            "wall_rejoin": self.watch.back,
        }

    def close(self) -> None:
        """Let go of the save."""
        self.watch.close()

    def scene(self, key: str = "") -> WallScene | None:
        """Return what is to be shown after *key*, the id of an action; None for no change."""
        is_new = self.watch.look()
        try:
            if key:
                self.keys[key]()
            if not (is_new or key or self.is_first):
                return None
            self.is_first = False
            self.go()
            self.forged = None
        except TabletopError as trouble:
            # A forged save: what could be shown of it stays.
            self.forged = trouble
        if self.view is None or self.shown is None:
            return self.nothing_yet()
        return self.scene_of(self.view, self.shown)

    def go(self) -> None:
        """
        See what is to be shown now.

        Raises:
            SaveError: If it cannot have been played; what was seen before stays.
        """
        replay, shown = self.watch.replay, self.watch.shown()
        if replay is None or shown is None:
            return
        view = view_at(replay, shown.line, shown.number, WALL)
        self.view, self.shown = view, shown

    @property
    def trouble(self) -> TabletopError | None:
        """What is wrong now."""
        return self.watch.trouble or self.forged

    def nothing_yet(self) -> WallScene:
        """Return what is shown while there is no save, or none that can be shown."""
        trouble, name = self.trouble, self.watch.path.name
        why = str(trouble or "")
        if self.watch.is_awaited or trouble is None:
            # Nothing failed where a session was not begun yet.
            why = f"{self.watch.path}: nobody has played it so far" if trouble else ""
            head = "Waiting"
            text = f"There is no {name} yet. It is shown here as soon as somebody plays it."
        else:
            said = FORGED if self.forged else f"{trouble.sentence}."
            head, text = "Not to be shown", f"{name}: {said}"

        def paint(width: int, height: int, is_plain: bool) -> list[Words]:
            room = Room.of(max(1, width), height, is_plain=is_plain)
            large = title(head, "$focus", room, room.figure_height(2))
            return [*large, put(""), *wrapped(plain(text), room.width)]

        return WallScene(
            ink(name, "bold"),
            put(("○ waiting", "$quiet") if head == "Waiting" else ("✗ refused", "bold $bad")),
            paint,
            lambda now_ms: "",
            status=trouble.exit_status if trouble else 0,
            trouble=why,
        )

    def scene_of(self, view: View, shown: WallView) -> WallScene:
        """Return *view* as the wall shows it."""
        trouble = self.trouble
        notes = note_lines(self, view, shown)
        is_over = view.state.is_over
        mark = MARKS[shown.how]
        if shown.how == "live" and (is_over or shown.is_paused):
            mark = ("■ over" if is_over else "□ paused", "$quiet")
        head = self.watch.replay.journal.head.title if self.watch.replay else view.deck.title
        what_if = (f"  WHAT-IF  {shown.line.name}", "bold $bad") if shown.is_what_if else ""

        def paint(width: int, height: int, is_plain: bool) -> list[Words]:
            room = Room.of(max(1, width), height, is_plain=is_plain)
            said = [line for note in notes for line in wrapped(note, room.width, hang=2)]
            above = [*said, put("")] if said and room.is_high else said
            rest = room.less(above)
            return above + (outcome(view, rest) if is_over else wall(view, shown.roll, rest))

        return WallScene(
            put(ink(head, "bold"), what_if),
            put(mark),
            paint,
            partial(clock, view, shown),
            is_own=shown.how == "own",
            is_there=True,
            status=trouble.exit_status if trouble else 0,
            trouble=str(trouble or ""),
        )


def note_lines(watching: Watching, view: View, shown: WallView) -> Sequence[Words]:
    """Return what has to be said above everything: trouble, what-ifs, who leads."""
    notes = []
    trouble = watching.trouble
    if trouble is not None:
        gone = "The save is gone; this is the last of it."
        broken = "The save is damaged; this is what is good of it."
        said = gone if watching.watch.is_awaited else FORGED if watching.forged else broken
        notes.append(put(("✗ ", "bold $bad"), ink(said, "bold")))
    if shown.is_what_if:
        end = " Nobody plays it on just now." if shown.is_paused else ""
        end = " This is where it ends." if view.state.is_over else end
        name = shown.line.name if shown.line.is_named else "no name"
        notes.append(
            put(
                ("◇ ", "bold $bad"),
                ink(f"A what-if ({name}): the table did not play it so.{end}", "bold"),
            )
        )
    if shown.ended:
        notes.append(put(("◇ ", "bold $focus"), ink(f"{shown.ended} has ended.", "bold"),
                         plain(" This is the session again.")))  # fmt: skip
    if shown.how == "led":
        text = "A review is being led; the arrow keys look round on your own."
        notes.append(put(("◆ ", "bold $focus"), text))
    elif shown.how == "own":
        back = "to the leader" if shown.is_led else "to where the table is"
        notes.append(
            put(("◇ ", "bold $focus"), f"You are looking on your own; enter goes back {back}.")
        )
    return notes


def clock(view: View, shown: WallView, now_ms: int) -> str:
    """Return how long the phase lasts, or since when nothing was heard."""
    if shown.how != "live" or view.state.is_over or not view.state.phase:
        return ""
    quiet, lasts = now_ms - shown.told_ms, now_ms - shown.phase_ms
    if quiet >= QUIET_MS:
        since = time.localtime(shown.told_ms / 1000)
        day = time.strftime("%d %B, ", since) if quiet >= 12 * 60 * 60_000 else ""
        return f"nothing new since {day}{time.strftime('%H:%M', since)}"
    if shown.is_paused or not 0 <= lasts < LONGEST_MS:
        return ""
    minutes, seconds = divmod(lasts // 1000, 60)
    return f"{view.state.phase} {minutes}:{seconds:02}"
