"""Whatever stands where something else belongs is pointed at, once, and to the letter."""

import pytest

from tests.authoring.deck_texts import read_text, small


def pointed(text: str) -> list[tuple[str, str]]:
    """Return the code of each diagnostic of *text* and the text that it underlines."""
    found = []
    for diagnostic in read_text(text).diagnostics:
        span = diagnostic.span
        line = text.splitlines()[span.line - 1]
        found.append((diagnostic.code, line[span.column - 1 :][: span.length]))
    return found


NEWS = "injects:\n  news: {title: News, turn: 2, "
TESTS = "tests:\n  "
TRACK = "  more: {name: More, range: 0 to 10, "


@pytest.mark.parametrize(
    "fields, expected",
    [
        ("effects: {open: [trust +1, [trust -1]]}", [("S105", "[")]),
        ("effects: [trust +1, {trust: 3}]", [("S105", "trust")]),
        ("effects: [[trust +1]]", [("S105", "[")]),
        ("effects: {open: {open: trust +1}}", [("S105", "{")]),
        ("effects: {open: trust +1, open: trust -1}", [("S104", "open")]),
        ("effects: {open: }", [("S103", "open")]),
        ("effects:\n  trust: +1", [("S105", "trust")]),
        ("effects: trust", [("R206", "trust")]),
        ("cost: [capital 1]", [("S105", "[")]),
        ("cost: trust 1", [("R208", "trust")]),
        ("needs: [trust >= 1]", [("S105", "[")]),
        ("needs: trust >= 3 and", [("R201", "and")]),
        ("chance: 70", [("R301", "70")]),
        ("chance: trust", [("R301", "trust")]),
        ("posture: hidden", [("S108", "hidden")]),
        ("returns: maybe", [("S108", "maybe")]),
        ("stands: for ever", [("S108", "for ever")]),
        ("arrives: 2 turns", [("S108", "2 turns")]),
        ("seen_by: us", [("S110", "seen_by")]),
        ("arrival: trust +1", [("S110", "arrival")]),
        ("each_turn: trust +1", [("S110", "each_turn")]),
        ("lasts: 1 turn\npays_if: trust = 0", [("S110", "pays_if")]),
        ("once: yes\ncopies: 2", [("S109", "copies")]),
        ("once: yes\nreturns: never", [("S109", "returns")]),
        ("offer: us", [("S105", "us")]),
        ("offer: {give: capital 1}", [("S103", "offer")]),
        ("offer: {to: us}\ntargets: us", [("S109", "targets")]),
        ("offer: {to: us, ask: trust 1}", [("R208", "trust")]),
        ("offer: {to: japan}", [("M303", "offer")]),
        ("targets: [us, [japan]]", [("S105", "[")]),
        ("targets: {us: yes}", [("S105", "{")]),
        ("effects: target.capital +1", [("R305", "target.capital")]),
        ("effects: trust +1 if others.capital = 1", [("R306", "others.capital")]),
        ("needs: open", [("R307", "open")]),
        ("text: '" + "e\u0301\u0301\u0301\u0301\u0301'", [("S111", "'e\u0301\u0301\u0301\u0301\u0301'")]),
    ],
)  # fmt: skip
def test_a_card_out_of_shape(fields: str, expected: list[tuple[str, str]]):
    """
    One slip, one diagnostic, under the very words.
    """
    assert expected == pointed(small(card=fields))


