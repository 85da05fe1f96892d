"""Checking while somebody writes: off the event loop, one at a time, stale findings dropped."""

import sys
from functools import partial
from pathlib import Path

import attrs
from textual.timer import Timer
from textual.worker import Worker

from tabletop.authoring.edit.draft import Recheck, after
from tabletop.authoring.edit.glimpse import glimpse
from tabletop.authoring.explain import as_text, page_of
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.source import Source
from tabletop.errors import TabletopError
from tabletop.game.deck import Deck
from tabletop.pages.text import Row, plain, put, rows, wrapped
from tabletop.tui.widgets.form import Form
from tabletop.tui.workbench.bench import Bench
from tabletop.tui.workbench.paper import Mark

PAUSE = 0.15
"""Seconds without a key after which the text is checked."""

TURN = 0.0005
"""Seconds that a thread may go on while another waits."""


@attrs.frozen
class Found:
    """
    What a check has found.

    Attributes:
        version: Of the text that was checked.
        deck: As far as it could be read.
        is_whole: Whether the deck, or the seed, can be played.
    """

    version: int
    text: str
    problems: tuple[Diagnostic, ...]
    deck: Deck | None
    is_whole: bool


def check(recheck: Recheck, text: str, version: int) -> Found:
    """Return what there is to say of *text*; runs in a thread."""
    try:
        loaded = recheck.check(text)
    except TabletopError as trouble:
        source = Source(recheck.name, text)
        problem = Diagnostic("N207", source.whole(), str(trouble))
        return Found(version, text, (problem,), None, False)
    # Of a seed with mistakes its deck is shown.
    glimpses = (glimpse(source, recheck.readings) for source in loaded.sources.values())
    deck = loaded.opening or next((found for found in glimpses if found), None)
    return Found(version, text, loaded.diagnostics, deck, loaded.deck is not None)


def paragraphs(text: str) -> list[tuple[int, str]]:
    """Return the lines of *text* with their depth, those that are broken prose made one."""
    found: list[tuple[int, str]] = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if line and not indent and found and found[-1][1] and not found[-1][0]:
            found[-1] = (0, f"{found[-1][1]} {line}")
        else:
            found.append((indent, line.strip()))
    return found


class Proofing(Bench):
    """A bench that knows what is wrong with its text, and mends it."""

    def __init__(self, path: Path, text: str) -> None:
        self.recheck = Recheck(path)
        super().__init__(path, self.recheck.name, text)
        self.checking = False
        self.is_due = False
        self.interval = sys.getswitchinterval()
        self.checked: Found | None = None
        self.pause: Timer | None = None

    def on_mount(self) -> None:
        # A check in a thread would hold up each step of a key by the interpreter's 5 ms.
        self.interval = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        self.call_next(self.check_now)

    def on_unmount(self) -> None:
        sys.setswitchinterval(self.interval)

    @property
    def is_proofed(self) -> bool:
        """Whether what is shown was found in the text as it is now."""
        return self.checked is not None and self.checked.version == self.version

    @property
    def busy(self) -> bool:
        """Whether a check is under way, or due."""
        return not self.is_proofed

    def text_changed(self) -> None:
        super().text_changed()
        if self.pause is not None:
            self.pause.stop()
        self.is_due = True
        self.pause = self.set_timer(PAUSE, self.check_now)

    def check_now(self) -> None:
        """Check the text as it is now, unless a check is under way: then once it is done."""
        self.is_due = False
        if self.checking or self.is_proofed:
            return
        self.checking = True
        self.read_lines()
        work = partial(check, self.recheck, self.text, self.version)
        self.run_worker(work, thread=True, group="check", name="check", exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.group != "check" or not event.worker.is_finished:
            return
        self.checking = False
        if event.worker.error is not None:
            # Whoever writes must not lose the text to a fault in what reads it.
            self.check_failed(event.worker.error)
            return
        found = event.worker.result
        if isinstance(found, Found) and found.version == self.version:
            self.checked = found
            self.show_marks(found)
            self.show_found(found.problems, found.deck, found.is_whole)
        elif not self.is_due:
            self.check_now()

    def check_failed(self, error: BaseException) -> None:
        """Say that the text could not be checked; it is checked again with the next key."""
        self.log.error(f"check: {type(error).__name__}: {error}")
        self.checked = Found(self.version, self.text, self.problems, self.deck, False)
        self.say(f"The check failed on this text ({type(error).__name__}). Save it and go on.")

    def show_marks(self, found: Found) -> None:
        """Underline every problem in the text."""
        marks: dict[int, list[Mark]] = {}
        for problem in found.problems:
            span = problem.span
            if span.file == self.file_name and (span.length or span.line > 1 or span.column > 1):
                start = span.column - 1
                mark = Mark(start, start + max(span.length, 1), problem.severity)
                marks.setdefault(span.line - 1, []).append(mark)
        self.editor.mark(marks)

    # What to do about problems

    def own_problems(self) -> list[Diagnostic]:
        """Return the problems of this file, errors before warnings."""
        own = [p for p in self.problems if p.span.file == self.file_name]
        return [p for p in own if p.severity == "error"] or own

    def action_next_problem(self) -> None:
        self.step_problem(1)

    def action_previous_problem(self) -> None:
        self.step_problem(-1)

    def step_problem(self, by: int) -> None:
        """Go to the next error, or the one before; to warnings once no error is left."""
        row, column = self.editor.cursor_location
        here = (row + 1, column + 1)
        own = self.own_problems()
        if not own:
            self.say("There is no problem to go to.")
            return
        places = sorted({(p.span.line, p.span.column) for p in own})
        beyond = [p for p in places if (p > here if by > 0 else p < here)]
        wrapped_round = places[0] if by > 0 else places[-1]
        target = (beyond[0] if by > 0 else beyond[-1]) if beyond else wrapped_round
        self.go_to(*target)

    def action_explain(self) -> None:
        problem = self.problem_here() or next(iter(self.problems), None)
        page = page_of(problem.code) if problem else None
        if problem is None or page is None:
            self.say("There is no problem here to explain.")
            return
        text = as_text(page)

        def painted(width: int) -> list[Row]:
            lines = wrapped(put(("Here: ", "$quiet"), plain(problem.message)), width)
            if problem.help:
                lines += wrapped(put(("Help: ", "$quiet"), plain(problem.help)), width)
            lines.append(put(""))
            for indent, words in paragraphs(text):
                lines += wrapped(plain(words), width, indent=indent)
            return rows(lines)

        self.app.push_screen(Form(problem.code, painted, confirm="", close="closes"))

    def action_mend(self) -> None:
        here = self.problem_here()
        problem = here if here and here.fix else None
        if not self.is_proofed or self.checked is None:
            self.say("Wait a moment: the text is being checked.")
            return
        if problem is None:
            off = "Put the cursor on a problem: F8 goes there."
            off = off if self.problems else "There is no problem to mend."
            self.say("This has to be mended by hand." if here else off)
            return
        self.editor.put(after(self.checked.text, problem))
        self.say(f"Mended: {problem.message}. Ctrl+Z takes it back.")

    def is_offered(self, action: str) -> bool:
        match action:
            case "mend":
                here = self.problem_here() if self.is_mounted else None
                return bool(here and here.fix)
            case "explain" | "next_problem" | "previous_problem":
                return bool(self.problems)
            case _:
                return super().is_offered(action)
