"""Sitting at the workbench: a deck in a folder of the test, real keys, and the file afterwards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import attrs
from textual import events
from textual.keys import _character_to_key

from tabletop.tui.workbench.editor import Editor
from tabletop.tui.workbench.workbench import Workbench
from tabletop.tui.writing import WorkbenchApp
from tests.tui.screens import Seat, Shelf

DECK = """\
deck: strait
title: The Strait
actors:
  red: Red
  blue: Blue
tracks:
  trust: {name: Trust, range: 0 to 10, start: 5}
  tension: {name: Tension, range: 0 to 10, start: 3}
  capital: {name: Capital, range: 0 to 8, start: 4, each: actor}
cards:
  speech:
    kind: signal
    title: Big Speech
    by: any actor
    cost: capital 1
    effects: trust +1
  gamble:
    kind: pressure
    title: The Gamble
    by: red
    chance: 60%
    needs: trust >= 2
    success: tension -2
    failure: tension +2
"""


@attrs.define
class Author(Seat):
    """Somebody at the workbench."""

    @property
    def bench(self) -> Workbench:
        found = next(s for s in reversed(self.app.screen_stack) if isinstance(s, Workbench))
        return found

    @property
    def editor(self) -> Editor:
        return self.bench.editor

    @property
    def written(self) -> str:
        return self.bench.text

    async def at(self, text: str) -> None:
        """Put the cursor right after *text*."""
        offset = self.written.index(text) + len(text)
        self.editor.move_cursor(self.editor.location(offset))
        await self.rest()

    async def write(self, text: str) -> None:
        """Type *text* without a pause, and wait until it is checked."""
        for c in text:
            key = {" ": "space", "\n": "enter"}.get(c) or _character_to_key(c)
            self.app.post_message(events.Key(key, None if c == "\n" else c))
        await self.pilot.pause()
        await self.rest()


@asynccontextmanager
async def bench_of(
    path: Path, *, size: tuple[int, int] = (120, 36), plain_characters: bool = False
) -> AsyncIterator[Author]:
    """Yield an author who has the file at *path* open, or is asked about it."""
    app = WorkbenchApp(Shelf(), path, plain_characters=plain_characters)
    async with app.run_test(size=size) as pilot:
        author = Author(app, pilot)
        await author.until(lambda: len(app.screen_stack) > 1)
        await author.rest()
        yield author
