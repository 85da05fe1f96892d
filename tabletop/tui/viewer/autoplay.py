"""Playing a session by itself: when the next frame is due."""

from typing import Final, Literal

from tabletop.journal.lines import Line
from tabletop.language.ids import Viewer
from tabletop.replay.replay import Replay

Pace = Literal["steady", "as it was", "by events"]
PACES: Final[tuple[Pace, ...]] = ("steady", "as it was", "by events")

SPEEDS: Final = (0.25, 0.5, 1, 2, 4, 8, 16, 32)

STEADY: Final = 1.2
"""Seconds that a frame stays at a steady pace."""

IDLE: Final = 4.0
"""Most seconds that nothing happens, where people thought for longer."""

GLANCE: Final = 0.6
SENTENCE: Final = 0.45
MOST_SENTENCES: Final = 9
"""Seconds for a frame and for each sentence it told, by events; and how many are waited for."""

SHORTEST: Final = 0.03
"""Seconds; a terminal paints no faster."""


class Player:
    """
    Whether it plays, how fast, and by what measure.

    Attributes:
        has_clock: Whether it goes on by itself; a camera goes on with it otherwise.
    """

    def __init__(self, *, pace: Pace = PACES[0], has_clock: bool = True) -> None:
        self.is_playing = not has_clock
        self.has_clock = has_clock
        self.pace: Pace = pace
        self.speed: float = 1

    def change_speed(self, by: int) -> None:
        """Go *by* steps faster, or slower below 0, as far as there are any."""
        at = SPEEDS.index(self.speed) + by
        self.speed = SPEEDS[max(0, min(len(SPEEDS) - 1, at))]

    def change_pace(self) -> None:
        """Go by the next measure."""
        self.pace = PACES[(PACES.index(self.pace) + 1) % len(PACES)]

    def delay(self, replay: Replay, line: Line, number: int, viewer: Viewer) -> float:
        """Return how many seconds frame *number* of *line* stays; the last frame stays too."""
        return max(SHORTEST, self.measure(replay, line, number, viewer) / self.speed)

    def measure(self, replay: Replay, line: Line, number: int, viewer: Viewer) -> float:
        """Return how many seconds frame *number* stays at single speed."""
        match self.pace:
            case "as it was":
                place = line.place(number)
                if not number or place == len(line.frames):
                    return 0.0
                ms = replay.frame(line.frames[place]).at_ms - replay.frame(number).at_ms
                return min(IDLE, max(0, ms) / 1000)
            case "by events":
                sentences = len(replay.told(number, viewer))
                return GLANCE + SENTENCE * min(MOST_SENTENCES, sentences)
            case _:
                return STEADY

    def words(self) -> str:
        """Return speed and pace in words."""
        known = {0.25: "¼", 0.5: "½"}
        return f"{known.get(self.speed, f'{self.speed:g}')}x {self.pace}"
