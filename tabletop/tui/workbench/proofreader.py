"""What is wrong with a text while it is written: one check at a time, stale findings dropped."""

from collections import Counter

import attrs

from tabletop.authoring.edit.deck_lines import Ink
from tabletop.authoring.edit.draft import Recheck, after
from tabletop.authoring.edit.effects_map import glimpse
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.source import Source
from tabletop.errors import TabletopError
from tabletop.game.deck import Deck


@attrs.frozen
class CheckResult:
    """
    What a check has found.

    Attributes:
        version: Of the text that was checked.
        file: What messages call the file of the text.
        problems: By place; those of other files too.
        deck: As far as it could be read; None where nothing could.
        is_whole: Whether the deck, or the seed, can be played.
    """

    version: int
    file: str
    text: str
    problems: tuple[Diagnostic, ...] = ()
    deck: Deck | None = None
    is_whole: bool = False

    @property
    def counts(self) -> str:
        """How many problems there are, in words; "" for none."""
        many = Counter(p.severity == "error" for p in self.problems)
        counts = ((many[True], "error"), (many[False], "warning"))
        return ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n)

    @property
    def own(self) -> list[Diagnostic]:
        """The problems of the file itself."""
        return [p for p in self.problems if p.span.file == self.file]

    def at(self, row: int, column: int) -> Diagnostic | None:
        """Return the problem at *row* and *column*, from 0, else the first of that line."""
        here = [p for p in self.own if p.span.line == row + 1]
        for problem in here:
            start = problem.span.column - 1
            if start <= column <= start + max(problem.span.length, 1):
                return problem
        return here[0] if here else None

    def step(self, row: int, column: int, by: int) -> tuple[int, int] | None:
        """
        Return line and column, from 1, of the next problem from *row* and *column*, from 0.

        It goes round the end, to errors while there are any, to warnings then; None for none.

        Args:
            by: 1 for the next, -1 for the one before.
        """
        own = [p for p in self.own if p.severity == "error"] or self.own
        places = sorted({(p.span.line, p.span.column) for p in own}, reverse=by < 0)
        here = (row + 1, column + 1)
        beyond = (p for p in places if (p > here if by > 0 else p < here))
        return next(beyond, places[0] if places else None)

    def marks(self) -> dict[int, list[Ink]]:
        """Return what is to be underlined, by row from 0; nothing for what is of the whole file."""
        marks: dict[int, list[Ink]] = {}
        for problem in self.own:
            span = problem.span
            if span.length or span.line > 1 or span.column > 1:
                start = span.column - 1
                mark = (start, start + max(span.length, 1), problem.severity)
                marks.setdefault(span.line - 1, []).append(mark)
        return marks

    def mended(self, problem: Diagnostic) -> str:
        """Return the text that was checked with the fix of *problem* made."""
        return after(self.text, problem)


class Proofreader:
    """
    Knows which text is to be checked, and which findings hold for the text as it is now.

    It starts no thread: whoever calls `begin` runs `check` with what it returns, and hands the
    findings to `take`. What is found in a text that is another by now is dropped.
    """

    def __init__(self, recheck: Recheck) -> None:
        self.recheck = recheck
        self.version = 0
        self.is_checking = False
        self.found = CheckResult(-1, recheck.name, "")

    @property
    def is_current(self) -> bool:
        """Whether what was found was found in the text as it is now."""
        return self.found.version == self.version

    def change(self) -> None:
        """Take it in that the text is another."""
        self.version += 1

    def begin(self) -> bool:
        """Return whether a check is due now, and take it for begun if so."""
        if self.is_checking or self.is_current:
            return False
        self.is_checking = True
        return True

    def take(self, found: CheckResult) -> bool:
        """Take in what a check has found; return whether it holds for the text as it is now."""
        self.is_checking = False
        if found.version == self.version:
            self.found = found
        return self.is_current

    def fail(self) -> None:
        """Take it in that the check broke down: what was found before stays, till the next key."""
        self.is_checking = False
        self.found = attrs.evolve(self.found, version=self.version, is_whole=False)


def check(recheck: Recheck, text: str, version: int) -> CheckResult:
    """Return what there is to say of *text*; takes its time."""
    try:
        loaded = recheck.check(text)
    except TabletopError as trouble:
        problem = Diagnostic("N207", Source(recheck.name, text).whole(), str(trouble))
        return CheckResult(version, recheck.name, text, (problem,))
    # Of a seed with mistakes its deck is shown.
    glimpses = (glimpse(source, recheck.readings) for source in loaded.sources.values())
    deck = loaded.opening or next((found for found in glimpses if found), None)
    whole = loaded.deck is not None
    return CheckResult(version, recheck.name, text, loaded.diagnostics, deck, whole)
