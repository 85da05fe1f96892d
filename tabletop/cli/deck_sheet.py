"""`tabletop deck sheet`: a deck as a spreadsheet, and a spreadsheet back into its deck."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tabletop.authoring.export import workbook
from tabletop.authoring.export.sheets import (
    SECTIONS,
    Change,
    Merged,
    NotMerged,
    fields_of,
    merged,
    rows,
)
from tabletop.authoring.library import load, loaded
from tabletop.authoring.shelves import found, shown
from tabletop.authoring.text.findings import Diagnostic, has_errors
from tabletop.authoring.text.fixes import write
from tabletop.authoring.text.read import read
from tabletop.authoring.text.render import rendered
from tabletop.authoring.text.source import Source
from tabletop.cli.deck_check import status_of
from tabletop.cli.terminal import Stop
from tabletop.game.clean import clean_line

SHOWN = 100
"""Characters of a cell in the list of changes."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a deck, or with --into a workbook (.xlsx)")
    parser.add_argument(
        "-o", dest="out", metavar="XLSX", help="write the deck into this workbook; never over one"
    )
    parser.add_argument(
        "--into", metavar="DECK", help="bring the workbook FILE back into this deck"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="with --into: only tell what would change"
    )
    parser.add_argument(
        "--remove",
        action="store_true",
        help="with --into: also remove what the workbook does not have",
    )


def run(args: argparse.Namespace) -> int:
    """Write a workbook, or bring one back and tell what changed."""
    if (args.out is None) == (args.into is None):
        raise Stop("say -o deck.xlsx to write a workbook, or --into DECK to bring one back")
    if args.into is not None:
        return bring_back(Path(args.file), args.into, dry=args.dry_run, remove=args.remove)
    if args.dry_run or args.remove:
        raise Stop("--dry-run and --remove go with --into")
    return write_out(args.file, Path(args.out))


def write_out(name: str, out: Path) -> int:
    """Write the deck called *name* into a new workbook."""
    if out.suffix.lower() != ".xlsx":
        raise Stop(
            f"a workbook is written, so the name should end in .xlsx, such as {out.stem}.xlsx"
        )
    if out.exists():
        raise Stop(f"{out} is there already, and is left as it is; choose another name")
    deck = load(name)
    if deck.deck is None:
        print(rendered(deck.diagnostics, deck.sources), end="", file=sys.stderr)
        return status_of(deck.diagnostics)
    if len(deck.sources) > 1:
        raise Stop(f"{name} is a seed; a workbook holds its deck, {deck.deck.id}")
    top = fields_of(next(iter(deck.sources.values())))
    data = workbook.written(deck.deck, {section: rows(top, section) for section in SECTIONS})
    with out.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    print(out)
    print(
        f"Change it in any spreadsheet program, then: tabletop deck sheet {out} --into {name}",
        file=sys.stderr,
    )
    return 0


def bring_back(book: Path, name: str, *, dry: bool, remove: bool) -> int:
    """Write what differs in the workbook *book* into the deck called *name*."""
    path = found(name)
    before = path.read_bytes()
    source = read(path, shown(path))
    if isinstance(source, Diagnostic):
        print(rendered((source,), {}), end="", file=sys.stderr)
        return status_of((source,))
    sheets = workbook.read(book)
    problems = [problem for sheet in sheets for problem in sheet.diagnostics]
    if problems:
        print(
            rendered(problems, {s.source.name: s.source for s in sheets}), end="", file=sys.stderr
        )
        print(f"{path} is as it was.", file=sys.stderr)
        return status_of(problems)
    try:
        result = merged(source, [sheet.sheet for sheet in sheets], remove=remove)
    except NotMerged as trouble:
        print(f"tabletop: {trouble}; {path} is as it was", file=sys.stderr)
        return 1
    for line in told(result.changes):
        print(line)
    return finish(source, result, path, before, dry=dry)


def finish(source: Source, result: Merged, path: Path, before: bytes, *, dry: bool) -> int:
    """Write *result* unless it would make a good deck a bad one, or nothing is to be written."""
    if result.text == source.text:
        print("Nothing is to be written.", file=sys.stderr)
        return 0
    then = loaded(Source(source.name, result.text), path)
    if has_errors(then.diagnostics) and not has_errors(loaded(source, path).diagnostics):
        print(rendered(then.diagnostics, then.sources), end="", file=sys.stderr)
        print(f"With these changes it could not be played; {path} is as it was.", file=sys.stderr)
        return 1
    if dry:
        print(f"{path} is as it was.", file=sys.stderr)
        return 0
    write(path, before, result.text)
    print(f"{path} is written; `tabletop deck check {path}` looks it over.", file=sys.stderr)
    return 0


def told(changes: Sequence[Change]) -> Iterator[str]:
    """Yield the *changes* by card, as a person reads them."""
    for (section, name), group in groupby(changes, key=lambda c: (c.section, c.id)):
        own = list(group)
        whole = next((change.kind for change in own if not change.column), "")
        word = {
            "new": "new",
            "removed": "removed",
            "left": "not in the workbook, left as it is",
            "": "changed",
        }[whole]
        yield f"{SECTIONS[section]} {name}: {word}"
        for change in own:
            if change.column:
                yield from told_cell(change)


def told_cell(change: Change) -> Iterator[str]:
    """Yield what became of one cell."""
    was, now = clean_line(change.was, SHOWN), clean_line(change.now, SHOWN)
    if change.kind == "left":
        yield f"  {change.column}: empty in the workbook, left as it is ({was})"
    else:
        yield f"  {change.column}:"
        if was:
            yield f"    - {was}"
        if now:
            yield f"    + {now}"
