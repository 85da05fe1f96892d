"""A program on a terminal of its own, timed from outside."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import attrs

# A terminal that can paint in one go says so when asked; the program then marks each paint's end.
ASKS_FOR_SYNC = b"\x1b[?2026$p"
HAS_SYNC = b"\x1b[?2026;2$y"
PAINTED = b"\x1b[?2026l"
ESCAPES = re.compile(rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-_]")


class Silent(Exception):
    """The program did not show what was waited for, in time."""


@attrs.frozen
class Repaint:
    """
    What one key brought.

    Attributes:
        first_ms: When the first paint after it was done.
        last_ms: When the last one was done and the screen stood still.
        size: Bytes written to the terminal.
    """

    first_ms: float
    last_ms: float
    size: int


class Terminal:
    """
    A program running on a pseudo-terminal of *columns* by *rows* cells.

    Times are seconds since the program was started.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 36,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.output = b""
        self._asked = False
        here = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "TEXTUAL_ANIMATIONS": "none",
            **(environment or {}),
        }
        self._started = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            # Between fork and exec, in the child: nothing here may fail back into the caller.
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                if folder is not None:
                    os.chdir(folder)
                os.execvpe(command[0], list(command), here)
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def now(self) -> float:
        return time.perf_counter() - self._started

    def press(self, keys: bytes) -> None:
        os.write(self._fd, keys)

    def listen(self, limit: float) -> bytes:
        """Return what the program writes next; nothing after *limit* seconds or at its end."""
        ready, _, _ = select.select([self._fd], [], [], limit)
        if not ready:
            return b""
        try:
            chunk = os.read(self._fd, 65536)
        except OSError:  # Linux's way of saying that the other end is closed
            return b""
        self.output += chunk
        if not self._asked and ASKS_FOR_SYNC in self.output:
            self._asked = True
            self.press(HAS_SYNC)
        return chunk

    def shown(self) -> str:
        """Return every character written so far, without what only moves or colours."""
        return ESCAPES.sub(b"", self.output).decode(errors="replace")

    def until_shown(self, *texts: str, limit: float = 20.0) -> float:
        """
        Wait until every one of *texts* has been written, and return when the last one was.

        Raises:
            Silent: If that takes longer than *limit* seconds or the program ends.
        """
        while True:
            chunk = self.listen(limit)
            seen = self.shown()
            if all(text in seen for text in texts):
                return self.now()
            if not chunk or self.now() > limit:
                raise Silent(f"waited for {texts}, read: {seen[-300:]!r}")

    def repaint(self, keys: bytes, quiet: float = 0.12) -> Repaint:
        """
        Press *keys*, read on until nothing comes for *quiet* seconds, and return what came.

        Raises:
            Silent: If the program paints nothing.
        """
        since, first, last = len(self.output), 0.0, 0.0
        pressed = time.perf_counter()
        self.press(keys)
        while self.listen(quiet if first else 5.0):
            if PAINTED in self.output[since:]:
                last = time.perf_counter() - pressed
                first = first or last
        if not first:
            raise Silent(f"no paint after {keys!r}, read: {self.output[since:]!r}")
        return Repaint(first * 1000, last * 1000, len(self.output) - since)

    def settle(self, quiet: float = 0.15) -> None:
        """Read on until nothing comes for *quiet* seconds."""
        while self.listen(quiet):
            pass

    def cpu_ms(self) -> float | None:
        """Return the processor time used so far, in milliseconds; none where Linux is not."""
        tasks = Path(f"/proc/{self.pid}/task")
        if not tasks.exists():
            return None
        return sum(int((t / "schedstat").read_text().split()[0]) for t in tasks.iterdir()) / 1e6

    def memory_mb(self) -> float | None:
        """Return the resident memory, in megabytes; none where Linux is not."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return None
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1000
