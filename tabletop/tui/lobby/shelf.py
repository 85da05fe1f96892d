"""The lobby's lines: starts, saves, and what comes of one once it is read or opened."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tabletop.pages.text import (
    Row,
    Words,
    fact_lines,
    heading,
    ink,
    paragraphs,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.tui.entries import Open, OpenReplay, Prepared, Saved, Start


class Library:
    """
    Decks, seeds and saves, where the program keeps them.

    Every method takes its time and is called off the event loop; what it needs is imported when
    it is needed. All raise `TabletopError` alone.
    """

    def seeds(self) -> Sequence[Start]:
        """Return the seeds, the shortest first."""
        from tabletop.authoring.shelves import listing

        shelved = sorted(listing("seeds"), key=lambda s: (shortest(s.minutes), s.name))
        return [Start(s.name, s.path, s.title, s.text, s.minutes) for s in shelved]

    def decks(self) -> Sequence[Start]:
        """Return the decks that no seed names."""
        from tabletop.authoring.shelves import listing

        named = {seed.deck for seed in listing("seeds")}
        alone = [deck for deck in listing("decks") if deck.name not in named]
        return [Start(d.name, d.path, d.title, d.text) for d in alone]

    def read(self, start: Start) -> Prepared:
        """Return *start* read whole, or why it cannot be played."""
        from tabletop.tui.lobby.ready import read_start

        return read_start(start)

    def saves(self) -> Sequence[Saved]:
        """Return the saved sessions, the newest first."""
        from tabletop.journal.saves import saves

        return [
            Saved(
                glance.path,
                glance.title,
                glance.changed_ms,
                glance.frames,
                people(glance.head.seats) if glance.head else "",
                glance.is_closed,
                glance.trouble,
            )
            for glance in saves()
        ]

    def resume(self, path: Path) -> Open:
        """Go on with a saved session where it stopped."""
        from tabletop.table.session import Session

        return Session.resume(path)

    def replay(self, path: Path, progress: Callable[[int, int], None] | None = None) -> OpenReplay:
        """Return a saved session to look at; *progress* is told bytes read, of how many."""
        from tabletop.replay.replay import open_replay

        return open_replay(path, progress)


def people(seats: Mapping[str, str]) -> str:
    """Return the seats that people play, with commas."""
    from tabletop.bots.seats import people_of, seats_of

    return ", ".join(people_of(seats_of(seats)))


def shortest(minutes: str) -> int:
    """Return the first number in *minutes*, so that short sessions come first."""
    found = re.search(r"\d+", minutes)
    return int(found[0]) if found else 10_000


DAY_MS = 86_400_000

KEYS = {
    False: "enter goes on with it, v looks at it frame by frame",
    True: "enter or v looks at it frame by frame",
}
"""What can be done with a save, by whether its session is over."""


def last_open(saves: Sequence[Saved]) -> Saved | None:
    """Return the newest save that can be gone on with."""
    return next((s for s in saves if not s.is_over and not s.trouble), None)


def choice(
    starts: Sequence[Start] | None,
    saves: Sequence[Saved] | None,
    trouble: str,
    *,
    now_ms: int,
    width: int,
) -> list[Row]:
    """Paint the list of the lobby; None stands for what is not known yet."""
    painted: list[Row] = []
    item = 0
    last = last_open(saves or ())
    if last:
        painted += rows([heading("Continue", width, "c")])
        painted += rows(save_lines(last, now_ms, width), item)
        painted.append(Row(put("")))
        item += 1
    painted += rows([heading("Start", width)])
    if starts is None:
        painted += rows([put(("  Reading the decks ...", "$quiet"))])
    for number, start in enumerate(starts or (), 1):
        note = f"{start.minutes.replace(' to ', '–')} min" if start.minutes else "deck"
        key = put((f"{number} " if number < 10 else "  ", "$quiet"))
        left = put("  ", key, ink(start.title, ""))
        painted += rows(sides(left, ink(note, "$quiet"), width - 1, hang=4), item)
        item += 1
    if starts is not None and not starts:
        painted += rows(wrapped(put(("No decks here yet.", "$quiet")), width, indent=2))
    if saves:
        painted += rows([put(""), heading("Saved sessions", width)])
        for saved in saves:
            painted += rows(save_lines(saved, now_ms, width), item)
            item += 1
    if trouble:
        painted += rows([put("")])
        painted += rows(wrapped(put(("✗ ", "$bad"), plain(trouble)), width, hang=2))
    return painted


def save_lines(saved: Saved, now_ms: int, width: int) -> list[Words]:
    """Return one saved session in a line: title, how far it went, when."""
    note = "cannot be opened" if saved.trouble else "over" if saved.is_over else ""
    right = put((f"{note}, " if note else "", "$quiet"), (when(saved.changed_ms, now_ms), "$quiet"))
    style = "$quiet" if saved.trouble else ""
    return sides(put("  ", ink(saved.title, style)), right, width - 1, hang=4)


def when(then_ms: int, now_ms: int) -> str:
    """Return a moment as people say it: the hour today, else the day."""
    then, now = time.localtime(then_ms / 1000), time.localtime(now_ms / 1000)
    if then[:3] == now[:3]:
        return time.strftime("%H:%M", then)
    if then[:3] == time.localtime((now_ms - DAY_MS) / 1000)[:3]:
        return "yesterday"
    return f"{then.tm_mday} {time.strftime('%b' if then[0] == now[0] else '%b %Y', then)}"


def save_brief(saved: Saved, width: int) -> list[Row]:
    """Paint what there is to know of a save before it is opened."""
    painted = wrapped(ink(saved.title, "bold"), width)
    if saved.trouble:
        said = put(("✗ ", "$bad"), plain(saved.trouble))
        painted += [put(""), *wrapped(said, width, hang=2)]
    facts = (
        ("Decisions", str(saved.frames) if saved.frames else ""),
        ("People", saved.who or ("" if saved.trouble else "none")),
        ("State", "" if saved.trouble else "over" if saved.is_over else "can go on"),
        ("Lies in", str(saved.path)),
        ("Keys", "" if saved.trouble else KEYS[saved.is_over]),
    )
    painted.append(put(""))
    for label, words in facts:
        if words:
            painted += fact_lines(label, plain(words), width)
    return rows(painted)


def start_brief(start: Start, width: int) -> list[Row]:
    """Paint what a list knows of a start, before it is read whole."""
    painted = wrapped(ink(start.title, "bold"), width)
    if start.minutes:
        painted += wrapped(put((f"{start.minutes} minutes", "$quiet")), width)
    if start.text:
        painted += [put(""), *paragraphs(start.text, width)]
    return rows(painted)
