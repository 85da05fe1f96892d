"""Continuations in processes of their own, so that whoever waits for them can do something else."""

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker
from multiprocessing.synchronize import Event
from typing import Final

import attrs

from tabletop.bots.playout import Outcome
from tabletop.errors import TabletopError
from tabletop.lab.continuations import COURSES, Course, Fork, continuation

MOST_JOBS: Final = 8
ROUNDS: Final = 200
"""In so many parts the work is handed out, each course in turn, so that all grow alike."""

KIND: Final = 10
"""How far the processes step back behind the screen, on the scale of `nice`."""


class LabError(TabletopError):
    """The processes that play do not."""


@attrs.frozen
class Batch:
    """Some continuations of one course that have come to their ends, or why they could not."""

    course: Course
    outcomes: tuple[Outcome, ...]
    trouble: str = ""


class Crew:
    """
    Processes that play the continuations of one fork.

    `run` blocks, so a screen reads it in a thread; `stop` may be called from any other.
    """

    def __init__(self, start: Fork, jobs: int = 0) -> None:
        """
        Make ready; the first process begins with `run`.

        Args:
            jobs: How many processes; 0 for one a processor, up to `MOST_JOBS`.
        """
        # Nothing of the parent is copied but what is sent, and no lock is taken along: a fork of
        # a process with threads and a terminal may hang.
        context = multiprocessing.get_context("spawn")
        track_resources()
        self._stop: Event = context.Event()
        self._is_stopped = False
        self._pool = ProcessPoolExecutor(
            jobs or min(processors(), MOST_JOBS),
            mp_context=context,
            initializer=begin,
            initargs=(start, self._stop),
        )

    def run(self, count: int, courses: Sequence[Course] = COURSES) -> Iterator[Batch]:
        """
        Yield *count* continuations of each of *courses*, in parts and in the order they are done.

        Which they are does not depend on the order or on the number of processes.

        Raises:
            BotError: If a bot fails.
            LabError: If a process ends before its work.
        """
        size = max(1, count // ROUNDS)
        futures: list[Future[Batch]] = []
        try:
            for first in range(0, count, size):
                numbers = range(first, min(first + size, count))
                futures += [self._pool.submit(play, course, numbers) for course in courses]
            for future in as_completed(futures):
                if self._is_stopped or future.cancelled():
                    return
                batch = future.result()
                if batch.trouble:
                    raise LabError(batch.trouble)
                yield batch
        except (BrokenProcessPool, RuntimeError) as error:
            if not self._is_stopped:
                raise LabError(f"a process that played continuations has ended: {error}") from error
        finally:
            self.stop()

    def stop(self) -> None:
        """Let the processes end, at the latest with the continuation they are at."""
        self._is_stopped = True
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def track_resources() -> None:
    """
    Start Python's keeper of semaphores while it can see the real stderr.

    It passes on the file number of `sys.stderr`, and under Textual that is -1, which no process
    can be started with.
    """
    with contextlib.redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()


@attrs.define
class Duty:
    """What a process of the crew works on; there is one a process, set as it begins."""

    start: Fork | None = None
    stop: Event | None = None


DUTY = Duty()


def begin(start: Fork, stop: Event) -> None:
    """Make ready a process of the crew."""
    DUTY.start, DUTY.stop = start, stop
    with contextlib.suppress(OSError):
        os.nice(KIND)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """End this process once the one that began it is gone, however that was ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def play(course: Course, numbers: Sequence[int]) -> Batch:
    """Play the continuations *numbers* of *course*, in a process of the crew."""
    assert DUTY.start is not None and DUTY.stop is not None
    outcomes = []
    for number in numbers:
        if DUTY.stop.is_set():
            break
        try:
            outcomes.append(continuation(DUTY.start, course, number))
        except TabletopError as trouble:
            return Batch(course, (), str(trouble))
    return Batch(course, tuple(outcomes))
