"""`tabletop deck translate FILE LANGUAGE`: the words of a deck in a side file, kept up to date."""

import argparse
import sys
from pathlib import Path

from tabletop.authoring.export.translation import (
    LANGUAGE,
    Progress,
    brought_up,
    known,
    progress,
    side_file,
)
from tabletop.authoring.shelves import found, shown
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.fixes import write
from tabletop.authoring.text.read import read
from tabletop.authoring.text.render import rendered
from tabletop.cli.deck_check import status_of
from tabletop.cli.terminal import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a deck or a seed")
    parser.add_argument("language", metavar="LANGUAGE", help="such as ja, fr or pt-BR")
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 while passages are missing or out of date",
    )


def run(args: argparse.Namespace) -> int:
    """Begin the side file or bring it up to date, and tell how far it is."""
    if not LANGUAGE.fullmatch(args.language):
        raise Stop("a language is named by its code, such as ja, fr or pt-BR")
    path = found(args.file)
    source = read(path, shown(path))
    if isinstance(source, Diagnostic):
        print(rendered((source,), {}), end="", file=sys.stderr)
        return status_of((source,))
    at = side_file(path, args.language)
    words = known(at)
    far = progress(source, words)
    if args.check:
        tell(far, at)
        return 0 if far.is_whole else 1
    text = brought_up(source, args.language, words)
    at.parent.mkdir(exist_ok=True)
    if at.exists():
        write(at, at.read_bytes(), text)
    else:
        with at.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    tell(far, at)
    return 0


def tell(far: Progress, at: Path) -> None:
    """Say which passages are to be done, and how many are."""
    for place in far.missing:
        print(f"{place}: not translated")
    for place in far.stale:
        print(f"{place}: out of date, its text has changed")
    for place in far.gone:
        print(f"{place}: no longer there")
    total = len(far.done) + len(far.missing) + len(far.stale)
    print(f"{shown(at)}: {len(far.done)} of {total} passages are translated.", file=sys.stderr)
