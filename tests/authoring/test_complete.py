"""What is offered while a deck is written: | stands for the cursor."""

import pytest

from tabletop.authoring.edit.complete import Completion, completion, known
from tabletop.authoring.edit.outline import outline

DECK = """\
deck: d
kinds: mediate
actors:
  japan: Japan
  us: {name: US}
tracks:
  trust: {name: Trust, range: 0 to 10, start: 3}
  tension: {name: Tension, range: 0 to 10, start: 3}
  capital: {name: Capital, range: 0 to 8, start: 4, each: actor}
tests:
  calm: tension <= 3
piles:
  news: {draw: 1}
cards:
  battery: {kind: deploy, title: Battery, by: us}
"""


def offered(written: str, *, asked: bool = False, deck: str = DECK) -> Completion | None:
    """Return what is offered at | in *written*, which stands below the deck."""
    before, _, after = f"{deck}{written}".partition("|")
    lines = (before + after).split("\n")
    row = before.count("\n")
    column = len(before) - (before.rfind("\n") + 1)
    parts = outline(lines)
    return completion(lines, row + 1, column + 1, known(lines, parts), asked=asked)


def words(written: str, *, asked: bool = False, deck: str = DECK) -> list[str]:
    found = offered(written, asked=asked, deck=deck)
    return [c.word for c in found.candidates] if found else []


CARD = "  new:\n    kind: deploy\n"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("obj|", ["objectives"]),
        (f"{CARD}    tit|", ["title"]),
        (f"{CARD}    stan|", ["stands"]),
        ("  new:\n    kind: me|", ["mediate"]),
        ("  new:\n    kind: hed|\n    title: x", ["hedge"]),
        (f"{CARD}    by: ja|", ["japan"]),
        (f"{CARD}    by: us, ja|", ["japan"]),
        (f"{CARD}    by: [us, ja|", ["japan"]),
        (f"{CARD}    targets: any o|", ["any other actor"]),
        (f"{CARD}    posture: open or|", ["open or covert"]),
        (f"{CARD}    cost: cap|", ["capital"]),
        (f"{CARD}    needs: trust >= 3 and te|", ["tension", "battery"]),
        (f"{CARD}    needs: us.c|", ["us.capital"]),
        (f"{CARD}    needs: battery.o|", ["battery.open"]),
        (f"{CARD}    effects: trust +1, te|", ["tension"]),
        (f"{CARD}    effects: trust +1 if ca|", ["capital", "calm"]),
        (f"{CARD}    effects: others.c|", ["others.capital"]),
        (f"{CARD}    success:\n      - trust +1\n      - te|", ["tension"]),
        (f"{CARD}    effects: {{op|", ["open"]),
        (f"{CARD}    effects: {{open: te|", ["tension"]),
        (f"{CARD}    offer:\n      to: us\n      acc|", ["accepted"]),
        (f"{CARD}    offer:\n      accepted:\n        open: te|", ["tension"]),
        (f"{CARD}    offer: {{to: us, giv|", ["give"]),
        (f"{CARD}    unlocked_by: ba|", ["battery"]),
        (f"{CARD}    lasts: 2|", ["2 turns"]),
        (f"{CARD}    once: y|", ["yes"]),
        ("injects:\n  rumour:\n    pile: ne|", ["news"]),
        ("injects:\n  rumour: {title: R, wh|", ["when"]),
        ("injects:\n  rumour: {title: R, when: tu|", ["turn"]),
        ("method: 2|", ["2d6"]),
        ("phases: brief, pl|", ["plan"]),
    ],
)
def test_what_can_be_meant_is_offered(written: str, wanted: list[str]):
    """
    Fields of the part, names of the deck, words of the rules: each where it can stand.
    """
    assert wanted == words(written)[: len(wanted)]


@pytest.mark.parametrize(
    "written",
    [
        f"{CARD}    title: tru|",
        f"{CARD}    text: Some tr|",
        f"{CARD}    text: |-\n      tru".replace("|-", ">-") + "|",
        f"{CARD}    # kind: tru|",
        f"{CARD}    needs: trust >= 3  # tru|",
        f"{CARD}    copies: 1|",
        f"{CARD}    |",
        f"{CARD}    needs: |",
        "  tru|",
        f"{CARD}\ttru|",
        f"{CARD}    effects: {{open: trust +1}} tru|",
    ],
)
def test_prose_and_remarks_are_left_in_peace(written: str):
    """
    Nothing comes up where only one's own words can stand, nor before a word is begun.
    """
    assert [] == words(written)


def test_fields_that_stand_there_are_not_offered_again():
    """
    Above or below the cursor, in a block or in braces.
    """
    block = words(f"{CARD}    |\n    title: T", asked=True)
    braces = words("  new: {kind: deploy, |, title: T", asked=True)

    assert {"kind", "title"}.isdisjoint(block)
    assert "needs" in block
    assert "kind" not in braces


def test_a_word_that_is_whole_says_so():
    """
    Enter goes to the next line then, and takes nothing.
    """
    found = offered(f"{CARD}    needs: trust|", deck=DECK + "")
    longer = offered(f"{CARD}    posture: open|")

    assert found is None
    assert longer is not None
    assert longer.is_whole


def test_a_seed_is_offered_its_own_fields():
    """
    Levels of the deck by name, actors for seats, injects of the deck.
    """
    seed = "seed: s\ndeck: d\n"

    assert ["seats"] == words("sea|", deck=seed)
    assert ["bot cautious"] == words("seats:\n  japan:\n    play: bot c|", deck=seed)[:1]
