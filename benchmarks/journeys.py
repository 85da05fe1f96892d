"""
How far a thing has to go: files and functions of the house entered on four journeys.

They are traced while they happen. Modules and classes being made are not counted, nor what is
called within a line: comprehensions and lambdas.
"""

import asyncio
import inspect
import io
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

from textual.pilot import Pilot

from benchmarks.measure import Figure, Found
from tabletop.authoring.library import load
from tabletop.cli.main import main
from tabletop.tui.app import TabletopApp
from tabletop.tui.lobby.shelf import Library

HOUSE: Final = str(Path(__file__).parents[1] / "tabletop") + os.sep
SIZE: Final = (120, 36)
PATIENCE: Final = 30.0
"""Seconds after which a screen that was to appear has not."""

LIMITS: Final = {
    "a card chosen with a key, sealed, on disk, repainted": (30, 170),
    "a line of YAML to a card in the game": (24, 150),
    "a byte of a save to a picture in the viewer": (32, 200),
    "one step in the viewer": (26, 130),
}
"""At most so many files, and so many functions."""


class Trace:
    """What was entered while it is on, in whatever thread."""

    def __init__(self) -> None:
        self.is_on = False
        self.entered: set[CodeType] = set()

    def see(self, frame: FrameType, event: str, argument: Any) -> None:
        """Note the function that is entered."""
        code = frame.f_code
        if self.is_on and event == "call" and code.co_filename.startswith(HOUSE):
            is_function = code.co_flags & inspect.CO_OPTIMIZED and "<" not in code.co_name
            if is_function:
                self.entered.add(code)

    @contextmanager
    def on(self) -> Iterator[None]:
        """Note all that is entered within."""
        self.entered = set()
        self.is_on = True
        try:
            yield
        finally:
            self.is_on = False

    @property
    def files(self) -> set[str]:
        """The files of which something was entered, within the house."""
        return {code.co_filename.removeprefix(HOUSE) for code in self.entered}


def figures() -> list[Found]:
    trace = Trace()
    threading.setprofile(trace.see)
    sys.setprofile(trace.see)
    here, data = Path.cwd(), os.environ.get("XDG_DATA_HOME")
    try:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_DATA_HOME"] = folder
            found = asyncio.run(played(trace, Path(folder)))
            found |= read(trace)
            os.chdir(here)
            found |= asyncio.run(viewed(trace, Path(folder)))
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
        os.environ.pop("XDG_DATA_HOME")
        if data is not None:
            os.environ["XDG_DATA_HOME"] = data
    return [
        Figure(f"{name}: {what}", value, "", limit=limit)
        for name, limits in LIMITS.items()
        for what, value, limit in zip(("files", "functions"), found[name], limits, strict=True)
    ]


Lengths = dict[str, tuple[int, int]]


def length(trace: Trace) -> tuple[int, int]:
    """Return how many files and functions were entered; `VERBOSE=1` names the files."""
    if os.environ.get("VERBOSE"):
        print(*sorted(trace.files), sep="\n", file=sys.stderr)
        print(file=sys.stderr)
    return len(trace.files), len(trace.entered)


def read(trace: Trace) -> Lengths:
    """Read a deck, and have its cards."""
    path = Path(__file__).parents[1] / "decks" / "quiet_signals.yaml"
    load(path)  # what is imported where it is needed is imported by now
    with trace.on():
        assert load(path).deck
    return {"a line of YAML to a card in the game": length(trace)}


async def played(trace: Trace, folder: Path) -> Lengths:
    """Start the quiet signals as anybody would, and seal a card."""
    app = TabletopApp(Library())
    async with app.run_test(size=SIZE) as pilot:
        await until(lambda: "Quiet" in shown(app))
        await press(pilot, "enter")
        await until(lambda: app.session is not None)
        while "then seal" not in shown(app):
            await press(pilot, "space")
        with trace.on():
            await press(pilot, "enter", "enter", "s")
            await until(lambda: "then seal" not in shown(app))
            await rest(pilot)
        found = length(trace)
    assert app.session is not None
    app.session.close()
    return {"a card chosen with a key, sealed, on disk, repainted": found}


async def viewed(trace: Trace, folder: Path) -> Lengths:
    """Open a save that bots have played, and take a step; the second time counts."""
    path = folder / "viewed.seminar"
    with redirect_stdout(io.StringIO()):
        main(["run", "calm", "--entropy", "1", "--save", str(path)])
    app = TabletopApp(Library())
    found: Lengths = {}
    async with app.run_test(size=SIZE) as pilot:
        await until(lambda: bool(shown(app).strip()))
        for _ in range(2):
            with trace.on():
                app.review(path)
                await until(lambda: "frame 0" in shown(app))
                await rest(pilot)
            found["a byte of a save to a picture in the viewer"] = length(trace)
            await press(pilot, *["right"] * 3)
            with trace.on():
                await press(pilot, "right")
            found["one step in the viewer"] = length(trace)
            await press(pilot, "L")
            await until(lambda: "frame 4" not in shown(app))
    return found


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press *keys*, each once the screen has come to rest from the one before."""
    for key in keys:
        await pilot.press(key)
        await rest(pilot)


async def rest(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way any more, and the screen is painted."""
    await until(lambda: not any(w.is_running for w in pilot.app.workers))
    await pilot.pause(0.1)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until *holds*."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


def shown(app: TabletopApp) -> str:
    """Return the text on the screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(line.text for line in lines)
