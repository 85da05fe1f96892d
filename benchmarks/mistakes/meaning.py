"""M: what is well written and cannot be meant."""

from benchmarks.mistakes.ground import HERE, Ground, Mistake, card, part, swapped

VEIL = "  veil: {name: Veil, range: 0 to 9, start: 4, seen_by: facilitator}\n"
ODD = "  odd:\n    title: Odd\n"
STORM = (
    f"{ODD}    turn: 2\n    choices:\n      one: {{title: One, effects: <t> +1}}\n      {HERE}two: "
)
TALK = "  odd:\n    kind: negotiate\n    title: Odd\n    by: <p>\n"


def hidden(ground: Ground, written: str, *, lacking: str) -> str | None:
    """Return the deck with a field that reads a track which nobody sees."""
    found = ground.field(written, lacking=tuple(lacking.split()))
    return found and found.replace("\ntracks:\n", f"\ntracks:\n{VEIL}", 1)


def bystander(ground: Ground) -> str | None:
    """Return the deck with an actor for whom there is no card."""
    if any(len(card.by) == len(ground.deck.actors) for card in ground.deck.cards):
        return None
    return ground.entry("actors", "  bystander: The Bystander\n")


def circle(ground: Ground) -> str | None:
    """Return the deck with two cards that wait for each other."""
    if len(ground.deck.cards) < 2:
        return None
    return ground.entry(
        "cards",
        "  odd_one:\n    kind: signal\n    title: Odd\n    by: <p>\n"
        f"    {HERE}unlocked_by: odd_two\n"
        "  odd_two:\n    kind: signal\n    title: Even\n    by: <p>\n    unlocked_by: odd_one\n",
    )


def sure(ground: Ground) -> str | None:
    """Return the deck with a card that lost its odds and kept its failure."""
    return ground.swap(r"^    chance: .*\n((?:    success: .*\n)?    )(failure:)", rf"\1{HERE}\2")


def raised_only(ground: Ground) -> str:
    """Return the deck with a track that only rises, and an ending that waits for it."""
    for section, entry in (
        ("endings", "  boils:\n    title: Boils\n    when: heat >= 8\n"),
        ("injects", f"{ODD}    turn: 2\n    effects: heat +2\n"),
    ):
        ground.text = ground.entry(section, entry).replace(HERE, "")
    return ground.entry("tracks", "  heat: {name: Heat, range: 0 to 9, start: 1}\n")


def dominated(ground: Ground) -> str:
    """Return the deck with a card that does what another does, for more."""
    most = max(1, ground.deck.moves.most)
    body = "kind: signal, title: Odd, by: <p>, effects: <t> +1"
    return ground.entry(
        "cards",
        f"  odd_one: {{{body}, cost: <o> 1, copies: {most}}}\n"
        f"  {HERE}odd_two: {{{body}, cost: <o> 2}}\n",
    )


