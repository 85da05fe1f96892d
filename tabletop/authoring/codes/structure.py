"""S: fields, and what stands in them."""

from typing import Final

from tabletop.authoring.codes.page import HARBOUR, Page

PAGES: Final = (
    Page(
        "S101",
        'The first line of a file says what it is: "deck:" and a name, or "seed:" and a name. '
        "Sessions and seeds call it by that name.",
        HARBOUR.replace("deck: harbour\n", ""),
        HARBOUR,
        "file",
    ),
    Page(
        "S102",
        "Nothing of this kind has a field of this name, so what stands there would be silently "
        "ignored. It is a slip of the pen, or it stands one level too far out or in.",
        "postur: covert\n",
        "posture: covert\n",
    ),
    Page(
        "S103",
        "A field that must be there is missing, or nothing stands in it. The program invents "
        "nothing: how high a track stands at the start is for you to say.",
        "tracks:\n  fuel: {name: Fuel, range: 0 to 5}\n",
        "tracks:\n  fuel: {name: Fuel, range: 0 to 5, start: 5}\n",
        "deck",
    ),
    Page(
        "S104",
        "The same field stands twice in one place. Only one of the two could count, and nobody can "
        "tell which you meant. Of a section given twice, put both under one.",
        "copies: 1\ncopies: 2\n",
        "copies: 2\n",
    ),
    Page(
        "S105",
        "A field holds a list or further fields where plain text belongs, or the other way round.",
        "cost: {capital: 1}\n".replace("cost", "needs"),
        "needs: capital >= 1\n",
    ),
    Page(
        "S106",
        "A whole number belongs here: no word, no fraction, no unit.",
        "copies: two\n",
        "copies: 2\n",
    ),
    Page(
        "S107",
        "The number is smaller or larger than what can stand here. The help names both ends.",
        "copies: 50\n",
        "copies: 5\n",
    ),
    Page(
        "S108",
        "Only a few words, or numbers in a certain form, can stand in this field.",
        "posture: hidden\n",
        "posture: covert\n",
    ),
    Page(
        "S109",
        "Two fields contradict each other, such as a piece that stands until it is recalled and "
        "lasts three turns.",
        "stands: until recalled\nlasts: 3 turns\n",
        "lasts: 3 turns\n",
    ),
    Page(
        "S110",
        "A field is of no use without another. A piece takes effect each turn only if the card "
        "leaves a piece on the table.",
        "each_turn: tension +1\n",
        "each_turn: tension +1\nlasts: 3 turns\n",
    ),
    Page(
        "S111",
        "The text holds a character that no screen shows, such as a zero-width space or a sign "
        "that turns the direction of writing. It came with text from the web. It is left out.",
        'text: "Boats go out\\u200b at dawn."\n',
        'text: "Boats go out at dawn."\n',
    ),
    Page(
        "S112",
        "There are more items than fit, or fewer than make sense, or a text is longer than the "
        "place where it is shown.",
        "injects:\n  storm:\n    title: Storm\n    turn: 2\n    choices:\n"
        "      stay: {title: Stay, effects: tension +1}\n",
        "injects:\n  storm:\n    title: Storm\n    turn: 2\n    choices:\n"
        "      stay: {title: Stay, effects: tension +1}\n"
        "      leave: {title: Leave, effects: tension -1}\n",
        "deck",
    ),
    Page(
        "S113",
        "Inside braces a comma begins a new field, so a second effect there is taken for the name "
        "of one. Put the effects of a side in quotes, or write them as a list.",
        "effects: {open: trust +1, tension +1}\n",
        'effects: {open: "trust +1, tension +1"}\n',
    ),
    Page(
        "S114",
        'Some people at the table cannot see a picture. A sentence in "alt" tells them what is '
        "on it.",
        "image: boats.png\n",
        "image: boats.png\nalt: Two grey boats leave a harbour at dawn.\n",
    ),
    Page(
        "S115",
        'A remark such as "# ok: M308 the umpire may rule so" silences one warning on its line, '
        "or, alone on a line, on the next. It names one code and gives the reason. This one gives "
        "none, names no code, or there is nothing to silence any more. Errors are never silenced.",
        "# ok: S114 the picture is only an ornament\ncopies: 2\n",
        "copies: 2\n",
    ),
)
