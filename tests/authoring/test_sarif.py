"""SARIF for editors and code hosts."""

import json
from pathlib import Path

import pytest

from tabletop.authoring.check.check import checked
from tabletop.authoring.export.sarif import as_sarif
from tabletop.authoring.library import loaded
from tabletop.authoring.text.source import Source
from tabletop.cli.main import main
from tests.authoring.deck_texts import small


@pytest.fixture
def log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, object]:
    monkeypatch.chdir(tmp_path)
    Path("my deck.yaml").write_text(small(card="needs: trsut >= 3\nfailure: trust -1"))

    status = main(["deck", "check", "--format", "sarif", "my deck.yaml", "nowhere.yaml"])

    assert 4 == status
    return json.loads(capsys.readouterr().out)


def test_a_log_has_what_the_standard_demands(log: dict):
    """
    Version, one run, a tool with a name, and rules that the results point at.
    """
    assert "2.1.0" == log["version"]
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert "tabletop" == driver["name"]
    assert "unicodeCodePoints" == run["columnKind"]
    assert ["M308", "N201"] == [rule["id"] for rule in driver["rules"]]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning")
        assert result["message"]["text"]


def test_a_result_stands_at_its_place(log: dict):
    """
    Lines and columns from 1, the end after the last character, the file as a URI.
    """
    first = log["runs"][0]["results"][0]

    (location,) = first["locations"]
    place = location["physicalLocation"]
    assert {"uri": "my%20deck.yaml"} == place["artifactLocation"]
    assert {"startLine": 15, "startColumn": 12, "endColumn": 17} == place["region"]
    (related,) = first["relatedLocations"]
    assert 7 == related["physicalLocation"]["region"]["startLine"]


def test_a_fix_says_what_to_replace(log: dict):
    """
    An editor can offer it.
    """
    first, second = log["runs"][0]["results"]

    (fix,) = first["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    assert {"startLine": 15, "startColumn": 12, "endColumn": 17} == replacement["deletedRegion"]
    assert {"text": "trust"} == replacement["insertedContent"]
    assert "fixes" not in second


def test_a_file_that_could_not_be_read_is_a_notification(log: dict):
    """
    It is no result, for there is no line to show.
    """
    (invocation,) = log["runs"][0]["invocations"]

    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert "nowhere.yaml: there is no such file" == note["message"]["text"]


def test_a_path_from_the_root_is_a_file_uri():
    """
    A relative one stays as it was given, so that a code host finds it.
    """
    read = checked(loaded(Source("/decks/é.yaml", small(card="copies: 0")), Path("/decks/é.yaml")))

    (result,) = as_sarif(read.diagnostics, ())["runs"][0]["results"]

    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert {"uri": "file:///decks/%C3%A9.yaml"} == location
