"""From bytes to text: the guards that stand before the YAML parser."""

import os
import re
import stat
from pathlib import Path
from typing import Final

from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.source import Source, Span
from tabletop.errors import ExitStatus, TabletopError

CAP: Final = 2 * 1024 * 1024
"""Largest deck or seed, in bytes."""

# What YAML forbids, and a mark of byte order inside the text. Said by what is forbidden, since
# compiling all that is allowed takes ten times as long, and the first screen waits for it.
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)


class UnreadableFile(TabletopError):
    """A deck or seed could not be opened: it is not there, no file, or not ours to read."""


def read(path: Path, name: str = "") -> Source | Diagnostic:
    """
    Return the text of the file at *path*, or why it is refused.

    A file over `CAP` is not read at all. *name* stands for the path in messages.

    Raises:
        UnreadableFile: If there is no such file, or it cannot be opened.
    """
    name = name or str(path)
    try:
        with open(path, "rb", opener=at_once) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableFile("this is not a file", path=path, exit_status=4)
            if status.st_size > CAP:
                return too_large(name, status.st_size)
            data = file.read(CAP + 1)
    except OSError as error:
        raise UnreadableFile(told(error), path=path, exit_status=status_of(error)) from error
    return decode(data, name)


def decode(data: bytes, name: str) -> Source | Diagnostic:
    """Return *data* as text, or why it is refused."""
    if len(data) > CAP:
        return too_large(name, len(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before.decode("utf-8", "replace").removeprefix("\ufeff")) + 1
        return Diagnostic(
            "Y002",
            Span(name, line, column, 0),
            f"the file is not UTF-8 text{looks_like(data)}",
            help="save it from your editor with the encoding UTF-8",
        )
    return guarded(Source(name, text))


def guarded(source: Source) -> Source | Diagnostic:
    """Return *source*, or why its text is refused."""
    if len(source.text) > CAP:
        return too_large(source.name, len(source.text))
    if found := FORBIDDEN.search(source.text):
        code = f"U+{ord(found[0]):04X}"
        escape = " (escape)" if found[0] == "\x1b" else ""
        return Diagnostic(
            "Y003",
            source.span(found.start(), 1),
            f"the file holds the control character {code}{escape}, so it is no plain text",
            label="here",
            help="remove it; a deck is plain text without control characters",
        )
    return source


def too_large(name: str, size: int) -> Diagnostic:
    return Diagnostic(
        "Y001",
        Span(name, 1, 1, 0),
        f"the file has {size:,} bytes, and a deck or seed has {CAP:,} at most",
        help="a deck is text: pictures and tables stay in files of their own",
    )


def looks_like(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "; it looks like UTF-16"
    if b"\0" in data[:1024]:
        return "; it looks like a program's own format"
    return ""


def at_once(path: str, flags: int) -> int:
    """Open *path* without waiting for somebody to write to it, if it is a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def told(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "this is not a file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or "it cannot be read").lower()


def status_of(error: OSError) -> ExitStatus:
    return 5 if isinstance(error, PermissionError) else 4
