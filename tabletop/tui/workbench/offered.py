"""The small list of words that could be meant: where it stands, and what is chosen in it."""

from collections.abc import Iterator
from typing import Final

import attrs
from textual.geometry import Size

from tabletop.authoring.edit.complete import Candidate, Completion
from tabletop.game.clean import clean_line

TALLEST: Final = 7
WIDEST: Final = 60
LEAST: Final = 16


@attrs.frozen
class Offered:
    """
    A list of words over the text.

    Attributes:
        left: Cell at which it begins.
        top: Row of the window at which it begins.
        width: In cells.
        height: In rows.
        chosen_index: The word that is taken by tab.
        takes_enter: Whether enter takes it too: a word is begun and not whole, or one was
            chosen by the arrow keys.
    """

    completion: Completion
    left: int
    top: int
    width: int
    height: int
    chosen_index: int = 0
    takes_enter: bool = False

    @classmethod
    def at(
        cls, completion: Completion, left: int, row: int, window: Size, *, asked: bool
    ) -> "Offered":
        """Return the list below *row*, or above it where more room is there."""
        many = len(completion.candidates)
        words = max(len(c.word) for c in completion.candidates)
        notes = max(len(c.note) for c in completion.candidates)
        width = max(LEAST, min(words + 2 + (notes + 2 if notes else 0), WIDEST, window.width))
        below, above = window.height - row - 1, row
        height = min(many, TALLEST, max(below, above, 1))
        top = row + 1 if below >= height or below >= above else row - height
        enter = bool(completion.begun) and not completion.is_whole
        return cls(
            completion,
            max(0, min(left, window.width - width)),
            top,
            width,
            height,
            takes_enter=enter or asked,
        )

    @property
    def chosen(self) -> Candidate:
        """The word that is taken."""
        return self.completion.candidates[self.chosen_index]

    def moved(self, by: int) -> "Offered":
        """Return the list with another word chosen."""
        last = len(self.completion.candidates) - 1
        at = max(0, min(last, self.chosen_index + by))
        return attrs.evolve(self, chosen_index=at, takes_enter=True)

    def line(self, index: int) -> Iterator[tuple[str, str]]:
        """Yield the texts of one line, each with its role."""
        first = max(0, min(self.chosen_index - self.height + 1, self.chosen_index))
        at = first + index
        candidate = self.completion.candidates[at]
        is_chosen = at == self.chosen_index
        sign = "▸" if is_chosen else " "
        word = f"{sign}{clean_line(candidate.word)[: self.width - 2]} "
        room = self.width - len(word)
        note = clean_line(candidate.note)[: max(0, room - 1)]
        yield word, "chosen" if is_chosen else "word"
        yield f"{note:<{room}}", "chosen note" if is_chosen else "note"
