"""A slip in a rule is met with its place, what it is, and what to write instead."""

import re
from collections.abc import Callable

import pytest

from tabletop.language.names import Scope
from tabletop.language.problem import CODES, MOST_PROBLEMS, Problem, Reading, Repair
from tabletop.language.read import read_chance, read_effects, read_number, read_prices, read_test
from tests.language.rule_text import PLAYED, UNPLAYED

Cases = list[tuple[str, str, str]]
"""The text, with the part that the problem is about between « and »; its code; its help."""

TESTS: Cases = [
    ("«trsut» >= 3 and tension <= 8", "N201", 'did you mean "trust"?'),
    ("us.«captial» > 1", "N201", 'did you mean "capital"?'),
    ("«jpan».capital > 1", "N201", 'did you mean "japan"?'),
    ("«us_capital» > 1", "N201", 'did you mean "us.capital"?'),
    ("«batery».open > 1", "N201", 'did you mean "battery"?'),
    ("«Trust» > 1", "N201", 'did you mean "trust"?'),
    ("«zzz» > 1", "N201", "this deck has tension, trust, prize, resolve, capital, ..."),
    ("trust «?» 3", "R101", "write an effect with its own if, such as trust +1 if turn >= 3"),
    ("trust «/» 2 > 1", "R101", "there is no division; multiply, or name the levels at which something changes"),
    ("us«.» capital > 1", "R101", "only a name holds a dot, without spaces, as in us.trust"),
    ("trust > 1«\x00»", "R101", "a rule is made of names, numbers, + - *, = < > and brackets"),
    ("trust «=>» 3", "R102", 'write ">="'),
    ("trust «=<» 3", "R102", 'write "<="'),
    ("trust «==» 3", "R102", 'write "="'),
    ("trust «≥» 3", "R102", 'write ">="'),
    ("trust «≤» 3", "R102", 'write "<="'),
    ("trust «≠» 3", "R102", 'write "!="'),
    ("trust «<>» 3", "R102", 'write "!="'),
    ("calm «&&» open", "R102", 'write "and"'),
    ("calm «||» open", "R102", 'write "or"'),
    ("«!»calm", "R102", 'write "not"'),
    ("calm «AND» open", "R102", 'write "and"'),
    ("calm «Or» open", "R102", 'write "or"'),
    ("«NOT» calm", "R102", 'write "not"'),
    ("2 «×» trust > 3", "R102", 'write "*"'),
    ("trust «−» 1 > 3", "R102", 'write "-"'),
    ("«MIN»(trust, 2) > 1", "R102", 'write "min"'),
    ("trust «is» 3", "R102", '"=" compares'),
    ("trust > «2.5»", "R103", 'write "2"'),
    ("trust > «1_000»", "R103", 'write "1000"'),
    ("trust > «1_000_000»", "R103", 'write "1000000"'),
    ("trust > «1.000»", "R103", 'write "1"'),
    ("trust > «1_00»", "R103", 'write "1"'),
    ("trust > «12_34_567»", "R103", 'write "12"'),
    ("trust > «0.7»", "R103", "odds are percentages, such as 70%; levels are whole steps"),
    ("trust > «1000000000001»", "R104", "stay within 1000000000000"),
    ("", "R201", "write a rule, such as trust >= 3, or leave the field out"),
    ("trust «>=»", "R201", "a name, a number or a bracket comes next"),
    ("trust > 1 «and»", "R201", "a name, a number or a bracket comes next"),
    ("trust > «and» calm", "R201", "a name, a number or a bracket comes next"),
    ("trust > («)»", "R201", "a name, a number or a bracket comes next"),
    ("trust «3»", "R202", 'compare, as in "trust >= 3"'),
    ("2 «trust» > 3", "R202", 'multiply, as in "2 * trust"'),
    ("calm «open»", "R202", 'join two rules with "and" or "or"'),
    ("calm«,» open", "R202", 'join two rules with "and" or "or"'),
    ("calm «if» open", "R202", 'join two rules with "and" or "or"'),
    ("trust > «+»3", "R202", "leave it out"),
    ("«(»trust > 3", "R203", 'write ")" where it ends'),
    ("trust > 3«)»", "R203", 'take it out, or write "(" where it opens'),
    ("«3 <= trust <= 5»", "R204", 'write "3 <= trust and trust <= 5"'),
    ("calm and «1 < trust + 1 < tension < 9»", "R204", 'write "1 < trust + 1 and trust + 1 < tension and tension < 9"'),
    ("«abs»(trust) > 1", "R205", "the only calls are min(a, b) and max(a, b)"),
    ("«mn»(trust, 1) > 1", "R205", 'did you mean "min"?'),
    ("«min(trust, 1, 2)» > 1", "R205", 'write "min(trust, min(1, 2))"'),
    ("min(«calm or open», 1) > 1", "R301", "a test stands alone, behind if, or under and, or, not"),
    ("min(1, «calm or open») > 1", "R301", "a test stands alone, behind if, or under and, or, not"),
    ("«max(trust)» > 1", "R205", "write max(a, b)"),
    ("«max» > 1", "R205", "write max(a, b)"),
    ("«trust»", "R301", 'compare it, as in "trust >= 1"'),
    ("not «trust»", "R301", 'compare it, as in "trust >= 1"'),
    ("calm or «battery»", "R301", 'compare it, as in "battery >= 1"'),
    ("«70%»", "R301", 'compare it, as in "70% >= 1%"'),
    ("«calm» = 1", "R301", 'write "calm"'),
    ("«calm» = 0", "R301", 'write "not calm"'),
    ("1 = «calm»", "R301", 'write "calm"'),
    ("«calm» + 1 > 2", "R301", "a test stands alone, behind if, or under and, or, not"),
    ("-«calm» > 2", "R301", "a test stands alone, behind if, or under and, or, not"),
    ("«trust >= 70%»", "R302", 'write "70" instead of "70%"'),
    ("others.«captial» > 1", "N201", 'did you mean "capital"?'),
    ("«others.capital» > 1", "R306", 'say whose, as in "japan.capital"'),
    ("«everyone.capital» > 1", "R306", 'say whose, as in "japan.capital"'),
    ("«us.trust» > 1", "R304", 'write "trust"'),
    ("«capital.us» > 1", "R304", 'write "us.capital"'),
    ("«trust.us» > 1", "R304", 'write "trust"'),
    ("«player.capital» > 1", "R304", 'write "capital"'),
    ("«china.oil» > 1", "R304", 'say whose, as in "japan.oil"'),
    ("us.«capital.now» > 1", "N201", 'did you mean "capital"?'),
    ("«battery.us» > 1", "R304", 'write "battery", "battery.open" or "battery.covert"'),
    ("«us» > 1", "R308", 'as in "us.capital"'),
    ("«target» > 1", "R308", 'as in "target.capital"'),
    ("«rumour»", "R308", "a rule reads tracks, cards and tests"),
    ("«peace.open» > 1", "R308", "a rule reads tracks, cards and tests"),
    ("«calm.open» > 1", "R308", 'write "calm"'),
    ("trust = «yes»", "R308", "a flag is 0 or 1"),
]  # fmt: skip

