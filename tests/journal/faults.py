"""A disk that fails at one chosen call, or loses its power there."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CALLS = (
    "open",
    "stat",
    "fstat",
    "pread",
    "write",
    "fsync",
    "ftruncate",
    "link",
    "unlink",
    "close",
    "replace",
)


class Crash(BaseException):
    """The program is gone; nothing that comes after this reaches the disk."""


class Faults:
    """
    Counts the calls to the system that touch files below *folder*, and strikes at one of them.

    Attributes:
        at: Index of the call that is struck, from 0.
        how: An error number; "short" for a call that does half of its work; "crash" for one
            before which the program ends, "crash half" for one in the middle of which it does,
            "crash after" for one after which it does.
        struck: What call was struck, "" while none was.
        calls: The calls so far, by name.
    """

    def __init__(self, folder: Path, at: int, how: int | str) -> None:
        self.folder = str(folder)
        self.at = at
        self.how = how
        self.struck = ""
        self.calls: list[str] = []
        self.flushed: dict[str, bytes] = {}
        self.unflushed_names: list[str] = []
        self._open: dict[int, str] = {}
        self._is_gone = False
        self._real = {name: getattr(os, name) for name in CALLS}

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            monkeypatch.setattr(os, name, self.guarded(name, self._real[name]))
        monkeypatch.setattr(fcntl, "flock", self.guarded("flock", fcntl.flock))

    def guarded(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            if not self.is_ours(args[0]):
                return real(*args, **options)
            if self._is_gone:
                raise Crash
            index = len(self.calls)
            self.calls.append(name)
            if index == self.at:
                self.struck = name
                self.strike(name, real, args)
                if self.how == "short" and name in ("write", "pread"):
                    return self.done(name, args, real(*half(name, args)))
            result = self.done(name, args, real(*args, **options))
            if index == self.at and self.how == "crash after":
                self._is_gone = True
                raise Crash
            return result

        return call

    def is_ours(self, subject: Any) -> bool:
        if isinstance(subject, int):
            return subject in self._open
        return os.fspath(subject).startswith(self.folder)

    def strike(self, name: str, real: Callable[..., Any], args: tuple[Any, ...]) -> None:
        """Fail instead of the call, unless a part of it or all of it is still to be done."""
        match self.how:
            case int():
                if name == "close":  # what fails to be closed is closed all the same
                    real(*args)
                    self._open.pop(args[0])
                raise OSError(self.how, os.strerror(self.how))
            case "crash" | "crash half":
                if self.how == "crash half" and name == "write":
                    real(*half(name, args))
                self._is_gone = True
                raise Crash

    def done(self, name: str, args: tuple[Any, ...], result: Any) -> Any:
        """Take note of what the call did, and return its *result*."""
        match name:
            case "open":
                self._open[result] = os.fspath(args[0])
            case "close":
                self._open.pop(args[0])
            case "link":
                self.named(os.fspath(args[0]), os.fspath(args[1]))
            case "replace":
                self.named(os.fspath(args[0]), os.fspath(args[1]))
            case "fsync" if os.path.isdir(self._open[args[0]]):
                self.unflushed_names.clear()
            case "fsync":
                self.flushed[self._open[args[0]]] = Path(self._open[args[0]]).read_bytes()
        return result

    def named(self, before: str, now: str) -> None:
        """Take note that the file called *before* has the name *now*."""
        self.unflushed_names.append(now)
        self.flushed[now] = self.flushed.get(before, b"")
        for descriptor, name_of in self._open.items():
            if name_of == before:
                self._open[descriptor] = now

    def let_go(self) -> None:
        """Close what the program left open, as its end does."""
        for descriptor in list(self._open):
            self._real["close"](descriptor)
        self._open.clear()

    def lose_power(self, path: Path, before: bytes | None, keep: float) -> None:
        """
        Leave at *path* what was flushed, and the share *keep* of what was written since.

        *before* is what the file held on the disk when all this began; None if there was none.
        """
        if str(path) in self.unflushed_names:
            path.unlink()
        if not path.exists():
            return
        now, sure = path.read_bytes(), self.flushed.get(str(path), before or b"")
        if len(now) < len(sure):  # cut, and the cut not yet flushed
            path.write_bytes(now if keep > 0.5 else sure)
            return
        path.write_bytes(now[: len(sure) + int(keep * (len(now) - len(sure)))])


def half(name: str, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments of a call that writes or reads half as much."""
    if name == "write":
        return (args[0], args[1][: len(args[1]) // 2])
    return (args[0], max(1, args[1] // 2), *args[2:])
