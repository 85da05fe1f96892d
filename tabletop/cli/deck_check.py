"""`tabletop deck check FILE...`: what is wrong in decks and seeds, all of it at once."""

import argparse
import json
import sys
from collections.abc import Sequence

from tabletop.authoring.diagnostic import Diagnostic, has_errors
from tabletop.authoring.render import as_data, rendered
from tabletop.authoring.shipped import Loaded, load
from tabletop.authoring.source import Source
from tabletop.cli.colour import is_coloured
from tabletop.errors import TabletopError


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a deck or a seed")
    parser.add_argument(
        "--format",
        choices=["text", "json"],
        default="text",
        help="sentences with the lines they are about, or one JSON object",
    )


def run(args: argparse.Namespace) -> int:
    """Check every file, tell what was found, and return the highest exit status of all."""
    diagnostics: dict[Diagnostic, None] = {}
    sources: dict[str, Source] = {}
    sound: list[str] = []
    unreadable: list[tuple[str, TabletopError]] = []
    for file in args.files:
        try:
            loaded = load(file)
        except TabletopError as trouble:
            unreadable.append((file, trouble))
            continue
        diagnostics.update(dict.fromkeys(loaded.diagnostics))
        sources.update(loaded.sources)
        if loaded.deck is not None:
            sound.append(f"{file}: {sentence(loaded)}")
    found = tuple(diagnostics)
    if args.format == "json":
        tell_json(args.files, found, unreadable)
    else:
        tell_text(found, sources, sound)
    for _, why in unreadable:
        print(f"tabletop: {why}", file=sys.stderr)
    return max([status_of(found), *(why.exit_status for _, why in unreadable)])


def status_of(diagnostics: Sequence[Diagnostic]) -> int:
    """Return 4 if a file was refused, 1 if one has errors, else 0; a warning stops nobody."""
    if any(d.is_refusal for d in diagnostics):
        return 4
    return 1 if has_errors(diagnostics) else 0


def sentence(loaded: Loaded) -> str:
    """Return what there is to say of a file that can be played."""
    noted = len(loaded.diagnostics)
    if not noted:
        return "all well"
    return f"can be played, with {noted} warning{'' if noted == 1 else 's'}"


def tell_text(
    diagnostics: Sequence[Diagnostic], sources: dict[str, Source], sound: Sequence[str]
) -> None:
    if diagnostics:
        print(rendered(diagnostics, sources, colour=is_coloured(sys.stdout)))
    for line in sound:
        print(line)
    errors = sum(d.severity == "error" for d in diagnostics)
    if errors:
        print(f"{errors} error{'' if errors == 1 else 's'}", file=sys.stderr)


def tell_json(
    files: Sequence[str],
    diagnostics: Sequence[Diagnostic],
    unreadable: Sequence[tuple[str, TabletopError]],
) -> None:
    """Print one object: the files asked for, counts, and every diagnostic."""
    errors = sum(d.severity == "error" for d in diagnostics)
    whole = {
        "files": list(files),
        "errors": errors,
        "warnings": len(diagnostics) - errors,
        "diagnostics": [as_data(d) for d in diagnostics],
        "unreadable": [{"file": file, "message": str(why)} for file, why in unreadable],
    }
    print(json.dumps(whole, indent=2))
