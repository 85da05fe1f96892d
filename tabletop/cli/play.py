"""`tabletop play SEED|DECK`, `run` and `resume`: a session is begun, or gone on with."""

import argparse
import secrets
import sys
from io import StringIO
from pathlib import Path
from typing import Final

from tabletop.authoring.export.translation import load_in
from tabletop.authoring.library import Loaded
from tabletop.authoring.text.render import rendered
from tabletop.bots.seats import (
    SeatError,
    Seats,
    bots_only,
    checked_bot,
    dealt,
    seats_with,
    usual_seats,
)
from tabletop.cli.deck_check import status_of
from tabletop.cli.language import configure_language
from tabletop.cli.plain.show import results
from tabletop.cli.terminal import Stop, configure_screen, is_coloured, keep_terminal, open_screen
from tabletop.journal.model import MAIN, Source
from tabletop.journal.saves import new_path
from tabletop.language.ids import METHODS, Method
from tabletop.table.branch import LineError
from tabletop.table.session import Session


def configure_play(parser: argparse.ArgumentParser) -> None:
    configure_start(parser)
    parser.add_argument(
        "--seat",
        metavar="SEAT=PLAYER",
        action="append",
        default=[],
        help="who plays a seat, as in japan=human or us=bot:steady; may be given again",
    )
    parser.add_argument("--method", choices=METHODS, help="how moves are adjudicated")
    parser.add_argument(
        "--rehearse",
        action="store_true",
        default=None,
        help="begin with a turn zero that does not count",
    )
    configure_page(parser)


def configure_page(parser: argparse.ArgumentParser) -> None:
    """Add how the table is shown to *parser*."""
    parser.add_argument("--plain", action="store_true", help="in lines of text, not on a screen")
    configure_screen(parser)


def run_play(args: argparse.Namespace) -> int:
    if not args.plain:
        keep_terminal()
    loaded = playable(args.start, args.language)
    assert loaded.deck is not None
    try:
        seats = seats_with(loaded.deck, usual_seats(loaded.deck, loaded.seed), args.seat)
    except SeatError as wrong:
        raise Stop(str(wrong)) from wrong
    session = begun(
        loaded,
        seats,
        entropy=args.entropy,
        save=args.save,
        method=args.method,
        rehearsal=args.rehearse,
    )
    return open_table(session, plain=args.plain, ascii_only=args.ascii)


ENTROPY_BITS: Final = 63
MOST_ENTROPY: Final = 2**64 - 1


def configure_start(parser: argparse.ArgumentParser, nargs: str | None = None) -> None:
    """Add what a new session is made of to *parser*."""
    parser.add_argument("start", metavar="SEED|DECK", nargs=nargs, help="a name, or a file")
    parser.add_argument("--save", metavar="FILE", type=Path, help="where the session is kept")
    parser.add_argument(
        "--entropy",
        metavar="N",
        type=entropy,
        help="the number behind the dice; same number, same luck",
    )
    configure_language(parser)


def entropy(text: str) -> int:
    """Return *text* as entropy, from 0 to `MOST_ENTROPY`."""
    if text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= MOST_ENTROPY:
        return int(text)
    raise argparse.ArgumentTypeError(f"entropy is a whole number from 0 to {MOST_ENTROPY}")


def new_entropy() -> int:
    """Return entropy that nobody can foresee."""
    return secrets.randbits(ENTROPY_BITS)


def playable(name: str, language: str = "") -> Loaded:
    """
    Return what *name* means, its words in *language*, if it can be played.

    Raises:
        Stop: If it has errors; they are on stderr by then.
        TabletopError: If there is no such seed or deck, or it cannot be opened.
    """
    found = load_in(name, language)
    loaded = found.loaded
    if loaded.deck is None:
        colour = is_coloured(sys.stderr)
        print(rendered(loaded.diagnostics, loaded.sources, colour=colour), file=sys.stderr)
        raise Stop(f"{name} cannot be played as it stands", status_of(loaded.diagnostics))
    if found.left:
        passages = "1 passage is" if found.left == 1 else f"{found.left} passages are"
        print(f"{passages} not translated, or changed since.", file=sys.stderr)
    return loaded


