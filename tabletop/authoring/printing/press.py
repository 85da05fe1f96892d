"""
The typesetter: data in, PDF out, with what did not fit and what no font can show.

Typst is an optional extra, imported here alone and only when something is printed. Words reach it
as data, and it reads no file outside the folder of the deck, where the pictures are.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from tabletop.authoring.printing.sheets import Data
from tabletop.errors import TabletopError
from tabletop.game.clean import clean_line

Paper = Literal["a4", "letter"]

PAPERS: Final[Mapping[Paper, str]] = {"a4": "a4", "letter": "us-letter"}

FONTS: Final = ("Libertinus Serif", "DejaVu Sans Mono")
"""Typst brings them along, so that a deck in a Latin script looks the same everywhere."""

ADVICE: Final = (
    "printing needs the typesetter Typst, which is not installed here; `make extras` fetches it"
    " (without make: pip install typst)"
)

ONE_A_PAGE: Final = b"""\
#let data = json(bytes(sys.inputs.data))
#set page(width: 20mm, height: 10mm)
#set text(font: data.fonts)
#for one in data.all { page(text(one)) }
"""

ONE_PICTURE: Final = b"#image(json(bytes(sys.inputs.data)).path)"

DRAWN: Final = re.compile(rb'<use xlink:href="#(\w+)"')

NO_CHARACTER: Final = "\U0010ffff"
"""No font has it. What is drawn for it stands for every character that is missing."""


class NoPress(TabletopError):
    """There is no typesetter, or it could not do its work."""


@attrs.frozen
class Press:
    """
    A typesetter with its fonts.

    Attributes:
        folder: Where the pictures are; nothing outside it is read.
        fonts: Folders of further fonts.
        system_fonts: Whether this machine's own fonts help out where Typst's have no character.
    """

    folder: Path
    fonts: tuple[Path, ...] = ()
    system_fonts: bool = True

    def pdf(self, data: Data, paper: Paper) -> bytes:
        """
        Return the pages of *data*. The same data and fonts always give the same bytes.

        Raises:
            NoPress: If there is no typesetter, or it failed.
        """
        return self._compile(template(), {**data, "paper": PAPERS[paper]}, "pdf")[0]

    def overflowing(self, data: Data, paper: Paper) -> frozenset[str]:
        """Return the ids of the cards that do not fit in the smallest size. Raises as `pdf`."""
        compiler, _ = self._ready(template(), {**data, "paper": PAPERS[paper]})
        with refusals():
            return frozenset(json.loads(compiler.query("<overflow>", field="value")))

    def missing(self, characters: Iterable[str]) -> frozenset[str]:
        """Return those of *characters* that no font can show. Raises as `pdf`."""
        wanted = sorted(c for c in set(characters) if unicodedata.category(c)[0] not in "CMZ")
        pages = self._compile(ONE_A_PAGE, {"all": [NO_CHARACTER, *wanted]}, "svg")
        nothing, *drawn = (DRAWN.findall(page) for page in pages)
        return frozenset(c for c, glyphs in zip(wanted, drawn, strict=True) if glyphs == nothing)

    def picture_trouble(self, path: str) -> str:
        """Return why the picture at *path*, as the deck names it, cannot be printed, or ""."""
        try:
            self._compile(ONE_PICTURE, {"path": path}, "svg")
        except NoPress as trouble:
            return trouble.sentence
        return ""

    def _compile(self, source: bytes, data: Data, kind: Literal["pdf", "svg"]) -> list[bytes]:
        """Return the pages of *source* over *data*; a PDF is one piece."""
        compiler, again = self._ready(source, data)
        with refusals():
            # Whatever clock there is stands still, for the same bytes every time.
            made = compiler.compile(again, format=kind, timestamp=0)
        return [made] if isinstance(made, bytes) else list(made)

    def _ready(self, source: bytes, data: Data) -> tuple[Any, bytes]:
        """Return a compiler of *source* over *data*, and what to compile."""
        try:
            import typst
        except ImportError as error:
            raise NoPress(ADVICE) from error
        inputs = {"data": json.dumps({**data, "fonts": FONTS})}
        with refusals():
            compiler: Any = typst.Compiler(  # type: ignore[misc]  # its stub cannot be inferred
                source,
                root=self.folder,
                font_paths=list(self.fonts),
                ignore_system_fonts=not self.system_fonts,
                sys_inputs=inputs,
            )
        return compiler, source


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the typesetter raises into a sentence."""
    try:
        yield
    except RuntimeError as trouble:
        said = getattr(trouble, "message", "") or str(trouble)
        # Where it searched is its own affair, and differs from machine to machine.
        raise NoPress(clean_line(said.partition(" (searched")[0], 200)) from trouble


def template() -> bytes:
    """Return what sets the pages."""
    return files("tabletop.authoring.printing").joinpath("deck.typ").read_bytes()
