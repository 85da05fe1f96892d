"""`tabletop deck explain CODE`: what a code means, an example, and the example put right."""

import argparse

from tabletop.authoring.explain import as_list, as_markdown, as_text, like, page_of
from tabletop.authoring.text.findings import quoted
from tabletop.cli.terminal import Stop


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="CODE", nargs="?", help="such as N201; without one, all codes are listed"
    )
    parser.add_argument(
        "--markdown", action="store_true", help="print every page as one Markdown document"
    )


def run(args: argparse.Namespace) -> int:
    """Print one page, the list of all, or all pages."""
    if args.markdown:
        print(as_markdown(), end="")
        return 0
    if args.code is None:
        print(as_list(), end="")
        return 0
    page = page_of(args.code)
    if page is None:
        near = like(args.code)
        hint = f'did you mean "{near}"?' if near else "`tabletop deck explain` lists them all"
        raise Stop(f"no problem has the code {quoted(args.code)}; {hint}")
    print(as_text(page), end="")
    return 0