UNPLAYED_TESTS: Cases = [
    ("«capital» > 1", "R303", 'say whose, as in "japan.capital"'),
    ("«target.capital» > 1", "R305", 'say whose, as in "japan.capital"'),
    ("calm and «open»", "R307", 'leave it out; a card may say "posture:"'),
    ("«player.capital» > 1", "R304", 'say whose, as in "japan.capital"'),
]

NUMBERS: Cases = [
    ("«calm»", "R301", "a test stands alone, behind if, or under and, or, not"),
    ("«trust > 1»", "R301", "a test stands alone, behind if, or under and, or, not"),
    ("«70%»", "R301", 'write "70"'),
    ("«5% * trust»", "R301", "leave the % out; only odds are percentages"),
    ("«min(trust, 5%)»", "R302", 'write "5" instead of "5%"'),
    ("«max(5%, trust)»", "R302", 'write "5" instead of "5%"'),
    ("min(«calm», 1)", "R301", "a test stands alone, behind if, or under and, or, not"),
]

CHANCES: Cases = [
    ("«70»", "R301", 'write "70%"'),
    ("«trust * 10»", "R301", 'odds come from levels by multiplying, as in "5% * trust"'),
    ("«70% + 5»", "R302", 'write "5%" instead of "5"'),
    ("«trust - 70%»", "R302", 'write "70" instead of "70%"'),
    ("«5% * 5%»", "R302", 'write "5" instead of "5%"'),
    ("«70% + trust»", "R302", 'write "70" instead of "70%"'),
    ("«5% * trust + trust»", "R302", 'odds come from levels by multiplying, as in "5% * trust"'),
    ("«0.7»", "R103", "odds are percentages, such as 70%; levels are whole steps"),
    ("«70.5%»", "R103", 'write "70%"'),
    ("«0.5%»", "R103", 'write "0%"'),
    ("trust«%»", "R101", "a percentage is a whole number and its sign, such as 70%"),
    ("«calm»", "R301", "a test stands alone, behind if, or under and, or, not"),
]

