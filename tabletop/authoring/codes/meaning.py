"""M: what the parts of a deck mean together."""

from typing import Final

from tabletop.authoring.codes.page import Page

GIFT: Final = "cards:\n  gift:\n    kind: negotiate\n    title: A Gift\n"
WAITING: Final = "    kind: signal\n    title: Talks\n    by: us\n"
STORM: Final = "injects:\n  storm:\n    title: Storm\n    turn: 2\n    choices:\n"

PAGES: Final = (
    Page(
        "M301",
        "The hand shows why a card cannot be played, what it costs and its odds. If these read "
        "what its player does not see, a greyed card gives the secret away. An effect's own if "
        "may read anything: it is only seen when it lands.",
        "needs: resolve >= 4\n",
        "effects: tension -1 if resolve >= 4\n",
    ),
    Page(
        "M302",
        "Each of these cards waits for the other, so neither is ever in a hand.",
        f"cards:\n  first:\n{WAITING}    unlocked_by: second\n"
        f"  second:\n{WAITING}    unlocked_by: first\n",
        f"cards:\n  first:\n{WAITING}  second:\n{WAITING}    unlocked_by: first\n",
        "deck",
    ),
    Page(
        "M303",
        "Whoever plays the card has to name another actor, and the card leaves nobody but the "
        "player.",
        "targets: japan\n",
        "targets: us\n",
    ),
    Page(
        "M304",
        "These effects are for a posture in which the card is never played.",
        "effects: {open: tension +1, covert: tension -1}\n",
        "posture: open or covert\neffects: {open: tension +1, covert: tension -1}\n",
    ),
    Page(
        "M305",
        "A seed deals a seat a card that is another's, or more copies than there are.",
        "hands:\n  japan: [patrol, visit]\n",
        "hands:\n  japan: [patrol]\n",
        "seed",
    ),
    Page(
        "M306",
        "Nothing lies in this pile, so drawing from it brings nothing.",
        "piles:\n  news: {draw: 1}\n",
        "piles:\n  news: {draw: 1}\ninjects:\n  rumour: {title: A Rumour, pile: news, "
        "effects: tension +1}\n",
        "deck",
    ),
    Page(
        "M307",
        "Two of the choices do the same, so there is nothing to decide between them.",
        f"{STORM}      stay: {{title: Stay, effects: tension +1}}\n"
        "      leave: {title: Leave, effects: tension +1}\n",
        f"{STORM}      stay: {{title: Stay, effects: tension +1}}\n"
        "      leave: {title: Leave, effects: tension -1}\n",
        "deck",
    ),
    Page(
        "M308",
        'Without a "chance" a card succeeds, unless the people at the table rule otherwise. What '
        "it does when it fails is then almost never seen.",
        "failure: trust -1\n",
        "chance: 70%\nfailure: trust -1\n",
    ),
    Page(
        "M309",
        "Bands give stretches of a track a name, and a level can have one name at most.",
        "tracks:\n  heat: {name: Heat, range: 0 to 10, start: 2, bands: {calm: 0 to 5, hot: 5 to "
        "10}}\n",
        "tracks:\n  heat: {name: Heat, range: 0 to 10, start: 2, bands: {calm: 0 to 5, hot: 6 to "
        "10}}\n",
        "deck",
    ),
    Page(
        "M310",
        "Whoever is offered something is told why it cannot be accepted. Here the reason is a "
        "level that the recipient does not see. That may be the very hint you mean to give, so it "
        "is only a warning.",
        f"{GIFT}    by: us\n    offer: {{to: japan, needs: resolve >= 4, accepted: trust +1}}\n",
        f"{GIFT}    by: us\n    offer: {{to: japan, needs: trust >= 4, accepted: trust +1}}\n",
        "deck",
    ),
    Page(
        "M311",
        "In a rule, the name of a card is the number of its pieces on the table. This card leaves "
        "none, so the number is always 0.",
        "effects: tension +visit\n",
        "effects: tension +patrol\nlasts: 2 turns\n",
    ),
)
