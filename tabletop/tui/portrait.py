"""
A picture that the program makes of itself: `python -m tabletop.tui.portrait docs/table.svg`.

It plays the tutorial to the planning of its second turn, on dice that never change.
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

import attrs

from tabletop.authoring.shelves import found
from tabletop.tui.app import TabletopApp
from tabletop.tui.entries import Start
from tabletop.tui.lobby.ready import Ready, read_start
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.play.play import Play

SEED: Final = "tutorial"
SIZE: Final = (120, 34)
ENTROPY: Final = 11
KEYS: Final = ("space", "enter", "enter", "s", "space")
FONTS: Final = '"Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace'
LONGEST: Final = 60.0


async def portrait() -> str:
    """Return the picture as SVG. It fetches nothing when it is shown."""
    ready = read_start(Start(SEED, found(SEED), SEED))
    assert isinstance(ready, Ready), "the tutorial can be played"
    with tempfile.TemporaryDirectory() as folder:
        setup = attrs.evolve(ready.setup, entropy=ENTROPY, save="portrait")
        session = ready.begin_as(setup, Path(folder))
        app = TabletopApp(Library(), session=session)
        async with app.run_test(size=SIZE) as pilot, asyncio.timeout(LONGEST):
            for key in KEYS:
                await rest(app)
                await pilot.press(key)
            await rest(app)
            while not (session.state.turn == 2 and session.state.phase == "plan"):
                asked = app.screen.heading if hasattr(app.screen, "heading") else ""
                if asked and asked not in ("Next to decide", "Decided"):
                    await pilot.press("down", "right")
                await pilot.press("enter" if asked else "space")
                await rest(app)
            await pilot.press("j", "enter")
            await rest(app)
            await pilot.press("enter", "j")
            await rest(app)
            picture = app.export_screenshot(title="Tabletop")
        session.close()
    local = re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)
    return re.sub(r"font-family: [^;]*Fira Code[^;]*;", f"font-family: {FONTS};", local)


async def rest(app: TabletopApp) -> None:
    """Wait until nothing is under way."""
    await asyncio.sleep(0.05)
    while any(worker.is_running for worker in app.workers) or (
        isinstance(app.screen, Play) and app.screen.busy
    ):
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)


if __name__ == "__main__":
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/table.svg").absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(asyncio.run(portrait()), encoding="utf-8")
