"""`tabletop run SEED|DECK`: a session without a screen, every seat played by a bot."""

import argparse
import sys
from pathlib import Path

from tabletop.bots.seats import SeatError, bots_only, checked_bot
from tabletop.cli.plain.wash import results
from tabletop.cli.starting import begun, configure_start, playable
from tabletop.cli.stop import Stop
from tabletop.table.session import Session


def configure(parser: argparse.ArgumentParser) -> None:
    configure_start(parser, nargs="?")
    parser.add_argument("--bots", metavar="NAME", help="the bot in every seat")
    parser.add_argument(
        "--acks", action="store_true", help="print `ACK n` once frame n is on the disk"
    )
    parser.add_argument(
        "--continue", dest="continued", metavar="SAVE", type=Path, help="go on with a saved session"
    )


def run(args: argparse.Namespace) -> int:
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