def begun(
    loaded: Loaded,
    seats: Seats,
    *,
    entropy: int | None,
    save: Path | None,
    method: Method | None = None,
    rehearsal: bool | None = None,
) -> Session:
    """Return a new session of what was *loaded*, its save on the disk."""
    assert loaded.deck is not None, "playable() was asked first"
    deck = dealt(loaded.deck, loaded.seed, seats, method=method, rehearsal=rehearsal)
    name = loaded.seed.id if loaded.seed else deck.id
    return Session.start(
        deck,
        seats,
        seed=loaded.seed,
        entropy=new_entropy() if entropy is None else entropy,
        path=save or new_path(name),
        sources=kept_sources(loaded),
    )


def kept_sources(loaded: Loaded) -> tuple[Source, ...]:
    """Return the texts behind *loaded* as a save keeps them: the seed's, then the deck's."""
    *seeds, deck = loaded.sources.values()
    return (
        *(Source.of("seed", seed.name, seed.text) for seed in seeds),
        Source.of("deck", deck.name, deck.text),
    )


def configure_run(parser: argparse.ArgumentParser) -> None:
    configure_start(parser, nargs="?")
    parser.add_argument("--bots", metavar="NAME", help="the bot in every seat")
    parser.add_argument(
        "--acks", action="store_true", help="print `ACK n` once frame n is on the disk"
    )
    parser.add_argument(
        "--continue", dest="continued", metavar="SAVE", type=Path, help="go on with a saved session"
    )


def run_run(args: argparse.Namespace) -> int:
    try:
        session = opened(args)
    except SeatError as wrong:
        raise Stop(str(wrong)) from wrong
    with session:
        if session.repaired:
            print(f"{session.path}: a torn last record was cut off.", file=sys.stderr)
        while frame := session.step(everything=True):
            if args.acks:
                print(f"ACK {frame.number}", flush=True)
        if not session.state.is_over:
            seat = session.awaited()[0].seat
            raise Stop(f"{seat} is played by a person; --bots NAME lets a bot take over")
        if not args.acks:
            for line in results(session):
                print(line)
    print(f"Kept in {session.path}", file=sys.stderr)
    return 0


def opened(args: argparse.Namespace) -> Session:
    """Return the session that *args* ask for: a new one, or one that is gone on with."""
    if args.continued:
        if args.start or args.save or args.entropy is not None:
            raise Stop("--continue takes a save, and nothing that begins a session")
        stand_ins = checked_bot(args.bots) if args.bots else ""
        return Session.resume(args.continued, stand_ins=stand_ins)
    if not args.start:
        raise Stop("name a seed or a deck, or a save with --continue")
    loaded = playable(args.start, args.language)
    deck = loaded.deck
    assert deck is not None
    seats = bots_only(deck, loaded.seed, args.bots or "")
    return begun(loaded, seats, entropy=args.entropy, save=args.save)


def configure_resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")
    parser.add_argument(
        "--line",
        metavar="NAME",
        default=MAIN,
        help="the what-if of this name; else the session as it is played",
    )
    configure_page(parser)


def run_resume(args: argparse.Namespace) -> int:
    if not args.plain:
        keep_terminal()
    try:
        session = Session.resume(args.save, line=args.line)
    except LineError as wrong:
        raise Stop(str(wrong)) from wrong
    if session.repaired:
        lost = f"{session.repaired} bytes of a record that was never finished were cut off"
        print(f"tabletop: {session.path}: {lost}", file=sys.stderr)
    return open_table(session, plain=args.plain, ascii_only=args.ascii)


def open_plain(session: Session, *, ascii_only: bool) -> int:
    """Play *session* in lines on standard input and output; return the exit status."""
    from tabletop.cli.plain.prompt import Console
    from tabletop.cli.plain.table import PlainTable

    # Either is None where whoever called us closed it.
    reads, writes = sys.stdin or StringIO(), sys.stdout or StringIO()
    PlainTable(session, Console(reads, writes, ascii_only=ascii_only)).play()
    return 0


def open_table(session: Session, *, plain: bool, ascii_only: bool) -> int:
    """Open *session* the one way or the other; its save is let go of when it is left."""
    with session:
        if plain:
            return open_plain(session, ascii_only=ascii_only)
        return open_screen(session, ascii_only=ascii_only)
