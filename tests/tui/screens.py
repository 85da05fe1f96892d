"""Sitting at a screen: sessions on small decks, real keys, and what stands there afterwards."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from tabletop.bots.seats import BotPlayer, Human, dealt
from tabletop.game.deck import Deck
from tabletop.language.ids import FACILITATOR, Viewer
from tabletop.table.session import Session
from tabletop.tui.app import TabletopApp
from tabletop.tui.entries import Saved, Start
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.play.curtain import Curtain
from tests.tables import deck_of

LIMIT = 20.0
"""Seconds after which something that was to appear has not."""

STRAIT = """
title: Strait
text: Two shores and one strait.
tracks:
  tension: {range: 0 to 10, start: 3, bands: {calm: 0 to 3, crisis: 8 to 10}}
  trust: 6
  capital: 4 each
moves: up to 2
cards:
  battery:
    kind: deploy
    title: Coastal Battery
    by: red
    cost: capital 2
    posture: open or covert
    effects: trust +1
    stands: until recalled
  speech: {title: Big Speech, effects: tension +1}
  dream: {title: Far Dream, by: red, needs: tension >= 9}
  gamble: {title: The Gamble, by: blue, chance: 60%, success: trust +2, failure: tension +2}
  pact:
    kind: negotiate
    title: The Pact
    by: blue
    offer: {to: red, give: capital 2, ask: capital 1, accepted: trust +2, refused: trust -3}
injects:
  rumour: {title: Harbour Rumour, text: Somebody saw something., turn: 1, effects: tension +1}
objectives:
  firm: {by: red, title: Firm friends, test: trust >= 7, points: 3}
  hidden: {by: blue, title: Blue wants this, test: tension >= 2, points: 2, secret: yes}
"""


def strait(**terms: Any) -> Deck:
    """Return the deck of these tests; two turns unless *terms* say otherwise."""
    return deck_of(STRAIT, **{"turns": 2, **terms})


def session(
    folder: Path, deck: Deck | None = None, *, people: Sequence[str] = ("red",), entropy: int = 5
) -> Session:
    """Return a new session in *folder*; *people* are persons, the other seats steady bots."""
    deck = deck or strait()
    seats = {
        Viewer(actor.id): Human() if actor.id in people else BotPlayer("steady")
        for actor in deck.actors
    }
    if FACILITATOR in people:
        seats[FACILITATOR] = Human()
    path = folder / "strait.seminar"
    return Session.start(dealt(deck, None, seats), seats, entropy=entropy, path=path)


@attrs.define
class Shelf(Library):
    """A library that holds what it is given."""

    starts: Sequence[Start] = ()
    saved: Sequence[Saved] = ()

    def seeds(self) -> Sequence[Start]:
        return self.starts

    def decks(self) -> Sequence[Start]:
        return ()

    def saves(self) -> Sequence[Saved]:
        return self.saved


@asynccontextmanager
async def screen_of(
    played: Session | None = None,
    *,
    library: Library | None = None,
    size: tuple[int, int] = (80, 24),
    plain_characters: bool = False,
) -> AsyncIterator["Seat"]:
    """Yield somebody who sits at the screen, once it has come to rest."""
    library = library or Shelf()
    app = TabletopApp(library, session=played, plain_characters=plain_characters)
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.rest()
        yield seat
    if played is not None:
        played.close()


@attrs.define
class Seat:
    """Somebody at the screen, with eyes and fingers."""

    app: TabletopApp
    pilot: Pilot[Any]

    @property
    def screen(self) -> Any:  # whichever is on top
        return self.app.screen

    async def rest(self) -> None:
        """Wait until nothing is under way any more."""
        await self.until(lambda: not at_work(self.app))
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press *keys*, each once the screen has come to rest from the one before."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def go_on(self, holds: Callable[[], bool]) -> None:
        """Go on as the footer says, enter in dialogs and space at the table, until *holds*."""
        for _ in range(60):
            if holds():
                return
            if getattr(self.screen, "heading", "").startswith("An offer"):
                await self.press("right")
            behind = self.screen.is_modal or isinstance(self.screen, Curtain)
            await self.press("enter" if behind else "space")
        raise AssertionError(f"going on leads nowhere\n{self.text}")

    async def focus(self, selector: str) -> None:
        """Go to the field that *selector* names."""
        self.screen.query_one(selector).focus()
        await self.until(lambda: self.screen.query_one(selector).has_focus)

    async def type(self, text: str) -> None:
        """Type *text*."""
        await self.pilot.press(*("space" if c == " " else c for c in text))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until *holds*; fail where it takes too long."""
        async with asyncio.timeout(LIMIT):
            while not holds():
                await asyncio.sleep(0.01)

    async def sees(self, *texts: str) -> None:
        """Wait until all of *texts* stand on the screen."""
        try:
            await self.until(lambda: all(text in self.text for text in texts))
        except TimeoutError:
            missing = [text for text in texts if text not in self.text]
            raise AssertionError(f"not on the screen: {missing}\n{self.text}") from None

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return text_of(self.screen)

    @property
    def below(self) -> str:
        """What stands on the screens under this one."""
        return "\n".join(text_of(screen) for screen in self.app.screen_stack[:-1])


def at_work(app: App[Any]) -> bool:
    """Return whether anything is still decided, read or on its way to the screen."""
    busy = any(getattr(screen, "busy", False) for screen in app.screen_stack)
    return busy or any(worker.is_running for worker in app.workers)


def text_of(screen: Screen[Any]) -> str:
    """Return the text of *screen*, line by line."""
    strips = screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
