"""The file that is written in: saved or not, kept aside until then, changed by others."""

import time

import attrs

from tabletop.authoring.edit import draft
from tabletop.authoring.edit.draft import Aside, Manuscript, Outside, saved


@attrs.frozen
class OutsideChange:
    """
    What somebody else did to the file.

    Attributes:
        now: The file as it is since then.
        is_gone: Whether it is not there any more, or no text is in it.
    """

    now: Manuscript
    is_gone: bool = False

    @property
    def text(self) -> str | None:
        """What stands in the file now; None for no text."""
        return None if self.is_gone else self.now.text

    @classmethod
    def of(cls, found: Outside, now: Manuscript) -> "OutsideChange | None":
        """Return the change that looking at the file *found*, if there is any."""
        if found == "same":
            return None
        return cls(now, is_gone=found == "vanished" or not is_text(now))


class DeckFile:
    """
    What is known of the file whose text is written: decisions alone, the disk is for others.

    Attributes:
        manuscript: The file as the text here follows it.
        saved_text: The text in it; None where there is none.
        saved_at: Says that, or when, it was saved; "" before.
        trouble: Why the disk did not take the text, in one sentence, or "".
        is_kept: Whether the text as it is now needs no keeping aside, or is on its way there.
        postponed: The file with a change of somebody else's that nobody has answered yet.
        taken: Where a program that has ended had kept the text aside.
    """

    def __init__(self, manuscript: Manuscript, taken: Aside | None = None) -> None:
        self.manuscript = manuscript
        self.saved_text = manuscript.text if manuscript.data is not None else None
        self.saved_at = ""
        self.trouble = ""
        self.is_kept = False
        self.postponed: Manuscript | None = None
        self.taken = taken

    @property
    def last_seen(self) -> Manuscript:
        """The file as it was last seen, be it that what is to hold was not said yet."""
        return self.postponed or self.manuscript

    def state(self, text: str) -> str:
        """Return in words whether *text* is saved."""
        if self.manuscript.data is None:
            return "a new file, not saved yet"
        return "not saved" if text != self.saved_text else self.saved_at

    def save(self, now: Manuscript, text: str) -> None:
        """Take it in that *text* is on the disk, and the file is *now*."""
        self.follow(now, text)
        self.saved_at = f"saved {time.strftime('%H:%M:%S')}"
        self.trouble = ""

    def follow(self, now: Manuscript, text: str | None) -> None:
        """Go on from the file *now*, in which *text* stands."""
        self.manuscript, self.saved_text, self.postponed = now, text, None
        # What is kept aside says of which text it is.
        self.is_kept = False

    def look(self, found: Outside, now: Manuscript) -> OutsideChange | None:
        """Take in what the file was found to be; return the change that has to be answered."""
        if self.postponed is None or now.data != self.manuscript.data:
            change = OutsideChange.of(found, now)
            if change is None and self.postponed is not None:
                self.postponed = now
            elif change is None:
                self.manuscript = now
            return change
        # What others wrote and took back calls for no answer any more.
        self.manuscript, self.postponed = now, None
        self.saved_text = now.text if now.data is not None and is_text(now) else None
        return None

    def postpone(self, change: OutsideChange) -> None:
        """Leave *change* without an answer: the next save asks again, not every second."""
        self.postponed, self.saved_text, self.is_kept = change.now, change.text, False


def save(manuscript: Manuscript, text: str) -> Manuscript:
    """
    Put *text* into the file and forget what was kept aside; waits for the disk.

    Raises:
        ChangedMeanwhile: If somebody else wrote to the file.
        UnsavedText: If the disk does not take it.
    """
    now = saved(manuscript, text)
    draft.forget(manuscript.path)
    return now


def keep(manuscript: Manuscript, text: str | None, taken: Aside | None) -> str:
    """
    Keep *text* aside, or forget what was kept where there is none; waits for the disk.

    Returns:
        Why it could not be kept, in one sentence, or "". Once it is, *taken* is dropped.
    """
    try:
        if text is None:
            draft.forget(manuscript.path)
        else:
            draft.keep(manuscript, text)
    except draft.NotKept as trouble:
        return trouble.sentence
    if taken is not None and taken.at != draft.place(manuscript.path):
        draft.drop(taken)
    return ""


def is_text(manuscript: Manuscript) -> bool:
    """Return whether the file holds text that can be shown."""
    try:
        manuscript.text.encode()
    except UnicodeDecodeError:
        return False
    return True
