"""
A fault of the program itself: what is said and kept of it.

Nobody plans for one, and it may be read on a projector or sent to strangers, so neither holds a
value of any session.
"""

import os
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import platformdirs

from tabletop import __version__

MOST_FRAMES: Final = 60
"""Calls of one traceback that are told, counted from where it was raised."""


def keep_fault(fault: BaseException) -> str:
    """Keep what is known of *fault* in a file of its own, and return what to tell of it."""
    said = "Tabletop has a fault of its own and had to stop."
    try:
        said += f" Where it happened is kept in {write_crash(fault)}, without a word of the game."
    except OSError as trouble:
        said += f" Where it happened could not be kept: {trouble.strerror}."
    resume = next(iter(getattr(fault, "__notes__", ())), "")
    return f"{said} The session is kept: {resume}" if resume else said


def write_crash(fault: BaseException) -> Path:
    """
    Write what is known of *fault* to a new file that its owner alone can read.

    Raises:
        OSError: If that cannot be done.
    """
    folder = platformdirs.user_state_path("tabletop") / "faults"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{os.getpid()}.txt"
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.writelines(f"{line}\n" for line in crash_lines(fault))
    return folder / name


def crash_lines(fault: BaseException) -> Iterator[str]:
    """
    Yield where *fault* came from: files, lines, functions and the types of exceptions.

    Neither a message nor a value is among them: either may quote a brief or a hidden level.
    """
    yield f"tabletop {__version__}, Python {platform.python_version()}, {sys.platform}"
    waiting: list[BaseException] = [fault]
    seen: list[BaseException] = []
    while waiting:
        error = waiting.pop(0)
        if error in seen:
            continue
        seen.append(error)
        yield ""
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        calls = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
        for code, line in calls[-MOST_FRAMES:]:
            yield f"  {code.co_filename}:{line} in {code.co_qualname}"
        causes = (error.__cause__, error.__context__)
        waiting += [cause for cause in causes if cause is not None]
        if isinstance(error, BaseExceptionGroup):
            waiting += error.exceptions
