"""R: rules, effects and prices."""

from benchmarks.mistakes.ground import HERE, Mistake, card, part, swapped

NEEDS = "needs"
DEEP = "(" * 40 + "<t>" + ")" * 40
DOUBLED = "".join(
    f"  {HERE if n == 11 else ''}odd_{n}: odd_{n - 1} and not odd_{n - 1}\n" for n in range(1, 16)
)


def needs(code: str, rule: str, *also: str) -> Mistake:
    """Return the mistake that a card needs *rule*."""
    return card(code, f"needs: {rule}", *also)


def effects(code: str, rule: str, *also: str) -> Mistake:
    """Return the mistake that a card has *rule* for its effects."""
    return card(code, f"effects: {rule}", *also)


MISTAKES = (
    needs("R101", "<t> / 2 >= 2"),
    needs("R101", "<t> >= 3;", "R102"),
    effects("R101", "'<t>' +1", "Y004"),
    needs("R102", "<t> => 3"),
    needs("R102", "<t> == 3"),
    needs("R102", "<t> \u2265 3"),
    needs("R102", "<t> >= 3 && <u> <= 8"),
    needs("R102", "<t> >= 3 AND <u> <= 8"),
    needs("R102", "if <t> >= 3", "R201"),
    effects("R102", "<t> += 1"),
    needs("R103", "<t> >= 2.5"),
    effects("R103", "<t> +1.5"),
    needs("R104", "<t> < 99999999999999"),
    needs("R105", f"{DEEP} >= 3"),
    needs("R201", "<t> >= 3 and"),
    needs("R201", "<t> >="),
    effects("R201", "<t> +"),
    effects("R201", "<t> +1 if", "R202"),
    needs("R202", "<t> 3"),
    needs("R202", "<t> >= 3 <u> <= 8"),
    effects("R202", "<t> +1 <u> -1", "R206"),
    needs("R203", "(<t> >= 3 and <u> <= 8"),
    needs("R203", "<t> >= 3) and <u> <= 8"),
    needs("R204", "2 <= <t> <= 8"),
    needs("R204", "2 < <t> < 8"),
    needs("R205", "min(<t>, <u>, 5) >= 3"),
    needs("R205", "max(<t>) >= 3"),
    needs("R205", "sum(<t>, <u>) >= 3"),
    effects("R206", "+1 <t>"),
    effects("R206", "<t> 1"),
    effects("R206", "<t>"),
    effects("R207", "<t> -<u> - 1"),
    effects("R207", "<t> +<u> + 1"),
    card("R208", "cost: <o> -2"),
    card("R208", "cost: <t> 2"),
    card("R208", "cost: <o> +1"),
    card("R301", "chance: 70"),
    needs("R301", "<t>"),
    needs("R301", "70%"),
    effects("R301", "<t> +5%"),
    card("R302", "chance: 50% + <t>"),
    part("R303", "injects", f"  odd:\n    title: Odd\n    turn: 2\n    {HERE}effects: <o> +1\n"),
    part("R303", "endings", f"  odd:\n    title: Odd\n    {HERE}when: <o> >= 7\n"),
    needs("R304", "<p>.<t> >= 3"),
    needs("R304", "<o>.<p> >= 3", "N201", "R308"),
    card("R305", "effects: target.<o> -1", lacking="targets offer"),
    needs("R306", "everyone.<o> >= 1"),
    needs("R306", "others.<o> >= 1"),
    part(
        "R307",
        "injects",
        f"  odd:\n    title: Odd\n    turn: 2\n    {HERE}effects: <t> +1 if open\n",
    ),
    needs("R307", "covert"),
    needs("R308", "<p> >= 3"),
    effects("R308", "turn +1"),
    part("R401", "tests", "  odd_one: not odd_two\n  odd_two: not odd_one\n"),
    part("R402", "tests", f"  odd_0: <t> >= 3\n{DOUBLED}"),
    swapped("R102", r"^(    needs: .*?) >= (\d)", "\\1 => \\2"),
    swapped("R206", r"^(    effects: )(\w+) \+(\d+)$", "\\1+\\3 \\2"),
    swapped("R202", r"^(    needs: \w+) >= (\d+)$", "\\1 \\2"),
    swapped("R201", r"^(    test: \w+ >=) \d+$", "\\1"),
)
