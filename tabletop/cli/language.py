"""The option that asks for a deck in another language."""

import argparse

from tabletop.authoring.export.translation import LANGUAGE


def configure_language(parser: argparse.ArgumentParser) -> None:
    """Add in which translation a deck is read to *parser*."""
    parser.add_argument(
        "--language",
        metavar="LANGUAGE",
        default="",
        type=language,
        help="in a translation that `deck translate` has begun, such as ja",
    )


def language(text: str) -> str:
    """Return *text* as the code of a language; "" is the deck's own."""
    if not text or LANGUAGE.fullmatch(text):
        return text
    raise argparse.ArgumentTypeError("a language is named by its code, such as ja, fr or pt-BR")
