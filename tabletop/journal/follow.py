"""Following a save that another program writes, without a lock and without a wait."""

import os
from pathlib import Path

import attrs

from tabletop.journal import disk
from tabletop.journal.model import Journal
from tabletop.journal.reader import further, parse


@attrs.frozen
class News:
    """
    What has changed in a save since it was last looked at.

    Attributes:
        journal: The save as it is now; its `damage` is None while a record is being written.
        is_anew: Whether it is another save than before, or was cut back, so that nothing known
            of it holds; also at the first look. Otherwise frames were only added.
    """

    journal: Journal
    is_anew: bool


class Follower(disk.OpenResource):
    """
    Reads what is added to a save, from whenever it is looked at again.

    A look at a save to which nothing was added costs two questions to the system; otherwise only
    what was added is read. One that was replaced, cut or written over is read from its beginning.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1
        self._journal: Journal | None = None
        self._seen = (-1, -1)

    def look(self) -> News | None:
        """
        Return what is new; None for nothing.

        An unfinished record is waited for; what else is wrong is the journal's `damage`, which is
        gone again after a repair.

        Raises:
            SaveError: If there is no save to be read just now; the next look begins anew.
        """
        try:
            found = self._found()
            seen = (found.st_size, found.st_mtime_ns)
            if self._journal and seen == self._seen:
                return None
            news = self._more(self._journal, found.st_size) if self._journal else None
            if news is None:
                news = News(self._read(), is_anew=True)
        except BaseException:
            self.close()
            raise
        is_same = news.journal is self._journal
        self._journal, self._seen = news.journal, seen
        return None if is_same else news

    def close(self) -> None:
        """Let go of the file. Another look begins anew."""
        descriptor, self._descriptor = self._descriptor, -1
        self._journal = None
        if descriptor >= 0:
            disk.close(descriptor)

    def _found(self) -> os.stat_result:
        """Return how the open file is now, after opening the one that has the name."""
        with disk.troubles(self.path, "looking at it"):
            named = os.stat(self.path)
            if self._descriptor >= 0:
                found = os.fstat(self._descriptor)
                if os.path.samestat(named, found):
                    return found
        self.close()
        with disk.troubles(self.path, "opening it"):
            self._descriptor = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        disk.keep_regular(self.path, self._descriptor)
        with disk.troubles(self.path, "looking at it"):
            return os.fstat(self._descriptor)

    def _more(self, journal: Journal, size: int) -> News | None:
        """Return *journal* with what was added to it; None if it is not that save any more."""
        disk.keep_regular(self.path, self._descriptor)
        found = further(journal, self._descriptor, size)
        if found is None:
            return None
        now = unhurried(found)
        is_same = (now.records, now.damage) == (journal.records, journal.damage)
        return News(journal if is_same else now, is_anew=False)

    def _read(self) -> Journal:
        """Return all of the open file."""
        return unhurried(parse(self.path, disk.read_all(self.path, self._descriptor)))


def unhurried(journal: Journal) -> Journal:
    """Return *journal* without the unfinished record that its writer may be at."""
    is_torn = journal.damage is not None and journal.damage.is_torn
    return attrs.evolve(journal, damage=None) if is_torn else journal
