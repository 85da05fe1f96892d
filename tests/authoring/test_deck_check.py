"""`tabletop deck check` and `tabletop deck show`, as they are typed."""

import json
from pathlib import Path

import pytest

from tabletop.cli.main import main
from tests.authoring.deck_texts import small


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder with three decks: a good one, one to warn of, and a bad one."""
    monkeypatch.chdir(tmp_path)
    Path("good.yaml").write_text(small())
    Path("fair.yaml").write_text(small(card="failure: trust -1"))
    Path("bad.yaml").write_text(small(card="needs: trsut >= 3\ncopies: 0"))
    Path("none.yaml").write_text("Dear editor\n")
    return tmp_path


def test_a_good_deck_is_all_well(capsys: pytest.CaptureFixture[str]):
    """
    One line, and exit status 0.
    """
    assert 0 == main(["deck", "check", "good.yaml"])

    assert ("good.yaml: all well\n", "") == capsys.readouterr()


def test_a_warning_stops_nobody(capsys: pytest.CaptureFixture[str]):
    """
    It is told, and the deck can be played.
    """
    assert 0 == main(["deck", "check", "fair.yaml"])

    told = capsys.readouterr().out
    assert told.startswith("warning[M308]")
    assert told.endswith("\nfair.yaml: can be played, with 1 warning\n")


def test_every_problem_of_a_bad_deck_is_printed(capsys: pytest.CaptureFixture[str]):
    """
    All at once, with place and advice, and exit status 1.
    """
    assert 1 == main(["deck", "check", "bad.yaml"])

    out, err = capsys.readouterr()
    assert ["error[N201]", "error[S107]"] == [
        line[:11] for line in out.splitlines() if line.startswith("e")
    ]
    assert "--> bad.yaml:15:12" in out
    assert 'help: did you mean "trust"?' in out
    assert "2 errors, 1 of which can be mended by --fix\n" == err


@pytest.mark.parametrize(
    "files, status",
    [
        (["good.yaml", "bad.yaml"], 1),
        (["none.yaml"], 4),
        (["bad.yaml", "none.yaml", "good.yaml"], 4),
        (["nowhere.yaml"], 4),
        (["nowhere.yaml", "bad.yaml"], 4),
        (["no_such_name"], 4),
    ],
)
def test_the_highest_status_counts(files: list[str], status: int):
    """
    Scripts see the worst of several files.
    """
    assert status == main(["deck", "check", *files])


def test_a_file_without_permission_is_the_worlds_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """
    Not the deck's: exit status 5, and the path in the sentence.
    """

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tabletop.authoring.text.read.os.open", refuse)

    assert 5 == main(["deck", "check", "good.yaml"])

    assert "tabletop: good.yaml: no permission to read it\n" == capsys.readouterr().err


def test_json_is_one_object(capsys: pytest.CaptureFixture[str]):
    """
    For editors and scripts: files, counts, and every diagnostic.
    """
    assert 4 == main(["deck", "check", "--format", "json", "bad.yaml", "fair.yaml", "nowhere.yaml"])

    whole = json.loads(capsys.readouterr().out)
    assert ["bad.yaml", "fair.yaml", "nowhere.yaml"] == whole["files"]
    assert (2, 1) == (whole["errors"], whole["warnings"])
    assert [("N201", 15), ("S107", 16), ("M308", 15)] == [
        (d["code"], d["line"]) for d in whole["diagnostics"]
    ]
    assert [{"file": "nowhere.yaml", "message": "nowhere.yaml: there is no such file"}] == whole[
        "unreadable"
    ]


def test_a_format_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]):
    """
    No option does nothing.
    """
    with pytest.raises(SystemExit) as raised:
        main(["deck", "check", "--format", "xml", "good.yaml"])

    assert 2 == raised.value.code


def test_the_problems_of_a_shared_deck_are_told_once(capsys: pytest.CaptureFixture[str]):
    """
    A deck checked together with its seed.
    """
    Path("decks").mkdir()
    Path("seeds").mkdir()
    Path("decks/small.yaml").write_text(small(card="copies: 0"))
    Path("seeds/calm.yaml").write_text("seed: calm\ntitle: Calm\ndeck: small\n")

    assert 1 == main(["deck", "check", "decks/small.yaml", "seeds/calm.yaml"])

    assert 1 == capsys.readouterr().out.count("error[")


def test_colour_is_for_terminals(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """
    Not for pipes, and not for those who do not want it.
    """
    main(["deck", "check", "bad.yaml"])
    assert "\x1b" not in capsys.readouterr().out

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(["deck", "check", "bad.yaml"])
    assert "\x1b[1;31merror[N201]" in capsys.readouterr().out

    monkeypatch.setenv("NO_COLOR", "1")
    main(["deck", "check", "bad.yaml"])
    assert "\x1b" not in capsys.readouterr().out


def test_a_deck_is_shown_as_people_read_it(capsys: pytest.CaptureFixture[str]):
    """
    Every part of it, the rules in words, what is secret too.
    """
    Path("whole.yaml").write_text(
        small(
            title="A *Small* Deck",
            card="text: 1. A channel.\ncost: capital 1\nneeds: trust <= 4\nlasts: 3 turns\n"
            "posture: covert\npays_if: trust <= 2\npayoff: capital +2\ndiscuss: Who knows?",
            rest="injects:\n  news:\n    title: News\n    when: trust >= 3\n    chance: 40%\n"
            "    effects: trust -1\nobjectives:\n  keep: {by: us, title: Keep it, test: trust >= 7,"
            " points: 3, secret: yes}\nendings:\n  end: {title: The end, when: trust = 0}\n"
            "each_turn: everyone.capital +1\nmoves: up to 2\nsources: [A paper]\n",
        )
    )

    assert 0 == main(["deck", "show", "whole.yaml"])

    assert (
        """\
