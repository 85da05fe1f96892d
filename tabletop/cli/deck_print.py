"""`tabletop deck print FILE -o cards.pdf`: cards, boards, aids and briefs on paper."""

import argparse
import os
import sys
from pathlib import Path

from tabletop.authoring.export.printing import PAPERS, Press, data_of, diagnostics, findings
from tabletop.authoring.export.translation import load_in
from tabletop.authoring.shelves import found
from tabletop.authoring.text.render import rendered
from tabletop.cli.deck_check import status_of
from tabletop.cli.language import configure_language
from tabletop.cli.terminal import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a deck, or a seed with its briefs and hands")
    parser.add_argument(
        "-o", dest="out", metavar="PDF", required=True, help="the file to write; never over another"
    )
    parser.add_argument("--paper", choices=list(PAPERS), default="a4", help="a4 if not said")
    parser.add_argument(
        "--fonts",
        metavar="FOLDER",
        action="append",
        default=[],
        help="a folder of further fonts, for scripts that this machine has none for",
    )
    configure_language(parser)


def run(args: argparse.Namespace) -> int:
    """Write the pages, or tell what keeps the deck from being printed."""
    out = Path(args.out)
    if out.suffix.lower() != ".pdf":
        raise Stop(f"a PDF is written, so the name should end in .pdf, such as {out.stem}.pdf")
    if out.exists():
        raise Stop(f"{out} is there already, and is left as it is; choose another name")
    fonts = tuple(Path(folder) for folder in args.fonts)
    for folder in fonts:
        if not folder.is_dir():
            raise Stop(f"--fonts {folder}: there is no such folder")
    loaded = load_in(args.file, args.language).loaded
    if loaded.opening is None:
        print(rendered(loaded.diagnostics, loaded.sources), end="", file=sys.stderr)
        return status_of(loaded.diagnostics)
    data = data_of(loaded.opening)
    press = Press(found(args.file).absolute().parent, fonts)
    problems = diagnostics(loaded.sources, findings(press, data, args.paper))
    if problems:
        print(rendered(problems, loaded.sources), end="", file=sys.stderr)
        print(f"{out} was not written.", file=sys.stderr)
        return status_of(problems)
    with out.open("xb") as file:
        file.write(press.pdf(data, args.paper))
        file.flush()
        os.fsync(file.fileno())
    print(out)
    print("Print it at 100 %, not fitted to the page, and cut along the marks.", file=sys.stderr)
    return 0
