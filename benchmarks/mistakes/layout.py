"""Y, S and N: the file, its fields, its names."""

from benchmarks.mistakes.ground import HERE, Ground, Mistake, card, part, swapped
from tabletop.authoring.text.read import CAP

LINE = r"^    (kind|title|by|cost|needs|effects|text|chance|success): (?=[a-z0-9A-Z])"
FREE = "^    (title): ([A-Za-z][A-Za-z ]+)$"


def misspelt(ground: Ground) -> str | None:
    """Return the deck with a letter of a field's name left out or turned round."""
    names = ("kind", "title", "needs", "effects", "success", "chance", "posture", "cost", "offer")
    name = ground.rng.choice(names)
    at = ground.rng.randrange(1, len(name) - 1)
    odd = name[:at] + name[at + 1 :]
    if ground.rng.random() < 0.5:
        odd = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return None if odd == name else ground.swap(rf"^    {name}:", f"    {odd}:")


def unknown(ground: Ground) -> str | None:
    """Return the deck with a slip in the name of a track that a rule uses."""
    track = ground.rng.choice([t.id for t in ground.deck.tracks])
    at = ground.rng.randrange(1, len(track))
    odd = f"{track[:at]}{track[at + 1 :]}q"
    rule = r"^(\s+(?:- |(?:needs|effects|success|failure|when|test|cost|chance): ).*?)"
    return ground.swap(rf"{rule}(?<![\w.]){track}(?![\w.:])", rf"\g<1>{HERE}{odd}")


def without(ground: Ground) -> str | None:
    """Return the deck with a card that lacks what it must have."""
    name = ground.rng.choice(("kind", "title", "by"))
    found = ground.swap(rf"^  (\w+):\n((?:    .*\n)*?)    {name}: .*\n", rf"  {HERE}\1:\n\2")
    return found if found and ground.text.index("cards:") < found.index(HERE) else None


def unended(ground: Ground) -> str | None:
    return ground.swap(r"^    title: ([A-Za-z][^\n:#\"']*)$", rf'    {HERE}title: "\1')


def shifted(ground: Ground) -> str | None:
    """Return the deck with a field that is indented unlike its neighbours."""
    return ground.swap(r"^    (by|cost|needs|chance): (.*)$", rf"   {HERE}\1: \2")


def again(ground: Ground) -> str | None:
    return ground.swap(r"^    (kind|title|by): (.*)$", rf"    \1: \2\n    {HERE}\1: \2")


def nested(ground: Ground) -> str | None:
    return ground.top(f"sources: {HERE}{'[' * 20}x{']' * 20}\n")


def crowded(ground: Ground) -> str:
    """Return the deck behind a list that is too long by one item."""
    # The fields of the file, "sources" and the list are counted as well.
    return "sources:\n" + "  - a\n" * 99_997 + f"  {HERE}- a\n{ground.text}"