@pytest.mark.parametrize(
    "rest, expected",
    [
        ("tests: [a]\n", [("S105", "[")]),
        (f"{TESTS}calm:\n", [("S105", "calm")]),
        (f"{TESTS}calm: [trust = 1]\n", [("S105", "[")]),
        (f"{TESTS}calm: capital = 1\n", [("R303", "capital")]),
        (f"{NEWS}effects: capital +1}}\n", [("R303", "capital")]),
        (f"{NEWS}effects: {{open: trust +1}}}}\n", [("S105", "{")]),
        (f"{NEWS}choices: {{go: Go, stay: {{title: Stay}}}}}}\n", [("S105", "Go")]),
        (f"{NEWS}choices: {{Go: {{title: Go}}, stay: {{title: Stay, effects: trust +1}}}}}}\n", [("N203", "Go")]),
        (f"{NEWS}by_facilitator: yes}}\n", [("S109", "by_facilitator")]),
        (f"{NEWS}repeats: yes}}\n", [("S109", "repeats")]),
        ("injects:\n  news: {title: News, pile: prizes}\n", [("N201", "prizes")]),
        ("injects:\n  news: {title: News, chance: 3 turns}\n", [("R202", "turns")]),
        ("objectives:\n  keep: {by: us, title: Keep, points: trust >= 3}\n", [("R301", "trust >= 3")]),
        ("objectives:\n  keep: {by: us, title: Keep}\n", [("S103", "keep")]),
        ("endings:\n  end: {title: End}\n", [("S103", "end")]),
        ("endings:\n  end: {title: End, when: us.capital}\n", [("R301", "us.capital")]),
        ("piles: {prizes: {draw: 0}}\n", [("M306", "prizes"), ("S107", "0")]),
        ("each_turn: capital +1\n", [("R303", "capital")]),
        ("kinds: [Mediate!]\n", [("N203", "Mediate!")]),
        ("order: random\n", [("S108", "random")]),
        ("method: 3d6\n", [("S108", "3d6")]),
        ("turns: 0\n", [("S107", "0")]),
        ("turns: ten\n", [("S106", "ten")]),
        ("moves: two\n", [("S108", "two")]),
        ("moves: 3 to 2\n", [("S107", "3 to 2")]),
        ("moves: exactly 0\n", [("S107", "exactly 0")]),
        ("phases: [plan, plan]\n", [("N206", "plan")]),
        ("sources: {a: b}\n", [("S105", "{")]),
        ("sources: [[a]]\n", [("S105", "[")]),
        ("hands: {us: []}\n", [("S102", "hands")]),
    ],
)  # fmt: skip
def test_a_part_of_the_deck_out_of_shape(rest: str, expected: list[tuple[str, str]]):
    """
    One slip, one diagnostic, under the very words.
    """
    assert expected == pointed(small(rest=rest))


@pytest.mark.parametrize(
    "fields, expected",
    [
        ("start: 11}", [("S107", "11")]),
        ("start: {us: 3, japan: 4}}", [("S105", "{")]),
        ("each: actor, start: {us: 3}}", [("S103", "start")]),
        ("each: actor, start: {us: 3, japan: 11}}", [("S107", "11")]),
        ("each: actor, start: {us: 3, japan: [4]}}", [("S105", "[")]),
        ("each: actor, start: {us: 3, japan: 4, china: 5}}", [("N201", "china")]),
        ("each: card, start: 3}", [("S108", "card")]),
        ("start: 3, seen_by: owner}", [("N201", "owner")]),
        ("start: 3, seen_by: chine}", [("N201", "chine")]),
        ("start: 3, shifts_if: 3}", [("R301", "3")]),
        ("start: 3, bands: {low: few}}", [("S108", "few")]),
        ("start: 3, bands: [low]}", [("S105", "[")]),
    ],
)
def test_a_track_out_of_shape(fields: str, expected: list[tuple[str, str]]):
    """
    One slip, one diagnostic, under the very words.
    """
    text = small().replace("cards:", f"{TRACK}{fields}\ncards:")

    assert expected == pointed(text)


@pytest.mark.parametrize("given", ["0 to 10000000", "3", "-3 to -3", "0 - 10", "[0, 10]", ""])
def test_a_range_is_two_numbers_within_a_million(given: str):
    """
    What is no range is pointed at, and the start is not complained of as well.
    """
    text = small().replace("range: 0 to 10, start: 6", f"range: {given}, start: 6")

    assert 1 == len(read_text(text).diagnostics)


def test_there_may_be_fifteen_actors():
    """
    The dice tell sixteen seats apart, and one is the facilitator's.
    """
    more = "".join(f"  actor_{i}: Actor {i}\n" for i in range(3, 16))

    assert [] == pointed(small().replace("tracks:", f"{more}tracks:"))
    assert [("S112", "actor_16")] == pointed(
        small().replace("tracks:", f"{more}  actor_16: Actor 16\ntracks:")
    )


def test_a_deck_has_actors():
    """
    Nobody plays alone with nobody.
    """
    assert [("S103", "deck")] == pointed("deck: small\ntitle: Small\n")


def test_a_problem_of_yaml_without_words_of_ours_is_told_in_its_own():
    """
    A rare complaint is better said in the parser's words than not at all.
    """
    assert [("Y004", "%")] == pointed("%YAML 3.0\n---\ndeck: small\n")
