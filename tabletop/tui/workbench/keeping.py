"""Saving, keeping aside what is not saved, and noticing what others do to the file."""

import time
from collections.abc import Callable
from functools import partial

from textual.timer import Timer

from tabletop.authoring.edit import draft
from tabletop.authoring.edit.draft import Manuscript, Outside, outside, saved
from tabletop.authoring.text.fixes import ChangedMeanwhile
from tabletop.errors import TabletopError
from tabletop.pages.text import Row, Words, plain, put, rows, sides, wrapped
from tabletop.tui.play.dialogs import notice
from tabletop.tui.widgets.form import Answers, Choice, Form
from tabletop.tui.widgets.pick import Option
from tabletop.tui.workbench.differences import differences
from tabletop.tui.workbench.proofing import Proofing

ASIDE = 0.7
"""Seconds without a key after which unsaved text is kept aside."""

LATEST = 2.0
"""Seconds after which it is kept aside while somebody types on and on."""

STILL = 1.5
"""Seconds without a key before anything is asked."""

LOOK = 1.0
"""Seconds between two looks at whether somebody else wrote to the file."""


class Keeping(Proofing):
    """A bench whose text is never lost. The disk is waited for in threads alone."""

    def __init__(
        self, manuscript: Manuscript, text: str | None = None, taken: draft.Aside | None = None
    ) -> None:
        """
        Show what *manuscript* holds.

        Args:
            text: What was written in it and not saved; None for nothing.
            taken: Where that text was kept aside by a program that has ended.
        """
        self.taken = taken
        self.manuscript = manuscript
        self.saved_text = manuscript.text if manuscript.data is not None else None
        self.saved_at = ""
        self.trouble = ""
        self.kept_version = -1
        self.kept_since = 0.0
        self.aside_timer: Timer | None = None
        self.asking_outside = False
        self.put_off: Manuscript | None = None
        self.working = False
        self.typed_at = 0.0
        self.shown_unsaved = False
        super().__init__(manuscript.path, manuscript.text if text is None else text)

    def on_mount(self) -> None:
        self.set_interval(LOOK, self.look_outside)
        if self.is_unsaved:
            self.keep_aside()

    def on_unmount(self) -> None:
        # The terminal may be gone, and nobody is left to ask: what is not saved is kept aside.
        if self.is_unsaved and self.kept_version != self.version:
            try:
                draft.keep(self.manuscript, self.text)
            except draft.NotKept as trouble:
                self.log.error(str(trouble))

    @property
    def is_unsaved(self) -> bool:
        """Whether the text is another than that of the file."""
        return self.text != self.saved_text

    def heading(self) -> Words:
        unsaved = self.shown_unsaved = self.is_unsaved
        is_new = self.manuscript.data is None
        state = "a new file, not saved yet" if is_new else "not saved" if unsaved else self.saved_at
        sign = ("● ", "bold $focus") if unsaved else ("✓ ", "$good") if self.saved_at else ""
        right = put(sign, (state, "bold" if unsaved else "$quiet"))
        if self.trouble:
            right = put(("✗ ", "$bad"), plain(self.trouble))
        width = max(20, self.size.width - 2)
        left = put((self.file_name, "bold"))
        return sides(left, right, width)[0].truncate(width, ellipsis=True)

    # Keeping aside

    def text_changed(self) -> None:
        super().text_changed()
        self.typed_at = time.monotonic()
        if self.is_unsaved != self.shown_unsaved:
            self.show_head()
        self.keep_soon()

    def keep_soon(self) -> None:
        """Keep the text aside after a pause, or at the latest after `LATEST` seconds."""
        now = time.monotonic()
        if self.aside_timer is None:
            self.kept_since = now
        else:
            self.aside_timer.stop()
        wait = min(ASIDE, max(0.05, self.kept_since + LATEST - now))
        self.aside_timer = self.set_timer(wait, self.keep_aside)

    def keep_aside(self) -> None:
        """Keep the text aside, or forget what was kept where there is nothing to keep."""
        self.aside_timer = None
        if self.kept_version == self.version:
            return
        text = self.text if self.is_unsaved else None
        self.kept_version = self.version
        work = partial(self.put_aside, self.manuscript, text)
        self.run_worker(work, thread=True, group="aside", exit_on_error=False)

    def put_aside(self, manuscript: Manuscript, text: str | None) -> None:
        """Run in a thread."""
        said = ""
        try:
            if text is None:
                draft.forget(manuscript.path)
            else:
                draft.keep(manuscript, text)
            taken, self.taken = self.taken, None
            if taken is not None and taken.at != draft.place(manuscript.path):
                draft.drop(taken)
        except draft.NotKept as trouble:
            said = trouble.sentence
        self.app.call_from_thread(self.told_trouble, said)

    def told_trouble(self, said: str) -> None:
        if said != self.trouble:
            self.trouble = said
            if self.is_mounted:
                self.show_head()

    # Saving

    def action_save(self) -> None:
        self.save()

    def save(self, then: Callable[[], None] | None = None, *, over: bool = False) -> None:
        """Save the text off the event loop, and do *then* once it is on the disk."""
        if self.working:
            return
        if not self.is_unsaved and not over:
            self.saved_at = self.saved_at or "saved"
            self.show_head()
            if then is not None:
                then()
            return
        self.working = True
        work = partial(self.write, self.manuscript, self.text, then, over)
        self.run_worker(work, thread=True, group="save", exit_on_error=False)

    def write(
        self, manuscript: Manuscript, text: str, then: Callable[[], None] | None, over: bool
    ) -> None:
        """Run in a thread."""
        try:
            now = saved(manuscript, text, over=over)
        except ChangedMeanwhile:
            found, other = outside(manuscript)
            self.app.call_from_thread(self.not_saved, found, other, partial(self.save, then))
        except TabletopError as trouble:
            self.app.call_from_thread(self.failed, trouble.sentence)
        except ValueError as trouble:
            self.app.call_from_thread(self.failed, f"not saved: {trouble}")
        else:
            draft.forget(manuscript.path)
            self.app.call_from_thread(self.was_saved, now, text, then)

    def was_saved(self, now: Manuscript, text: str, then: Callable[[], None] | None) -> None:
        """Take it in that *text* is on the disk."""
        self.working = False
        self.manuscript, self.saved_text, self.put_off = now, text, None
        self.saved_at = f"saved {time.strftime('%H:%M:%S')}"
        self.trouble = ""
        self.kept_version = -1
        if self.is_unsaved:
            self.keep_soon()
        self.show_head()
        if then is not None:
            then()

    def failed(self, sentence: str) -> None:
        """Say that the disk did not take it; the text stays, and is kept aside."""
        self.working = False
        self.told_trouble(sentence)
        text = (
            f"{sentence[:1].upper()}{sentence[1:]}. The file is as it was, and your text is still"
            " here. Make room or give permission, then save again."
        )
        self.app.push_screen(notice("This was not saved", text))

    # Others who write to the file

    @property
    def known(self) -> Manuscript:
        """The file as it was last seen, be it that what is to hold was not said yet."""
        return self.put_off or self.manuscript

    def look_outside(self) -> None:
        """Look, off the event loop, whether somebody else wrote to the file."""
        # A question that comes up between two letters would be answered by the second.
        resting = time.monotonic() - self.typed_at > STILL
        if resting and not (self.working or self.asking_outside) and self.is_current:
            self.run_worker(
                partial(self.look, self.known),
                thread=True,
                group="outside",
                exclusive=True,
                exit_on_error=False,
            )

    def look(self, manuscript: Manuscript) -> None:
        """Run in a thread."""
        found, now = outside(manuscript)
        if found != "same" or now.stamp != manuscript.stamp:
            self.app.call_from_thread(self.saw_outside, manuscript, found, now)

    def saw_outside(self, before: Manuscript, found: Outside, now: Manuscript) -> None:
        """Take in what was found, unless it is out of date by now."""
        if before is not self.known or self.working or self.asking_outside:
            return
        if self.put_off is not None and now.data != self.manuscript.data:
            if found == "same":
                self.put_off = now
            else:
                self.not_saved(found, now)
        elif self.put_off is not None:
            # What others wrote and took back calls for no answer any more.
            self.manuscript, self.put_off = now, None
            self.saved_text = now.text if now.data is not None and readable(now) else None
            self.show_head()
        elif found == "same":
            self.manuscript = now
        else:
            self.not_saved(found, now)

    def not_saved(
        self, found: Outside, now: Manuscript, save: Callable[[], None] | None = None
    ) -> None:
        """
        Ask what is to hold: the text here, or what somebody else has written.

        Args:
            save: Saves the text here, if it is to hold; None where nobody wanted it saved.
        """
        self.working = False
        if found == "same":
            self.failed("somebody else wrote to the file and took it back; save once more")
            return
        if found == "changed" and not readable(now):
            found = "vanished"
        if not self.is_unsaved and found == "changed":
            self.take_over(now)
            self.say("Somebody else changed the file; this is what it says now.")
            return
        self.asking_outside = True
        form = self.outside_form(found, now, "now" if save else "with the next save")
        self.app.push_screen(form, partial(self.chose, found, now, save))

    def outside_form(self, found: Outside, now: Manuscript, when: str) -> Form:
        """Return the dialog that asks what is to hold; mine is saved *when* it says."""
        options = [Option("mine", "keep mine", f"and write over it {when}")]
        if found == "changed":
            options.insert(0, Option("theirs", "take theirs", "Ctrl+Z brings mine back"))
        said = "The file is not there any more, or no text is in it."
        if found == "changed":
            said = "Somebody else changed the file while you were writing."

        def page(width: int) -> list[Row]:
            lines = wrapped(put(said), width)
            painted = rows([*lines, put("")])
            if found == "changed":
                painted += differences(now.text, self.text, width)
            return painted

        return Form(
            "Changed outside",
            page,
            [Choice("what", "Hold to", options, "mine", tall=True)],
            confirm="does so",
            close="later",
        )

    def chose(
        self,
        found: Outside,
        now: Manuscript,
        save: Callable[[], None] | None,
        answers: Answers | None,
    ) -> None:
        """Do what was chosen; closed without an answer, the next save asks again."""
        self.asking_outside = False
        if answers is not None and answers["what"] == "theirs":
            self.take_over(now)
            return
        if answers is None:
            # Not asked every second: the next save sees that the bytes are not those it knows.
            self.put_off = now
        else:
            self.manuscript, self.put_off = now, None
        self.saved_text = now.text if found == "changed" else None
        self.kept_version = -1
        self.keep_soon()
        self.show_head()
        if answers is not None and save is not None:
            save()

    def take_over(self, now: Manuscript) -> None:
        """Show what is in the file now; the text before can be brought back."""
        self.manuscript, self.saved_text, self.put_off = now, now.text, None
        self.saved_at = ""
        self.editor.put(now.text)
        self.show_head()

    # Leaving

    def leave(self, gone: Callable[[], None]) -> None:
        """Go, once what is not saved was saved or given up."""
        if not self.is_unsaved:
            draft.forget(self.path)
            gone()
            return
        options = [
            Option("save", "save it, then leave"),
            Option("drop", "leave without saving", "what you wrote is lost"),
        ]

        def chosen(answers: Answers | None) -> None:
            if answers is None:
                return
            if answers["what"] == "save":
                self.save(gone)
            else:
                self.saved_text = self.text
                draft.forget(self.path)
                gone()

        field = Choice("what", "The text", options, tall=True)
        form = Form("Not saved yet", None, [field], confirm="leaves", close="stay")
        self.app.push_screen(form, chosen)


def readable(now: Manuscript) -> bool:
    """Return whether what somebody else wrote is text."""
    try:
        now.text.encode()
    except UnicodeDecodeError:
        return False
    return True
