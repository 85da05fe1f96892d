"""`tabletop` without a verb: the lobby."""

import argparse


def run(args: argparse.Namespace) -> int:
    from tabletop.cli.terminal import keep_terminal, open_screen

    keep_terminal()
    return open_screen(None, ascii_only=args.ascii)
