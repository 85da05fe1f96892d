"""Fixes made: the text with every safe edit in it, and the file on disk with that text."""

import os
import stat
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

import attrs

from tabletop.authoring.text.findings import Diagnostic, Edit
from tabletop.authoring.text.source import Source
from tabletop.errors import TabletopError

MOST_ROUNDS: Final = 200
"""Times that a file is checked again because mending one slip laid bare another."""

Check = Callable[[Source], tuple[Diagnostic, ...]]


class ChangedMeanwhile(TabletopError):
    """Somebody wrote to the file while it was being mended."""


@attrs.frozen
class Mended:
    """
    A text after its fixes.

    Attributes:
        made: What was mended, in order; places are those of the text at that time.
    """

    text: str
    made: tuple[Diagnostic, ...]


def mended(source: Source, check: Check) -> Mended:
    """
    Return *source* with every safe fix that *check* brings, those laid bare by others too.

    A round that would leave a file that cannot even be read is not made. Where mending comes to
    no end, nothing is mended.
    """
    first = source.text
    made: list[Diagnostic] = []
    found = check(source)
    for _ in range(MOST_ROUNDS):
        chosen = together(source, found)
        if not chosen:
            break
        after = attrs.evolve(source, text=edited(source, (e for d in chosen for e in d.fix)))
        then = check(after)
        if after.text == source.text or any_new_refusal(found, then):
            break
        made += chosen
        source, found = after, then
    else:
        return Mended(first, ())
    return Mended(source.text, tuple(made))


def any_new_refusal(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> bool:
    return any(d.is_refusal for d in after) and not any(d.is_refusal for d in before)


def together(source: Source, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return those of *found* that can be mended at once: no two touch the same characters."""
    chosen: list[Diagnostic] = []
    taken: list[tuple[int, int]] = []
    for diagnostic in found:
        own = [stretch(source, edit) for edit in diagnostic.fix]
        if not own or any(edit.span.file != source.name for edit in diagnostic.fix):
            continue
        if all(end < low or high < start for start, end in own for low, high in taken):
            chosen.append(diagnostic)
            taken += own
    return tuple(chosen)


def stretch(source: Source, edit: Edit) -> tuple[int, int]:
    """Return the offsets at which *edit* begins and ends."""
    start = source.offset(edit.span.line, edit.span.column)
    return start, start + edit.span.length


def edited(source: Source, edits: Iterable[Edit]) -> str:
    """Return the text of *source* with *edits*, none of which touch each other."""
    text = source.text
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        start, end = stretch(source, edit)
        text = text[:start] + edit.text + text[end:]
    return text


def write(path: Path, before: bytes, text: str) -> None:
    """
    Put *text* in the place of *before*, the bytes of the file at *path*, all at once.

    Mode, byte order mark and line ends stay; a link goes on pointing to the same file.

    Raises:
        ChangedMeanwhile: If the file no longer holds *before*.
        OSError: If the folder cannot be written to; the file is then as it was.
    """
    at = path.resolve()
    mark = b"\xef\xbb\xbf"
    data = (mark if before.startswith(mark) else b"") + text.encode()
    number, name = tempfile.mkstemp(prefix=f".{at.name}.", dir=at.parent)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), stat.S_IMODE(at.stat().st_mode))
            os.fsync(file.fileno())
        if at.read_bytes() != before:
            raise ChangedMeanwhile("it was changed meanwhile, and is left as it is", path=path)
        os.replace(name, at)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
