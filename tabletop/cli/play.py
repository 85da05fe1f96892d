"""`tabletop play SEED|DECK`: start a session at once."""

import argparse

from tabletop.bots.seats import SeatError, seats_with, usual_seats
from tabletop.cli.screen import open_table
from tabletop.cli.starting import begun, configure_start, playable
from tabletop.cli.stop import Stop
from tabletop.cli.terminal import configure_screen, keep_terminal
from tabletop.language.ids import METHODS


def configure(parser: argparse.ArgumentParser) -> None:
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


def run(args: argparse.Namespace) -> int:
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