PLAIN = "offer targets"
MISTAKES: tuple[Mistake, ...] = (
    Mistake("M301", lambda g: hidden(g, "needs: veil >= 3", lacking="")),
    Mistake("M301", lambda g: hidden(g, "chance: 50% + 5% * veil", lacking="chance")),
    Mistake("M302", circle),
    card("M303", "targets: <p>", lacking=PLAIN),
    card("M304", "effects: {open: <t> +1, covert: <t> -1}", lacking="posture"),
    part("M306", "piles", "  odd: {draw: 1}\n"),
    part("M307", "injects", STORM + "{title: Two, effects: <t> +1}\n"),
    Mistake("M308", sure),
    card("M308", "failure: <t> -1", lacking="chance failure"),
    part(
        "M309",
        "tracks",
        "  heat:\n    name: Heat\n    range: 0 to 9\n    start: 1\n    bands:\n"
        f"      low: 0 to 5\n      {HERE}high: 5 to 9\n",
    ),
    Mistake(
        "M310",
        lambda g: hidden(
            g,
            f"offer:\n  to: <q>\n  {HERE}needs: veil >= 3\n  accepted: <t> +1",
            lacking=f"{PLAIN} stands lasts arrives unlocked_by",
        ),
    ),
    part(
        "M311",
        "cards",
        f"  odd_one: {{kind: signal, title: Odd, by: <p>}}\n"
        f"  odd_two: {{{HERE}kind: signal, title: Even, by: <p>, effects: <t> +odd_one}}\n",
    ),
    card("M312", "needs: <t> >= <low>"),
    card("M312", "needs: <t> >= <mid> or <t> <= <mid>"),
    card("M313", "needs: <t> > <high>"),
    card("M313", "needs: <t> < <mid> and <t> > <mid>"),
    swapped("M313", r"^(    needs: \w+ >=) \d+$", "\\1 99"),
    card("M313", "effects: <t> +1 if covert", lacking="posture"),
    card("M314", "effects: <t> +0"),
    swapped("M314", r"^(    effects: \w+ [+-])\d$", "\\g<1>0"),
    card("M315", "effects: <t> +<size>"),
    card("M315", "effects: <t> = <above>"),
    card("M315", "effects: <t> +1 if <t> = <high>"),
    swapped("M316", r"^(    chance:) \d+%$", "\\1 100%"),
    card("M316", "chance: 100% + 5% * <o>\nsuccess: <t> +1", lacking="chance success failure"),
    card("M317", "cost: <o> <dear>"),
    card(
        "M318",
        f"lasts: 2 turns\n{HERE}pays_if: <t> = <start>\npayoff: <t> +1",
        lacking="lasts stands arrives pays_if offer",
    ),
    part(
        "M319",
        "cards",
        "  odd:\n    kind: negotiate\n    title: Odd\n    by: <p>\n    offer:\n"
        f"      to: <q>\n      {HERE}ask: <o> <dear>\n      accepted: <t> +1\n",
    ),
    part("M320", "endings", f"  odd:\n    title: Odd\n    {HERE}when: <t> = <start>\n"),
    Mistake(
        "M321",
        lambda g: g.entry(
            "objectives",
            f"  odd:\n    by: <p>\n    title: Odd\n    {HERE}test: still = 2\n    points: 1\n",
        ).replace(
            "\ntracks:\n",
            "\ntracks:\n  # ok: M322 it stands for the sea\n"
            "  still: {name: Still, range: 0 to 5, start: 2}\n",
            1,
        ),
    ),
    part("M322", "tracks", "  still: {name: Still, range: 0 to 5, start: 2}\n"),
    Mistake(
        "M323",
        lambda g: (
            g.entry("tracks", f"  {HERE}idle: {{name: Idle, range: 0 to 5, start: 2}}\n")
            + f"{'' if g.text.endswith(chr(10)) else chr(10)}"
        ),
    ),
    Mistake("M324", bystander),
    part(
        "M325",
        "cards",
        f"  odd_one: {{kind: signal, title: Odd, by: <p>, needs: <t> > <high>}}\n"
        f"  odd_two: {{{HERE}kind: signal, title: Even, by: <p>, unlocked_by: odd_one}}\n",
    ),
    card("M326", "chance: 80% + 10% * <o>\nsuccess: <t> +1", lacking="chance success failure"),
    part(
        "M327",
        "cards",
        f"{TALK}    needs: turn <= 1\n    offer:\n"
        f"      to: <q>\n      {HERE}needs: turn >= 3\n      accepted: <t> +1\n",
    ),
    part(
        "M328",
        "cards",
        "  odd: {kind: hedge, title: Odd, by: <p>, cost: <o> 3, lasts: 2 turns, pays_if: <t> = "
        "<low>, payoff: <o> +2}\n",
    ),
    part(
        "M329",
        "cards",
        f"  odd:\n    kind: negotiate\n    title: Odd\n    by: <p>\n    offer:\n      to: <q>\n"
        f"      accepted: <t> +1\n      {HERE}refused: <t> +1\n",
    ),
    card("M330", "chance: 60%\nsuccess: <t> +1\nfailure: <t> +1", lacking="chance success failure"),
    Mistake("M331", dominated),
    Mistake("M332", raised_only),
    part(
        "M333",
        "injects",
        f"{ODD}    {HERE}when: <t> >= <mid>\n    effects: <t> +1\n    repeats: yes\n",
    ),
    part("M334", "injects", f"  odd:\n    title: Odd\n    {HERE}turn: 99\n    effects: <t> +1\n"),
)

SHUT = "heat: {name: Heat, range: 0 to 9, start: 2}\n"


def shut(ground: Ground, section: str, entry: str) -> str:
    """Return the deck with a track that moves from 2 to 3 and back, and what waits for 7."""
    ground.text = ground.entry(section, entry)
    ground.text = ground.entry("tracks", f"  {SHUT}").replace(f"  {HERE}heat", "  heat")
    cards = (
        "  odd_card: {kind: signal, title: Odd, by: <p>, effects: heat = 3}\n  even_card: "
        "{kind: signal, title: Even, by: <p>, effects: heat = 2}\n"
    )
    return ground.entry("cards", cards).replace(f"  {HERE}odd_card", "  odd_card")


def idle_at_first(ground: Ground) -> str | None:
    """Return the deck with an actor who can only pass in the first turn."""
    if bystander(ground) is None:
        return None
    card = "  odd: {kind: signal, title: Odd, by: bystander, needs: turn >= 2, effects: <t> +1}\n"
    ground.text = ground.entry("cards", card).replace(HERE, "")
    return bystander(ground)


def waits(code: str, section: str, entry: str) -> Mistake:
    return Mistake(
        code, lambda g: shut(g, section, f"  {HERE}odd: {{{entry}}}\n"), is_played=True, most=12
    )


MISTAKES += (
    waits("M341", "cards", "kind: signal, title: O, by: <p>, needs: heat >= 7, effects: <t> +1"),
    waits(
        "M342",
        "cards",
        "kind: signal, title: O, by: <p>, offer: {to: <q>, needs: heat >= 7, accepted: <t> +1}",
    ),
    waits(
        "M343",
        "cards",
        "kind: hedge, title: O, by: <p>, lasts: 2 turns, pays_if: heat >= 7, payoff: <t> +1",
    ),
    waits("M344", "injects", "title: O, when: heat >= 7, effects: <t> +1"),
    waits("M345", "objectives", "title: O, by: <p>, test: heat >= 7, points: 2"),
    waits("M346", "objectives", "title: O, by: <p>, test: heat <= 6, points: 2"),
    waits("M347", "endings", "title: O, when: heat >= 7"),
    Mistake("M348", idle_at_first, is_played=True, most=12),
)
