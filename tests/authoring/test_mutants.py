"""Mutated decks by the thousand: each leaves diagnostics, and nothing else."""

import json
from pathlib import Path
from random import Random

import pytest

from benchmarks.decks import Good, made
from tabletop.authoring.check.check import checked
from tabletop.authoring.edit.draft import Recheck
from tabletop.authoring.library import Loaded, loaded
from tabletop.authoring.text.read import decode
from tabletop.authoring.text.render import as_data, rendered
from tests.memory import peak_mb

PARTS = 8
MUTANTS = 4_000
LARGEST_MB = 512

BASES = [deck for deck in map(made, range(60)) if len(deck.deck.cards) == 6]
DECK = Path("decks/mutant.yaml")
BITS = (
    *": - ? [ ] { } , & * ! | > ' \" # % @ ` ~ ( ) = + < >".split(" "),
    *"and or not if min( max( turn open covert others. everyone. target. yes no 5% 99999999".split(),
    *("\n", "\r", "\t", "\x00", "\x1b[2J", "\x85", "\u2028", "\u202e", "\u200b", "\u0301" * 9),
    *(
        "\ufeff",
        "\ud7ff",
        "\U0001f3b2",
        "\u3000",
        "\uff1a",
        "---\n",
        "<<: ",
        "\\x41",
        "\\",
        " " * 40,
    ),
    *(
        "deck: ",
        "cards:\n",
        "  x: {",
        "needs: ",
        "effects: ",
        "- ",
        "offer:\n",
        "posture: covert\n",
    ),
)


def mutated(rng: Random, base: Good) -> str:
    """Return *base* after one to six accidents."""
    lines = base.text.splitlines(keepends=True)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(lines))
        line = lines[at]
        column, other = rng.randint(0, len(line)), rng.randrange(len(lines))
        match rng.randrange(10):
            case 0:
                lines[at] = ""
            case 1:
                lines[at] = line * rng.choice((2, 2, 2, 50))
            case 2:
                lines[at], lines[other] = lines[other], line
            case 3 | 4:
                lines[at] = line[:column] + rng.choice(BITS) + line[column:]
            case 5:
                lines[at] = line[:column] + line[column + rng.randint(1, 8) :]
            case 6:
                lines[at] = rng.choice((" ", "  ", "    ", "\t")) + line
            case 7:
                lines[at] = line.lstrip(" ")
            case 8:
                words, others = line.split(" "), lines[other].split()
                words[rng.randrange(len(words))] = rng.choice(others or [""])
                lines[at] = " ".join(words)
            case 9:
                theirs = rng.choice(BASES).text.splitlines(keepends=True)
                start = rng.randrange(len(theirs))
                lines[at:at] = theirs[start : start + rng.randint(1, 5)]
    return "".join(lines)


def look(read: Loaded) -> None:
    """Check what holds of whatever was read."""
    text = rendered(read.diagnostics, read.sources)
    assert text.replace("\n", "").isprintable()
    for diagnostic in read.diagnostics:
        json.dumps(as_data(diagnostic))
        span, source = diagnostic.span, read.sources.get(diagnostic.span.file)
        if source is not None:
            assert span.column + span.length - 1 <= len(source.lines[span.line - 1]) + 1
    assert (read.deck is None) == any(d.severity == "error" for d in read.diagnostics)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_mutated_deck_leaves_diagnostics(part: int, request: pytest.FixtureRequest):
    """
    Nothing else is raised, none takes half a gigabyte, none prints a control character. Every tenth is checked from nothing, the others as they would be while typing.
    """
    many = (request.config.getoption("--mutants") or MUTANTS) // PARTS
    rng = Random(f"mutants/{part}")
    recheck = Recheck(DECK)
    before = peak_mb()
    for n in range(many):
        text = mutated(rng, rng.choice(BASES))
        if n % 10:
            read = recheck.check(text)
        else:
            read = checked(loaded(decode(text.encode("utf-8", "replace"), str(DECK)), DECK))
        look(read)

    # What other tests in this process took before is not of these decks.
    assert peak_mb() - before < LARGEST_MB
