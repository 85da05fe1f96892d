"""R: rules, effects and prices."""

from typing import Final

from tabletop.authoring.codes.page import Page

DEEP: Final = "(" * 40 + "trust" + ")" * 40
DOUBLED: Final = "tests:\n  t0: trust >= 3\n" + "".join(
    f"  t{n}: t{n - 1} and not t{n - 1}\n" for n in range(1, 14)
)

PAGES: Final = (
    Page(
        "R101",
        "A character that no rule uses. There is no division, and names stand without quotes.",
        "needs: trust / 2 >= 2\n",
        "needs: trust >= 4\n",
    ),
    Page(
        "R102",
        "A sign or word from elsewhere: from a spreadsheet, from mathematics, from a programming "
        "language. The help says how it is written here.",
        "needs: trust => 3\n",
        "needs: trust >= 3\n",
    ),
    Page(
        "R103",
        "Levels are whole steps and odds whole percentages, so there are no fractions. A thousand "
        "is written 1000, without a sign between the digits.",
        "needs: trust >= 2.5\n",
        "needs: trust >= 3\n",
    ),
    Page(
        "R104",
        "No number goes past a million million.",
        "needs: trust < 9999999999999\n",
        "needs: trust < 9\n",
    ),
    Page(
        "R105",
        "A rule has 2,000 characters at most, 500 names, numbers and signs, and goes 32 brackets "
        "deep. A larger one is easier to read in parts: name them under tests.",
        f"needs: {DEEP} >= 3\n",
        "needs: trust >= 3\n",
    ),
    Page(
        "R201",
        "The rule stops before it has said everything, or something is missing in its middle.",
        "needs: trust >= 3 and\n",
        "needs: trust >= 3 and tension <= 8\n",
    ),
    Page(
        "R202",
        "Two things stand side by side with nothing between them, or a sign is not needed.",
        "needs: trust 3\n",
        "needs: trust >= 3\n",
    ),
    Page(
        "R203",
        "A bracket was opened and never closed, or closed and never opened.",
        "needs: (trust >= 3 and tension <= 8\n",
        "needs: (trust >= 3) and tension <= 8\n",
    ),
    Page(
        "R204",
        "A comparison has two sides. What lies between two numbers is said with two comparisons.",
        "needs: 3 <= trust <= 8\n",
        "needs: 3 <= trust and trust <= 8\n",
    ),
    Page(
        "R205",
        "The only calls are min(a, b), the smaller of two numbers, and max(a, b), the larger.",
        "needs: min(trust, tension, 5) >= 3\n",
        "needs: min(trust, min(tension, 5)) >= 3\n",
    ),
    Page(
        "R206",
        'An effect is a name, a sign and a number: "trust +1", "trust -1", or "trust = 5" to set '
        "it. The name comes first, also because a spreadsheet takes a leading + for a formula.",
        "success: +1 tension\n",
        "success: tension +1\n",
    ),
    Page(
        "R207",
        "The sign of an effect could go with the first number of a sum or with all of it. Brackets "
        "say which.",
        "success: tension -resolve - 1\n",
        "success: tension -(resolve + 1)\n",
    ),
    Page(
        "R208",
        "A price is a name and a number, without a sign, and is paid in a track that every actor "
        "has for itself. What the whole table shares is changed by effects.",
        "cards:\n  gift:\n    kind: reassure\n    title: A Gift\n    by: japan\n"
        "    cost: capital -2\n    effects: trust +1\n",
        "cards:\n  gift:\n    kind: reassure\n    title: A Gift\n    by: japan\n"
        "    cost: capital 2\n    effects: trust +1\n",
        "deck",
    ),
    Page(
        "R301",
        "A number, a percentage and a test are three things. Odds are percentages, levels are "
        "numbers, and a condition is a test: it compares something.",
        "chance: 70\n",
        "chance: 70%\n",
    ),
    Page(
        "R302",
        "A percentage and a number were added up or compared. Odds come from levels by "
        'multiplying: "5% * trust".',
        "chance: 50% + trust\n",
        "chance: 50% + 5% * trust\n",
    ),
    Page(
        "R303",
        "Every actor has a level of its own here, and nobody plays this rule, so it has to say "
        "whose level is meant.",
        "each_turn: capital +1\n",
        "each_turn: everyone.capital +1\n",
        "deck",
    ),
    Page(
        "R304",
        "What stands before the dot has no level of that name: the track is everybody's, or owner "
        "and track are turned round.",
        "needs: us.trust >= 3\n",
        "needs: trust >= 3\n",
    ),
    Page(
        "R305",
        '"target." is the actor at whom a card is played, and this one is played at nobody.',
        "effects: target.capital -1\n",
        "targets: us\neffects: target.capital -1\n",
    ),
    Page(
        "R306",
        '"others." and "everyone." mean several levels at once. An effect can change several; a '
        "rule that reads a level reads one.",
        "needs: everyone.capital >= 1\n",
        "needs: us.capital >= 1\n",
    ),
    Page(
        "R307",
        '"open" and "covert" tell how a move was made, and this rule belongs to no move.',
        "each_turn: tension +1 if open\n",
        "each_turn: tension +1 if trust <= 3\n",
        "deck",
    ),
    Page(
        "R308",
        "The name is known, but a rule cannot use it like this: an actor has no level of its own, "
        "an effect cannot change the number of the turn.",
        "needs: us >= 3\n",
        "needs: us.capital >= 3\n",
    ),
    Page(
        "R401",
        "A test names another, which names the first again, so neither ever comes to an answer.",
        "tests:\n  calm: not tense\n  tense: not calm\n",
        "tests:\n  calm: not tense\n  tense: tension >= 6\n",
        "deck",
    ),
    Page(
        "R402",
        "Tests that name tests grow when they are written out, and this one has grown past 10,000 "
        "names, numbers and signs. Count in a track instead.",
        DOUBLED,
        "tests:\n  t0: trust >= 3\n  t1: t0 or tension <= 4\n",
        "deck",
    ),
)
