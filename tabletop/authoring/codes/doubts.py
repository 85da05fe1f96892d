"""M, from M312: what is well written and cannot be meant."""

from typing import Final

from tabletop.authoring.codes.page import Page

WISH: Final = "objectives:\n  calm:\n    by: any actor\n    title: Calm\n    points: 10 - tension\n"
REST: Final = (
    "  trusted:\n    by: us\n    title: Trusted\n    points: trust + resolve\n"
    "each_turn: tension +1 if trust <= 3\n"
)
STOCKED: Final = "  stocked: {by: us, title: Stocked, test: us.stock >= 1, points: 2}\n"
TRACK: Final = "tracks:\n  fuel: {name: Fuel, range: 0 to 5, start: 2}\n"

PAGES: Final = (
    Page(
        "M312",
        "Wherever the tracks stand within their ranges, this comes out true. A rule that always "
        "holds says nothing; mostly another level was meant.",
        "needs: trust >= 0\n",
        "needs: trust >= 3\n",
    ),
    Page(
        "M313",
        "Wherever the tracks stand within their ranges, this comes out false, so what hangs on it "
        "never happens.",
        "needs: trust > 10\n",
        "needs: trust > 9\n",
    ),
    Page(
        "M314",
        "The effect adds or takes away nothing.",
        "effects: tension +0\n",
        "effects: tension +1\n",
    ),
    Page(
        "M315",
        "The effect goes further than the track is long, or sets a level that the track does not "
        "have. It would land on the end, wherever it began.",
        "effects: tension +20\n",
        "effects: tension +2\n",
    ),
    Page(
        "M316",
        "Odds below 0% count as 0% and odds above 100% as 100%. These are past one end wherever "
        "the tracks stand, so the dice decide nothing.",
        "chance: 100% + 5% * trust\n",
        "chance: 40% + 5% * trust\n",
    ),
    Page(
        "M317",
        "The price, with what the card gives away, is more than anybody can ever have, so the card "
        "stays greyed for good.",
        "cards:\n  fleet:\n    kind: deploy\n    title: A Fleet\n    by: us\n"
        "    cost: capital 9\n    effects: tension +3\n",
        "cards:\n  fleet:\n    kind: deploy\n    title: A Fleet\n    by: us\n"
        "    cost: capital 6\n    effects: tension +3\n",
        "deck",
    ),
    Page(
        "M318",
        "A hedge is played against something that may come. What it waits for is there from the "
        "start, so it would pay in the turn in which it is played.",
        "lasts: 3 turns\npays_if: trust <= 6\npayoff: capital +2\n",
        "lasts: 3 turns\npays_if: trust <= 3\npayoff: capital +2\n",
    ),
    Page(
        "M319",
        "The offer asks for more than its recipient can ever have, so it cannot be accepted.",
        "offer: {to: us, ask: capital 9, accepted: trust +1}\n",
        "offer: {to: us, ask: capital 2, accepted: trust +1}\n",
    ),
    Page(
        "M320",
        "The ending is true before the first move, so the session would be over after one turn.",
        "endings:\n  crisis: {title: Crisis, when: tension >= 3}\n",
        "endings:\n  crisis: {title: Crisis, when: tension >= 9}\n",
        "deck",
    ),
    Page(
        "M321",
        "The objective is met before the first move, and no card, inject or rule moves what it "
        "tests. It is a gift. An objective to keep something that can be lost is another matter, "
        "and well.",
        f"{WISH}{STOCKED}"
        f"{REST}tracks:\n"
        "  # ok: M322 what is stored is for show\n"
        "  stock: {name: Stock, range: 0 to 5, start: 2, each: actor}\n",
        f"{WISH}{STOCKED}"
        f"{REST.replace('each_turn: ', 'each_turn: us.stock -1, ')}tracks:\n"
        "  stock: {name: Stock, range: 0 to 5, start: 2, each: actor}\n",
        "deck",
    ),
    Page(
        "M322",
        "No effect and no price moves this track: it stays where it starts. Told only in a deck "
        "that has objectives, for one without is still a sketch.",
        f"{WISH}  fuelled: {{by: us, title: Fuelled, points: fuel}}\n{REST}{TRACK}",
        f"{WISH}  fuelled: {{by: us, title: Fuelled, points: fuel}}\n"
        f"{REST.replace('each_turn: ', 'each_turn: fuel -1, ')}{TRACK}",
        "deck",
    ),
    Page(
        "M323",
        "No rule, price, objective or ending reads this track, so nobody has a reason to care "
        "where it stands. Told only in a deck that has objectives, for one without is still a "
        "sketch.",
        f"{WISH}{REST.replace('each_turn: ', 'each_turn: fuel -1, ')}{TRACK}",
        f"{WISH}  fuelled: {{by: us, title: Fuelled, points: fuel}}\n"
        f"{REST.replace('each_turn: ', 'each_turn: fuel -1, ')}{TRACK}",
        "deck",
    ),
    Page(
        "M324",
        "Whoever plays this actor has no card, and can only pass. Told only in a deck that has "
        "objectives, for one without is still a sketch.",
        f"actors:\n  china: China\n{WISH}{REST}",
        f"actors:\n  china: China\n{WISH}{REST}"
        "cards:\n  note: {kind: signal, title: A Note, by: china, effects: tension +1}\n",
        "deck",
    ),
    Page(
        "M325",
        "The card comes into hands when another succeeds, and that one never does: its odds are 0 "
        "or it can never be played.",
        "cards:\n  # ok: M316 hopeless, and meant to be\n"
        "  talks: {kind: signal, title: Talks, by: us, chance: 5% * (tension - 10)}\n"
        "  treaty: {kind: signal, title: Treaty, by: us, unlocked_by: talks}\n",
        "cards:\n  talks: {kind: signal, title: Talks, by: us, chance: 5% * tension}\n"
        "  treaty: {kind: signal, title: Treaty, by: us, unlocked_by: talks}\n",
        "deck",
    ),
)
