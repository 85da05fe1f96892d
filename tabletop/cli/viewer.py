"""`tabletop replay SAVE` on a screen: the viewer."""

import argparse
import gc
import sys

from tabletop.cli.terminal import keep_terminal
from tabletop.game.clean import PAGE, clean_line


def view(args: argparse.Namespace) -> int:
    """Show the save that *args* name; return the exit status once the viewer is left."""
    keep_terminal("replay SAVE --plain reads a session as text")
    # As for the lobby, Textual comes last and nothing that it makes is looked through for garbage.
    gc.disable()
    from tabletop.tui.reviewing import run
    from tabletop.tui.screens.entering import Wanted

    gc.freeze()
    gc.enable()
    wanted = Wanted(args.at, args.seat, args.line or "")
    status, trouble = run(args.save, wanted, plain_characters=args.ascii)
    if trouble:
        print(f"tabletop: {clean_line(trouble, PAGE)}", file=sys.stderr)
    return status
