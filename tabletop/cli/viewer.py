"""`tabletop replay SAVE` on a screen: the viewer."""

import argparse

from tabletop.cli.stop import told
from tabletop.cli.terminal import keep_terminal, nothing_discarded


def view(args: argparse.Namespace) -> int:
    """Show the save that *args* name; return the exit status once the viewer is left."""
    keep_terminal("replay SAVE --plain reads a session as text")
    with nothing_discarded():
        from tabletop.replay.cursor import Entrance
        from tabletop.tui.reviewing import run
    entrance = Entrance(args.at, args.seat, args.line or "")
    return told(*run(args.save, entrance, plain_characters=args.ascii))
