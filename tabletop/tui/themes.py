"""
Four themes. Colours are few and mean something; a sign or a word always says it too.

`$focus` what is yours to do now; `$good` blue and `$bad` orange, told apart by every eye; `$covert`
what not everybody sees; `$quiet` what can wait; `$rule` lines that only divide.
"""

from typing import Final

from textual.theme import Theme

NO_COLOUR: Final = "no colour"
PLAIN: Final = "ansi_default"

MEANINGS: Final = "ink quiet rule focus good bad covert cursor border border-blurred".split()
ANSI: Final = """ansi-background ansi-foreground block-cursor-background block-cursor-foreground
    input-cursor-background input-cursor-foreground input-selection-background
    scrollbar scrollbar-hover scrollbar-active scrollbar-background""".split()


def theme(
    name: str,
    *,
    ground: tuple[str, str, str],
    ink: str,
    quiet: str,
    rule: str,
    focus: str,
    good: str,
    bad: str,
    covert: str,
    cursor: str,
    dark: bool,
) -> Theme:
    """Return a theme; *ground* is the colour behind screens, behind dialogs and behind fields."""
    background, surface, panel = ground
    return Theme(
        name=name,
        primary=focus,
        secondary=good,
        accent=focus,
        warning=bad,
        error=bad,
        success=good,
        foreground=ink,
        background=background,
        surface=surface,
        panel=panel,
        dark=dark,
        variables={
            "ink": ink,
            "quiet": quiet,
            "rule": rule,
            "focus": focus,
            "good": good,
            "bad": bad,
            "covert": covert,
            "cursor": cursor,
            "border": focus,
            "border-blurred": rule,
            "block-cursor-background": cursor,
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "none",
            "input-cursor-background": ink,
            "input-cursor-foreground": background,
            "input-selection-background": cursor,
        },
    )


THEMES: Final = (
    theme(
        "dark",
        ground=("#14181d", "#1c2128", "#262d36"),
        ink="#dde2e8",
        quiet="#939eab",
        rule="#3d4753",
        focus="#e9c46a",
        good="#6cb6ff",
        bad="#ff9d5c",
        covert="#c3a6f0",
        cursor="#2f3a48",
        dark=True,
    ),
    theme(
        "light",
        ground=("#faf8f3", "#ffffff", "#efece4"),
        ink="#23272d",
        quiet="#5d6670",
        rule="#c8c2b4",
        focus="#7a5500",
        good="#0a58a8",
        bad="#a84300",
        covert="#61409f",
        cursor="#e6dfcd",
        dark=False,
    ),
    theme(
        "high contrast",
        ground=("#000000", "#000000", "#000000"),
        ink="#ffffff",
        quiet="#e2e2e2",
        rule="#a0a0a0",
        focus="#ffe14d",
        good="#7cc4ff",
        bad="#ffb066",
        covert="#dcc6ff",
        cursor="#2a3b8f",
        dark=True,
    ),
    # Every meaning keeps its sign, word and weight; the filter takes what colour is left.
    Theme(
        name=NO_COLOUR,
        primary=PLAIN,
        secondary=PLAIN,
        warning=PLAIN,
        error=PLAIN,
        success=PLAIN,
        accent=PLAIN,
        foreground=PLAIN,
        background=PLAIN,
        surface=PLAIN,
        panel=PLAIN,
        ansi=True,
        variables=dict.fromkeys((*MEANINGS, *ANSI), PLAIN),
    ),
)
