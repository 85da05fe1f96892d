"""`tabletop deck check FILE...`: what is wrong in decks and seeds, all of it at once."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import attrs

from tabletop.authoring.check.check import checked
from tabletop.authoring.export.sarif import as_sarif
from tabletop.authoring.library import Loaded, load, loaded
from tabletop.authoring.shelves import found, shown
from tabletop.authoring.text.findings import Diagnostic, has_errors
from tabletop.authoring.text.fixes import mended, write
from tabletop.authoring.text.read import read
from tabletop.authoring.text.render import as_data, rendered
from tabletop.authoring.text.source import Source
from tabletop.cli.terminal import Stop, is_coloured
from tabletop.errors import TabletopError
from tabletop.game.clean import clean_line

POLL_S: Final = 0.3
"""Seconds between two looks at the files under `--watch`."""

Stamp = tuple[int, int, int] | None


@attrs.frozen
class CheckReport:
    """What came of checking several files once; *unreadable* ones with the reason."""

    files: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: dict[str, Source]
    sound: tuple[str, ...]
    unreadable: tuple[tuple[str, TabletopError], ...]

    @property
    def errors(self) -> int:
        return sum(d.severity == "error" for d in self.diagnostics)

    @property
    def status(self) -> int:
        """The highest exit status of all files."""
        trouble = (why.exit_status for _, why in self.unreadable)
        return max([status_of(self.diagnostics), *trouble])


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="a deck or a seed")
    parser.add_argument(
        "--format",
        choices=["text", "json", "sarif"],
        default="text",
        help="sentences with the lines they are about, one JSON object, or SARIF 2.1.0",
    )
    parser.add_argument(
        "--fix", action="store_true", help="first mend in the files what can be meant in one way"
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="do not play the decks; --watch never does",
    )
    parser.add_argument(
        "--watch", action="store_true", help="check anew whenever a file changes, until Ctrl-C"
    )


def run(args: argparse.Namespace) -> int:
    """Check every file, tell what was found, and return the highest exit status of all."""
    if args.fix and args.watch:
        raise Stop("--fix and --watch do not go together: somebody is writing to these files")
    if args.watch:
        return watch(args.files, args.format)
    if args.fix:
        for file in args.files:
            fix(file)
    report = check(args.files, is_played=not args.quick)
    tell(report, args.format)
    return report.status


def check(files: Sequence[str], *, is_played: bool = False) -> CheckReport:
    """
    Return what there is to say of *files*, each problem once.

    Decks without errors are played for a second or two if *is_played*; seeds are not.
    """
    diagnostics: dict[Diagnostic, None] = {}
    sources: dict[str, Source] = {}
    sound: list[str] = []
    unreadable: list[tuple[str, TabletopError]] = []
    for file in files:
        try:
            read_in = checked(load(file), is_played=is_played)
        except TabletopError as trouble:
            unreadable.append((file, trouble))
            continue
        diagnostics.update(dict.fromkeys(read_in.diagnostics))
        sources.update(read_in.sources)
        if read_in.deck is not None:
            sound.append(f"{file}: {sentence(read_in)}")
    return CheckReport(tuple(files), tuple(diagnostics), sources, tuple(sound), tuple(unreadable))


def fix(file: str) -> None:
    """
    Mend what is safe to mend in *file* itself, not in the deck of a seed, and say what.

    A file that cannot be read is left to the check, which tells why.
    """
    try:
        path = found(file)
        source = read(path, shown(path))
    except TabletopError:
        return
    if isinstance(source, Diagnostic):
        return
    before = path.read_bytes()
    after = mended(source, lambda text: loaded(text, path).diagnostics)
    if not after.made:
        return
    write(path, before, after.text)
    for diagnostic in after.made:
        print(f"mended {diagnostic.span}: {told(diagnostic)}", file=sys.stderr)


def told(diagnostic: Diagnostic) -> str:
    """Return in a line what was mended."""
    return clean_line(f"[{diagnostic.code}] {diagnostic.message}", 200)


def watch(files: Sequence[str], format: str) -> int:
    """Check *files* again and again as they, or the decks of seeds, change; return the status."""
    status = 0
    try:
        while True:
            report = check(files)
            seen = stamps(report)
            tell(report, format)
            sys.stdout.flush()
            status = report.status
            print("watching for changes; Ctrl-C ends it", file=sys.stderr)
            while stamps(report) == seen:
                time.sleep(POLL_S)
            print(file=sys.stderr)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return status


def stamps(report: CheckReport) -> dict[str, Stamp]:
    """Return what tells that a file was changed, for each file looked at."""
    return {name: stamp(name) for name in (*report.files, *report.sources)}


def stamp(name: str) -> Stamp:
    """Return time, size and number of the file called *name*; None if there is none just now."""
    try:
        path: Path = found(name)
        status = path.stat()
    except (TabletopError, OSError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def status_of(diagnostics: Sequence[Diagnostic]) -> int:
    """Return 4 if a file was refused, 1 if one has errors, else 0; a warning stops nobody."""
    if any(d.is_refusal for d in diagnostics):
        return 4
    return 1 if has_errors(diagnostics) else 0


def sentence(read_in: Loaded) -> str:
    """Return what there is to say of a file that can be played."""
    noted = len(read_in.diagnostics)
    if not noted:
        return "all well"
    return f"can be played, with {noted} warning{'' if noted == 1 else 's'}"


def tell(report: CheckReport, format: str) -> None:
    """Print *report*: results to stdout, what could not be read to stderr."""
    match format:
        case "json":
            print(json.dumps(as_object(report), indent=2))
        case "sarif":
            print(json.dumps(as_sarif(report.diagnostics, report.unreadable), indent=2))
        case _:
            tell_text(report)
    for _, why in report.unreadable:
        print(f"tabletop: {why}", file=sys.stderr)


def tell_text(report: CheckReport) -> None:
    if report.diagnostics:
        print(rendered(report.diagnostics, report.sources, colour=is_coloured(sys.stdout)))
    for line in report.sound:
        print(line)
    if report.errors:
        mendable = sum(bool(d.fix) and d.severity == "error" for d in report.diagnostics)
        hint = f", {mendable} of which can be mended by --fix" if mendable else ""
        noun = "error" if report.errors == 1 else "errors"
        print(f"{report.errors} {noun}{hint}", file=sys.stderr)


def as_object(report: CheckReport) -> dict[str, object]:
    """Return the files asked for, counts, and every diagnostic."""
    return {
        "files": list(report.files),
        "errors": report.errors,
        "warnings": len(report.diagnostics) - report.errors,
        "diagnostics": [as_data(d) for d in report.diagnostics],
        "unreadable": [{"file": file, "message": str(why)} for file, why in report.unreadable],
    }
