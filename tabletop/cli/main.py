"""
The way in: finds the verb, imports its file alone, and turns trouble into an exit status.

0 all well; 1 the thing looked at has problems; 2 wrong usage; 3 a save was readable only up to a
point; 4 a file was refused; 5 the world failed, or this program did.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from typing import Final, NamedTuple, NoReturn

from tabletop import __version__
from tabletop.cli.terminal import Stop, open_lobby
from tabletop.errors import TabletopError
from tabletop.game.clean import clean_line

VERBS: Final = {
    "play": "start a session from a seed or a deck",
    "resume": "go on with a session where it stopped",
    "watch": "show a session on a second screen, with nothing secret, while it is played",
    "run": "let bots play a session without a screen",
    "replay": "look at a saved session at any frame; or have it as text, or as a film",
    "verify": "check a save, and decide every frame of it again",
    "repair": "keep a save's damaged tail aside, then cut it",
    "deck new": "begin a deck of your own with a whole small game",
    "deck edit": "write a deck on the workbench, with its cards and mistakes beside it",
    "deck check": "find what is wrong in decks and seeds",
    "deck explain": "say what a code of the check means, with an example",
    "deck print": "set cards, boards, aids and briefs for paper, as a PDF",
    "deck sheet": "write a deck into a spreadsheet, or bring one back into its deck",
    "deck translate": "keep the words of a deck in another language, in a file of their own",
    "deck schema": "print the JSON Schema with which editors complete and explain fields",
    "deck show": "read a deck as people would",
}
"""
A verb is `configure(parser)` and `run(args)` in `tabletop.cli.VERB`, blanks as underscores.

Verbs that share a module, `SHARED`, have their name behind these: `configure_run`, `run_run`.
"""

SHARED: Final = {
    "play": "play",
    "resume": "play",
    "run": "play",
    "verify": "verify",
    "repair": "verify",
}

GROUPS: Final = {"deck": "look after decks and seeds"}

LONGEST: Final = 2_000
"""Characters of a message."""

ABOUT: Final = "A companion for seminar wargames. Without a verb it opens the lobby."


class CommandParser(argparse.ArgumentParser):
    """A parser that answers wrong usage with one sentence."""

    def error(self, message: str) -> NoReturn:
        said = message[:1].lower() + message[1:]
        self.exit(2, f"{self.prog}: {said}. `{self.prog} --help` says more.\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what *argv* asks and return the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # What a terminal cannot say becomes a question mark; the rest is said all the same.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        status = obey(words)
        if sys.stdout:  # None where whoever called us closed it
            sys.stdout.flush()
    except BrokenPipeError:
        silence()  # whoever read us has seen enough
        return 0
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except Stop as stop:
        print(f"tabletop: {clean_line(stop.sentence, LONGEST)}", file=sys.stderr)
        return stop.status
    except TabletopError as trouble:
        print(f"tabletop: {clean_line(str(trouble), LONGEST)}", file=sys.stderr)
        return trouble.exit_status
    except OSError as trouble:
        with suppress(OSError):
            print(f"tabletop: {trouble.strerror or trouble}", file=sys.stderr)
        silence()
        return 5
    except Exception as fault:  # noqa: BLE001 - where a fault of ours ends, wherever it rose
        from tabletop.cli.faults import keep_fault

        print(f"tabletop: {clean_line(keep_fault(fault), LONGEST)}", file=sys.stderr)
        return 5
    return status


def silence() -> None:
    """Let nothing more be written: Python would complain once again while it closes stdout."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def obey(words: Sequence[str]) -> int:
    """Parse *words*, run the verb they name and return its exit status."""
    wanted = verb_of(words)
    if not wanted:
        keep_known(words)
    verb = import_verb(wanted) if wanted else None
    args, unknown = parser(wanted, verb).parse_known_args(words)
    if unknown:
        # The verb's own help says which options there are, not the one of all verbs.
        whole = f"tabletop {wanted}".rstrip()
        CommandParser(prog=whole).error(f"unrecognized arguments: {' '.join(unknown)}")
    return verb.run(args) if verb else open_lobby(args)


def verb_of(words: Sequence[str]) -> str:
    """Return the verb that *words* begin with, of one word or two, or "" when they name none."""
    named = [word for word in words if not word.startswith("-")]
    return next((v for v in (" ".join(named[:2]), " ".join(named[:1])) if v in VERBS), "")


def keep_known(words: Sequence[str]) -> None:
    """
    Let *words* pass that name no verb at all, or only a group.

    Raises:
        Stop: If their first names a verb that does not exist.
    """
    typed = " ".join([word for word in words if not word.startswith("-")][:2])
    first = typed.split(" ")[0]
    if not first or typed in GROUPS:
        return
    # An unknown verb gets its sentence here, for argparse would call it an invalid choice.
    known = [verb for verb in VERBS if first not in GROUPS or verb.startswith(f"{first} ")]
    near = get_close_matches(typed if first in GROUPS else first, known, 1)
    hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(known)}"
    raise Stop(f'there is no verb "{clean_line(typed if first in GROUPS else first, 40)}"; {hint}')


class Verb(NamedTuple):
    """What a verb takes, and what it does."""

    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def import_verb(verb: str) -> Verb:
    """Return the verb of this name, whose module alone is imported."""
    module = import_module(f"tabletop.cli.{SHARED.get(verb, verb.replace(' ', '_'))}")
    end = f"_{verb}" if verb in SHARED else ""
    return Verb(getattr(module, f"configure{end}"), getattr(module, f"run{end}"))


def parser(wanted: str, verb: Verb | None) -> CommandParser:
    """Return the parser of every verb's name, and of the options of the one that is *wanted*."""
    top = CommandParser(prog="tabletop", description=ABOUT)
    top.add_argument("--version", action="version", version=f"tabletop {__version__}")
    top.add_argument("--ascii", action="store_true", help="draw with plain characters")
    verbs = top.add_subparsers(title="verbs", metavar="VERB", parser_class=CommandParser)
    groups = {}
    for group, about in GROUPS.items():
        within = verbs.add_parser(group, help=about, description=sentence(about))
        groups[group] = within.add_subparsers(
            title="verbs", metavar="VERB", parser_class=CommandParser, required=True
        )
    for name, about in VERBS.items():
        *group_of, last = name.split()
        inside = groups[group_of[0]] if group_of else verbs
        own = inside.add_parser(last, help=about, description=sentence(about))
        if name == wanted and verb is not None:
            verb.configure(own)
    return top


def sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


if __name__ == "__main__":
    sys.exit(main())