EFFECTS: Cases = [
    ("«+»1 tension", "R206", 'write "tension +1"'),
    ("«-»2 tension if open", "R206", 'write "tension -2"'),
    ("«1» tension", "R206", 'write "tension +1"'),
    ("tension «1»", "R206", 'write "tension +1", or "tension = 1" to set it'),
    ("trust +«1 - 2»", "R207", 'write "trust +(1 - 2)"'),
    ("trust -«1 + turn * 2»", "R207", 'write "trust -(1 + turn * 2)"'),
    ("trust +«+»1", "R206", 'write "trust +1"'),
    ("trust +«-»1", "R206", 'write "trust -1"'),
    ("trust -«-»1", "R206", 'write "trust +1"'),
    ("trust -«+»1", "R206", 'write "trust -1"'),
    ("trust «+=» 1", "R102", 'write "+"'),
    ("trust «:=» 1", "R102", 'write "="'),
    ("trust +1«;» tension -1", "R102", 'write ","'),
    ("trust +1 «unless» open", "R102", 'write "if not"'),
    ("trust +1 «and» tension +1", "R206", 'put ", " between them'),
    ("trust +1 «tension» +1", "R206", 'put ", " between them'),
    ("trust +1 if open «tension» +1", "R206", 'put ", " between them'),
    ("«if» open trust +1", "R206", "write the effect first, as in trust +1 if turn >= 3"),
    ("trust «>=» 3", "R206", 'write "trust +1", "trust -1" or "trust = 1"'),
    ("trust = 1 «>=» 3", "R206", 'an effect compares only behind its "if"; a price, nowhere'),
    ("trust «*»", "R206", 'write "trust = trust * 2"'),
    ("trust «*» 3, tension +1", "R206", 'write "trust = trust * 3"'),
    ("trust «*» 2", "R206", 'write "trust = trust * 2"'),
    ("«trust»", "R206", 'write "trust +1", "trust -1" or "trust = 1"'),
    ("«trust» if open", "R206", 'write "trust +1", "trust -1" or "trust = 1"'),
    ("trust «(»1)", "R206", 'write "trust +1", "trust -1" or "trust = 1"'),
    ("trust «tension» +1", "R206", 'write "trust +1", "trust -1" or "trust = 1"'),
    ("«*»", "R206", "as in trust +1"),
    ("«+»", "R206", "as in trust +1"),
    ("«+»1", "R206", "as in trust +1"),
    ("", "R201", 'as in "trust +1"'),
    ("trust +1«,»", "R201", 'as in "trust +1"'),
    ("trust «+»", "R201", "a name, a number or a bracket comes next"),
    ("trust +1 if «tension»", "R301", 'compare it, as in "tension >= 1"'),
    ("trust +«5%»", "R301", 'write "5"'),
    ("trust +«calm»", "R301", "a test stands alone, behind if, or under and, or, not"),
    ("«turn» +1", "R308", "an effect changes a track"),
    ("«calm» = 1", "R308", "an effect changes a track"),
    ("«open» +1", "R308", "an effect changes a track"),
    ("«battery» +1", "R308", "an effect changes a track"),
    ("«battery.open» +1", "R308", "an effect changes a track"),
    ("«others.trust» +1", "R304", 'write "trust"'),
    ("trust +«others.capital»", "R306", 'say whose, as in "japan.capital"'),
    ("«rumour» +1", "R308", "a rule reads tracks, cards and tests"),
]

