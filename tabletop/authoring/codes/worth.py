"""M, from M326: what decides nothing, is not worth its price, or cannot be turned."""

from typing import Final

from tabletop.authoring.codes.doubts import REST, WISH
from tabletop.authoring.codes.page import Page

PACT: Final = "offer: {{to: us, needs: turn {}, lapses: after 1 turn, accepted: trust +1}}\n"
FLOOD: Final = (
    "injects:\n  flood:\n    title: The river rises\n    when: tension >= 5\n    repeats: yes\n"
)

PAGES: Final = (
    Page(
        "M326",
        "Odds below 0% count as 0% and odds above 100% as 100%. These leave that range on half of "
        "the tables on which the card can be played, or more, so the dice decide less often than "
        "it looks. Where it is only now and then, nothing is said.",
        "needs: trust >= 2\nchance: 60% + 10% * trust\nsuccess: tension -1\n",
        "needs: trust >= 2\nchance: 40% + 5% * trust\nsuccess: tension -1\n",
    ),
    Page(
        "M327",
        "In the turns in which the offer can be made it may not be accepted yet, or no longer, and "
        "it does not lie on the table long enough.",
        f"needs: turn <= 2\n{PACT.format('>= 6')}",
        f"needs: turn <= 2\n{PACT.format('>= 2')}",
    ),
    Page(
        "M328",
        "Whoever plays this hedge pays more for it than it can ever bring back, and it does "
        "nothing else. Whatever comes, it is better not to have played it.",
        "cards:\n  cover:\n    kind: hedge\n    title: Cover\n    by: us\n    cost: capital 3\n"
        "    lasts: 3 turns\n    pays_if: tension >= 6\n    payoff: capital +2\n",
        "cards:\n  cover:\n    kind: hedge\n    title: Cover\n    by: us\n    cost: capital 1\n"
        "    lasts: 3 turns\n    pays_if: tension >= 6\n    payoff: capital +2\n",
        "deck",
    ),
    Page(
        "M329",
        "Whether the offer is accepted or refused, the same happens, so its recipient has nothing "
        "to decide.",
        "offer: {to: us, accepted: trust +1, refused: trust +1}\n",
        "offer: {to: us, accepted: trust +1, refused: trust -1}\n",
    ),
    Page(
        "M330",
        "Dice are rolled, and success and failure do the same. In a deck with objectives this is "
        "told as well where the card has odds and neither of the two.",
        "chance: 70%\nsuccess: tension -1\nfailure: tension -1\n",
        "chance: 70%\nsuccess: tension -1\nfailure: tension +1\n",
    ),
    Page(
        "M331",
        "Another card of the same seat does exactly the same, fills every move of a turn, comes "
        "back in the next, and is cheaper or easier to play. Nobody has a reason to play this one.",
        "cards:\n  sail: {kind: exercise, title: Sail, by: us, cost: capital 1, effects: tension "
        "+1}\n  parade: {kind: exercise, title: Parade, by: us, cost: capital 2, effects: tension "
        "+1}\n",
        "cards:\n  sail: {kind: exercise, title: Sail, by: us, cost: capital 1, effects: tension "
        "+1}\n  parade: {kind: exercise, title: Parade, by: us, cost: capital 2, effects: tension "
        "+2}\n",
        "deck",
    ),
    Page(
        "M332",
        "Everything that moves this track moves it the same way, and an ending, an inject or a "
        "hedge waits for it: it comes sooner or later, whatever anybody does. Scores and skills, "
        "for which nothing waits, may well only rise. Told only in a deck that has objectives.",
        f"{WISH}{REST}endings:\n  war: {{title: War, when: tension = 10}}\n",
        f"{WISH}{REST}endings:\n  war: {{title: War, when: tension = 10}}\n"
        "cards:\n  calm_words: {kind: reassure, title: Calm Words, by: us, effects: tension -1}\n",
        "deck",
    ),
    Page(
        "M333",
        "The inject may come again and again, and what it does keeps true what brings it. Once it "
        "has come it comes in every turn to the end, unless a card stops it. Several injects can "
        "feed each other in the same way.",
        f"{FLOOD}    effects: tension +1\n",
        f"{FLOOD}    effects: tension -2\n",
        "deck",
    ),
    Page(
        "M334",
        "The deck asks for fewer turns than this waits for. A seed may ask for more; if all yours "
        "do, let the deck say so, too.",
        "turns: 5\ninjects:\n  storm: {title: Storm, turn: 9, effects: tension +1}\n",
        "turns: 5\ninjects:\n  storm: {title: Storm, turn: 4, effects: tension +1}\n",
        "deck",
    ),
)