MISTAKES = (
    Mistake("Y001", lambda g: HERE + g.text + "#" * CAP, most=2),
    Mistake("Y002", lambda g: g.swap(FREE, "    title: Caf\u00e9"), encoding="latin-1"),
    swapped("Y003", FREE, f"    title: {HERE}\x1b\\2"),
    swapped("Y003", FREE, f"    title: {HERE}\\2\x00"),
    swapped("Y004", r"^    (kind|by|cost): ", "\t\\1: "),
    swapped("Y004", FREE, "    title: \\2: the long one"),
    swapped("Y004", r"^    by: (\w+)$", "    by: [\\1"),
    swapped("Y004", r"^    (title|kind|by): (\w+)", "    \\1 = \\2", "S102", "S103"),
    Mistake("Y004", unended),
    Mistake("Y004", shifted),
    Mistake("Y005", nested),
    Mistake("Y006", crowded, most=2),
    swapped("Y007", FREE, "    title: !\\2"),
    swapped("Y007", FREE, "    title: *\\2"),
    swapped("Y007", FREE, "    title: &a \\2"),
    swapped("Y008", r"^(cards|tracks):", f"{HERE}---\n\\1:"),
    swapped("S101", r"^deck: .*\n(\w+:)", f"{HERE}\\1"),
    Mistake("S102", misspelt),
    card("S102", "colour: blue"),
    Mistake("S103", without),
    swapped("S103", r"^    (kind|title|by): .*$", "    \\1:"),
    part("S103", "tracks", "  weather: {name: Weather, range: 0 to 3}\n"),
    Mistake("S104", again),
    card("S105", "needs: {<t>: 3}", lacking="needs"),
    swapped("S105", r"^    title: (\w.*)$", "    title: [a, b]"),
    card("S105", "effects: [[<t> +1]]", lacking="effects"),
    card("S106", "copies: two", lacking="copies once"),
    swapped("S106", r"^    turn: (\d+)", "    turn: soon"),
    card("S107", "copies: 500", lacking="copies once"),
    swapped("S107", r"^    range: (-?\d+) to (-?\d+)", "    range: \\2 to \\1"),
    swapped("S107", r"^    start: \d+$", "    start: 99"),
    swapped("S108", r"^    kind: \w+$", "    kind: depoly"),
    card("S108", "posture: hidden", lacking="posture exposed if_seen seen_by"),
    card("S108", "returns: sometime", lacking="returns once"),
    swapped("S108", r"^    range: (-?\d+) to (-?\d+)", "    range: \\1-\\2"),
    card("S109", f"once: yes\n{HERE}copies: 2", lacking="once copies returns"),
    card("S109", f"stands: until recalled\n{HERE}lasts: 2 turns", lacking="stands lasts"),
    card("S110", "arrival: <t> +1", lacking="arrives"),
    card("S110", "each_turn: <t> +1", lacking="stands lasts arrives"),
    card("S110", "seen_by: <q>", lacking="posture"),
    swapped("S111", FREE, f"    {HERE}title: \\2\u200b"),
    swapped("S111", FREE, f"    {HERE}title: \\2\u202e"),
    swapped("S112", FREE, f"    title: {'very ' * 60}long"),
    part(
        "S112",
        "injects",
        f"  odd:\n    title: Odd\n    turn: 2\n    {HERE}choices:\n"
        "      one: {title: One, effects: <t> +1}\n",
    ),
    card(
        "S113",
        "effects: {open: <t> +1, <u> +1}\nposture: open or covert",
        lacking="effects posture",
    ),
    card("S114", "image: boats.png", lacking="image"),
    card("S115", "discuss: Why?  # ok: M312 it was like this", lacking="discuss"),
    Mistake("N201", unknown),
    swapped("N201", r"^    by: [a-z]\w*$", "    by: nobodyx"),
    card("N201", "unlocked_by: no_such_card", lacking="unlocked_by"),
    part("N202", "injects", f"  {HERE}<t>:\n    title: Odd\n    turn: 2\n"),
    part("N203", "injects", "  Odd-One:\n    title: Odd\n    turn: 2\n"),
    part("N203", "cards", "  Odd Card: {kind: signal, title: Odd, by: <p>}\n"),
    part("N204", "cards", "  open: {kind: signal, title: Odd, by: <p>}\n"),
    card("N205", "unlocked_by: <t>", lacking="unlocked_by"),
    swapped("N205", r"^    by: [a-z]\w*$", "    by: <t>"),
    swapped("N206", r"^    by: ([a-z]\w*)$", "    by: \\1, \\1"),
    Mistake(
        "N207",
        lambda g: f"seed: odd\ntitle: Odd\n{HERE}deck: {g.deck.id[:-1]}q\n",
        is_seed=True,
        most=100,
    ),
    Mistake(
        "N208",
        lambda g: (
            f"seed: odd\ntitle: Odd\ndeck: {g.deck.id}\nseats:\n"
            f"  {HERE}{g.deck.actors[0].id}: {{play: bot cautios}}\n"
        ),
        is_seed=True,
        most=100,
    ),
    Mistake(
        "M305",
        lambda g: (
            f"seed: odd\ntitle: Odd\ndeck: {g.deck.id}\nhands:\n  {HERE}{g.card.by[0]}: "
            f"[{', '.join([g.card.id] * (g.card.copies + 1))}]\n"
        ),
        is_seed=True,
        most=100,
    ),
)
