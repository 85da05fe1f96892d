"""A keyboard and a page for tests of the plain mode: lines in, text out."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from tabletop.cli.plain.prompt import SCREENFUL, Console
from tabletop.cli.plain.table import PlainTable
from tabletop.game.decision import Seal
from tabletop.table.session import Session
from tests.table.sitting import sitting

CURTAIN = "\n" * SCREENFUL

DECK = """
tracks:
  trust: {start: 5, bands: {low: 0 to 3, high: 7 to 10}}
  capital: {start: 4, each: actor}
  nerve: {start: 6, seen_by: red}
cards:
  praise: {by: red, cost: capital 1, chance: 60%, success: trust +2, failure: trust -1, discuss: Too loud}
  whisper: {by: any actor, posture: open or covert, effects: {open: trust +1, covert: trust -1}}
  tower: {by: red, stands: until recalled, each_turn: trust +1, returns: when recalled}
  gift: {by: blue, kind: negotiate, cost: capital 1, text: A wrapped thing,
    offer: {to: red, give: capital 1, ask: capital 2, needs: nerve >= 4, accepted: trust +2, refused: trust -2}}
  late: {by: red, unlocked_by: praise, effects: trust +1}
injects:
  fork: {turn: 2, title: A fork, for: red, text: The road divides,
    choices: {up: {title: Uphill, effects: trust +3}, down: {title: Downhill, effects: trust -3}}}
objectives:
  close: {by: red, test: trust >= 8, points: 3}
  apart: {by: blue, test: trust <= 3, points: 3, secret: yes}
moves: up to 2
turns: 2
"""


class Keyboard:
    """
    Types *lines* one after the other; a function is given the page so far, and types its answer.
    """

    def __init__(self, *lines: str | Callable[[str], str]) -> None:
        self.lines = list(lines)
        self.page = StringIO()

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        if not self.lines:
            return ""
        line = self.lines.pop(0)
        return f"{line if isinstance(line, str) else line(self.page.getvalue())}\n"


def played(session: Session, *lines: str | Callable[[str], str], ascii_only: bool = False) -> str:
    """Return the page after *lines* were typed at *session*, which is left then."""
    keyboard = Keyboard(*lines)
    with session:
        PlainTable(session, Console(keyboard, keyboard.page, ascii_only=ascii_only)).play()
    return keyboard.page.getvalue()


def alone(path: Path, *, entropy: int = 7, **players: str) -> Session:
    """Return a session of `DECK` with a person as Red, and Blue a bot unless said otherwise."""
    return sitting(path, DECK, entropy=entropy, **{"blue": "bot:random", **players})


def rolling(dice: str):
    """Type *dice* where dice are asked for, refuse offers, and go on elsewhere."""

    def typed(page: str) -> str:
        if "your own dice" in page[-60:]:
            return dice
        return "refuse" if "Accept, refuse" in page[-40:] else ""

    return typed


def sealed(session: Session) -> list[Seal]:
    """Return the plans that Red has sealed in *session*, in order."""
    decisions = [frame.decision for frame in session.frames]
    return [d for d in decisions if isinstance(d, Seal) and d.seat == "red"]
