"""Diagnostics as SARIF 2.1.0, which editors and code hosts show beside the lines."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final
from urllib.parse import quote

from tabletop import __version__
from tabletop.authoring.codes.catalogue import Page, catalogue
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.source import Span
from tabletop.errors import TabletopError
from tabletop.game.clean import clean_line

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
LONGEST: Final = 1_000
"""Characters of a message."""

Unreadable = Sequence[tuple[str, TabletopError]]


def as_sarif(diagnostics: Sequence[Diagnostic], unreadable: Unreadable) -> dict[str, object]:
    """Return one log with one run; its rules are the codes that occur."""
    codes = sorted({d.code for d in diagnostics})
    notes = [
        {"level": "error", "message": {"text": clean_line(str(why), LONGEST)}}
        for _, why in unreadable
    ]
    run = {
        "tool": {
            "driver": {
                "name": "tabletop",
                "version": __version__,
                "rules": [rule(catalogue().pages[code]) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": not unreadable, "toolExecutionNotifications": notes}
        ],
        "results": [result(d, codes.index(d.code)) for d in diagnostics],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def rule(page: Page) -> dict[str, object]:
    return {
        "id": page.code,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.about},
    }


def result(diagnostic: Diagnostic, rule_index: int) -> dict[str, object]:
    message = clean_line(diagnostic.message, LONGEST)
    if diagnostic.help:
        message += f". Help: {clean_line(diagnostic.help, LONGEST)}"
    found: dict[str, object] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": diagnostic.severity,
        "message": {"text": message},
        "locations": [{"physicalLocation": place(diagnostic.span)}],
    }
    if second := diagnostic.second:
        label = {"text": clean_line(second.label)}
        found["relatedLocations"] = [
            {"id": 1, "physicalLocation": place(second.span), "message": label}
        ]
    if diagnostic.fix:
        changes = [
            {"deletedRegion": region(edit.span), "insertedContent": {"text": edit.text}}
            for edit in diagnostic.fix
        ]
        change = {"artifactLocation": artifact(diagnostic.span), "replacements": changes}
        found["fixes"] = [
            {"description": {"text": "mend it"}, "artifactChanges": [change]},
        ]
    return found


def place(span: Span) -> dict[str, object]:
    return {"artifactLocation": artifact(span), "region": region(span)}


def artifact(span: Span) -> dict[str, str]:
    """Return the file of *span* as a URI: relative as it was given, or absolute."""
    path = PurePath(span.file)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def region(span: Span) -> dict[str, int]:
    """Return where *span* is; its end is the column after its last character."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endColumn": span.column + span.length,
    }