UNPLAYED_EFFECTS: Cases = [
    ("«capital» +1", "R303", 'say whose, as in "japan.capital"'),
    ("«others.capital» +1", "R306", 'write "everyone.capital", or say whose, as in "japan.capital"'),
    ("«target.capital» +1", "R305", 'say whose, as in "japan.capital"'),
    ("trust +1 if «covert»", "R307", 'leave it out; a card may say "posture:"'),
    ("trust +«capital»", "R303", 'say whose, as in "japan.capital"'),
]  # fmt: skip

PRICES: Cases = [
    ("«2» capital", "R208", 'write "capital 2"'),
    ("capital «-»2", "R208", 'write "capital 2"'),
    ("capital «+» 2", "R208", 'write "capital 2"'),
    ("capital «=» 2", "R208", 'write "capital 2"'),
    ("«capital»", "R208", 'write "capital 1"'),
    ("«capital», oil 1", "R208", 'write "capital 1"'),
    ("«us.capital» 2", "R208", 'write "capital"'),
    ("«target.capital» 2", "R208", 'write "capital"'),
    ("«trust» 2", "R208", 'change it by an effect: "trust -1"'),
    ("capital 1, «capital» 2", "R208", "add the two numbers up"),
    ("capital 2 «and» oil 1", "R208", 'put ", " between them'),
    ("capital 2 «oil» 1", "R208", 'put ", " between them'),
    ("capital 2 «if» open", "R208", 'say in "needs" when the card may be played'),
    ("capital 2«)»", "R203", 'take it out, or write "(" where it opens'),
    ("capital «(-1)»", "R208", "an effect can add to a level"),
    ("capital «2 + 1»", "R207", 'write "capital (2 + 1)"'),
    ("capital «20%»", "R301", 'write "20"'),
    ("«captial» 2", "N201", 'did you mean "capital"?'),
    ("«turn» 2", "R308", "a price is paid in a track"),
    ("«battery» 2", "R308", "a price is paid in a track"),
    ("«>» 2", "R206", "as in capital 2"),
    ("", "R201", 'as in "capital 2"'),
]

READERS: list[tuple[Callable[[str, Scope], Reading[object]], Scope, Cases]] = [
    (read_test, PLAYED, TESTS),
    (read_test, UNPLAYED, UNPLAYED_TESTS),
    (read_number, PLAYED, NUMBERS),
    (read_chance, PLAYED, CHANCES),
    (read_effects, PLAYED, EFFECTS),
    (read_effects, UNPLAYED, UNPLAYED_EFFECTS),
    (read_prices, PLAYED, PRICES),
]


def unmarked(marked: str) -> tuple[str, int, int]:
    """Return *marked* without « and », and where they stood."""
    start = max(marked.find("«"), 0)
    end = marked.find("»") - 1 if "»" in marked else 0
    return re.sub("[«»]", "", marked), start, end


@pytest.mark.parametrize(
    "read, scope, marked, code, advice",
    [
        pytest.param(read, scope, *case, id=f"{read.__name__[5:]} {case[0]}"[:60].encode("ascii", "replace").decode())
        for read, scope, cases in READERS
        for case in cases
    ],
)  # fmt: skip
def test_a_slip_is_met_with_its_place_and_the_right_spelling(
    read: Callable[[str, Scope], Reading[object]],
    scope: Scope,
    marked: str,
    code: str,
    advice: str,
):
    """
    One slip is one problem, underlined exactly, with something to do about it.
    """
    text, start, end = unmarked(marked)

    found = read(text, scope)

    assert [(code, start, end, advice)] == [
        (problem.code, problem.start, problem.end, problem.help) for problem in found.problems
    ]
    assert found.value is None
    assert found.problems[0].message and found.problems[0].label


def test_the_example_of_the_manual_reads_as_printed():
    """
    The whole of one problem, as an author sees it under the line.
    """
    (problem,) = read_test("trsut >= 3 and tension <= 8", PLAYED).problems

    assert problem == Problem(
        "N201",
        0,
        5,
        'nothing is called "trsut"',
        "no track has this name",
        'did you mean "trust"?',
        Repair(0, 5, "trust"),
    )