# A \\*Small\\* Deck

8 turns; up to 2 moves a turn for each seat, sealed together; outcomes by odds. \
The table stops at brief, plan, reveal, answer, adjudicate, aftermath.

## Actors

- **Japan** (`japan`)
- **United States** (`us`)

## Tracks

- **Alliance trust** (`trust`): 0 to 10, starts at 6
- **Political capital** (`capital`): 0 to 8, one for each actor, starts at 4
- **US resolve** (`resolve`): 0 to 10, starts at 5
  Seen by United States and the facilitator.

## At the end of every turn

- Political capital of every actor +1

## Cards of Japan

### Second Track

*hedge* (`second_track`), covert

1\\. A channel.

- Cost: Political capital 1
- Needs: Alliance trust at most 4
- Lasts: 3 turns
- Pays if: Alliance trust at most 2
- Payoff: Political capital +2
- Discuss: Who knows?

## Injects

### News

(`news`) when Alliance trust at least 3, 40% each turn, once

- Alliance trust -1

## Objectives

- **Keep it** (United States, secret): 3 points if Alliance trust at least 7

## Endings

- **The end** when Alliance trust exactly 0

## Sources

- A paper
"""
        == capsys.readouterr().out
    )


def test_a_seed_is_shown_as_it_starts(capsys: pytest.CaptureFixture[str]):
    """
    With its own levels, hands and seats.
    """
    Path("small.yaml").write_text(small())
    Path("calm.yaml").write_text(
        "seed: calm\ntitle: Calm\ndeck: small\nminutes: 10\nturns: 1\nstart: {trust: 2, us.capital: 1}\n"
        "hands: {japan: []}\nseats: {us: {play: bot steady, brief: Stay.}}\n"
    )

    assert 0 == main(["deck", "show", "calm.yaml"])

    out = capsys.readouterr().out
    for line in (
        "# Calm",
        "A start of *A Small Deck*, 10 minutes.",
        "  Begins with: no cards",
        "- **United States** (`us`), played by bot steady",
        "  Brief: Stay.",
        "- **Alliance trust** (`trust`): 0 to 10, starts at 2",
        "- **Political capital** (`capital`): 0 to 8, one for each actor, starts at japan 4, us 1",
    ):
        assert line in out.splitlines()


def test_a_bad_deck_is_not_shown_but_told(capsys: pytest.CaptureFixture[str]):
    """
    What keeps it from being read goes where progress and notes go.
    """
    assert 1 == main(["deck", "show", "bad.yaml"])

    out, err = capsys.readouterr()
    assert "" == out
    assert "error[N201]" in err