@pytest.mark.parametrize(
    "text, message",
    [
        ("trust >=", 'something is missing after ">="'),
        ("trust >= and calm", 'something is missing before "and"'),
        ("trust >= )", 'something is missing before ")"'),
    ],
)
def test_what_is_missing_is_said_to_be_before_or_behind(text: str, message: str):
    """
    The sentence points the way that the eye has to go.
    """
    assert [message] == [problem.message for problem in read_test(text, PLAYED).problems]


def test_every_slip_of_a_text_is_told_at_once():
    """
    An author mends a whole line before checking again.
    """
    text = "trsut +1, tension 1, capital + -1 if jpan.capital => 3 AND calm, oil"

    found = read_effects(text, PLAYED)

    assert [
        ("N201", "trsut"),
        ("R206", "1"),
        ("R206", "-"),
        ("N201", "jpan"),
        ("R102", "=>"),
        ("R102", "AND"),
        ("R206", "oil"),
    ] == [(problem.code, text[problem.start : problem.end]) for problem in found.problems]


def test_an_unreadable_number_hides_nothing_but_itself():
    """
    What is wrong to the left and right of it is told beside it.
    """
    text = "trust and tension > 0.5 and prize"

    found = read_test(text, PLAYED)

    assert ["trust", "0.5", "prize"] == [text[p.start : p.end] for p in found.problems]


def test_what_no_rule_reads_is_called_by_what_it_is():
    """
    An author who names an inject in a rule is told that it is one.
    """
    scope = Scope(elsewhere={"rumour": "inject", "prizes": "pile"})

    found = [read_test(text, scope).problems[0] for text in ("rumour", "prizes")]

    assert ["an inject", "a pile"] == [problem.label for problem in found]
    assert '"prizes" is a pile, and no rule reads one' == found[1].message


@pytest.mark.parametrize(
    "names, advice",
    [("abcde", "this deck has a, b, c, d, e"), ("abcdef", "this deck has a, b, c, d, e, ...")],
)
def test_five_names_are_offered_when_none_is_near(names: str, advice: str):
    """
    A small deck is listed whole; a large one ends in dots.
    """
    (problem,) = read_test("zzz > 1", Scope(shared=tuple(names))).problems

    assert advice == problem.help


@pytest.mark.parametrize("length, quoted", [(40, "x" * 40), (41, "x" * 37 + "...")])
def test_a_name_of_forty_characters_is_quoted_whole(length: int, quoted: str):
    """
    A name that no line can hold is cut, and says so.
    """
    (problem,) = read_test("x" * length, Scope()).problems

    assert f'nothing is called "{quoted}"' == problem.message


def test_one_broken_effect_does_not_hide_the_next():
    """
    What makes no sense ends at its comma, though not at one inside brackets.
    """
    text = "trust +* 2, tension min(1, 2), trsut +1"

    found = read_effects(text, PLAYED)

    assert ["*", "min", "trsut"] == [text[p.start : p.end] for p in found.problems]


def test_a_text_has_at_most_twenty_problems():
    """
    A pasted novel does not flood the screen.
    """
    text = ", ".join(f"x{n} +1" for n in range(MOST_PROBLEMS + 5))

    found = read_effects(text, PLAYED)

    assert MOST_PROBLEMS == len(found.problems)
    assert "x0" == text[found.problems[0].start : found.problems[0].end]


def test_a_long_text_is_quoted_short():
    """
    A message stays one line even when the rule is not.
    """
    (problem,) = read_number("trust +\n" + " + ".join(["tension"] * 9) + " > 1", PLAYED).problems

    assert '"trust + tension + tension + tension +..." is a test, not a number' == problem.message


def test_every_code_of_rules_has_a_case_here():
    """
    A code keeps its meaning for ever, so each is shown at work; R4 is about tests, elsewhere.
    """
    shown = {case[1] for *_, cases in READERS for case in cases} | {"R105"}

    assert {code for code in CODES if not code.startswith("R4")} == shown
