"""`tabletop deck new`, its templates, and the guide to a first deck, done as it says."""

import re
import shlex
from pathlib import Path

import pytest

from tabletop.authoring.check.check import checked
from tabletop.authoring.edit.new import templates, text_from
from tabletop.authoring.library import load, loaded
from tabletop.authoring.text.fixes import mended
from tabletop.authoring.text.source import Source
from tabletop.cli.main import main
from tests.authoring.deck_texts import read_text

HOUSE = Path(__file__).parents[2]
GUIDE = (HOUSE / "docs" / "first-deck.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(sh|yaml|text)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, as somebody new does."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", templates())
def test_a_template_is_without_a_fault(name: str):
    """
    Not even a doubt: a newcomer's first check says that all is well.
    """
    read = read_text(text_from(name, "mine"))

    assert () == read.diagnostics
    assert read.deck is not None
    assert ("mine", "Mine") == (read.deck.id, read.deck.title)


@pytest.mark.parametrize("name", templates())
@pytest.mark.parametrize("bots", ["random", "cautious", "steady"])
def test_a_template_plays_to_the_end(name: str, bots: str, capsys: pytest.CaptureFixture[str]):
    """
    And each of its cards is played by somebody, some time.
    """
    assert 0 == main(["deck", "new", "mine", "--from", name])
    deck = load("decks/mine.yaml").deck
    assert deck is not None
    told = ""
    for entropy in range(6):
        save = f"{entropy}.seminar"
        assert 0 == main(["run", "mine", "--bots", bots, "--entropy", str(entropy), "--save", save])
        capsys.readouterr()
        for actor in deck.actors:
            assert 0 == main(["replay", save, "--plain", "--seat", actor.id])
        told += capsys.readouterr().out

    assert 12 == told.count("Turn 1 of 6")
    if bots == "random":
        assert [] == [card.title for card in deck.cards if card.title not in told]


@pytest.mark.parametrize("name", templates())
def test_a_template_explains_itself(name: str):
    """
    Two actors, six cards at least, and remarks for whoever reads it.
    """
    text = text_from(name, "mine")
    deck = read_text(text).deck

    assert deck is not None
    assert 2 == len(deck.actors)
    assert 6 <= len(deck.cards)
    assert text.count(" # ") >= 4
    assert text.startswith("# yaml-language-server: $schema=../schema/deck.schema.json\n")


def test_the_guide_does_what_it_says(capsys: pytest.CaptureFixture[str]):
    """
    Every command, every card and every answer, from top to bottom.
    """
    deck = Path("decks/two_towns.yaml")
    Path("saves").mkdir()
    out = ""
    played = 0
    for kind, text in BLOCKS:
        if kind == "yaml":
            deck.write_text(deck.read_text() + text)
        elif kind == "text":
            assert text.strip() == out.strip()
        else:
            for line in text.splitlines():
                words = shlex.split(line)[1:]
                if words[0] == "play" or words[1] == "edit":
                    assert load(words[-1]).deck is not None
                    played += 1
                    continue
                main(words)
                out = capsys.readouterr().out

    assert 2 == played
    assert ("sh", "yaml", "sh", "text") == tuple(kind for kind, _ in BLOCKS)[2:6]
    assert () == checked(load("two_towns")).diagnostics
    assert Path("saves/two_towns.seminar").is_file()
    assert ["Envoy" in out, "Barrage" in out] == [True, True]


def test_the_other_commands_of_the_guide_work_too(capsys: pytest.CaptureFixture[str]):
    """
    Those in its sentences.
    """
    said = re.findall(r"`tabletop (deck new [^`]*)`", GUIDE)

    assert 2 <= len(said)
    for words in said:
        if "--from" in words:
            assert 0 == main(words.split())


def test_a_new_deck_is_never_written_over_another(capsys: pytest.CaptureFixture[str]):
    """
    Somebody's evening may be in it.
    """
    assert 0 == main(["deck", "new", "mine"])
    Path("decks/mine.yaml").write_text("precious")

    assert 2 == main(["deck", "new", "mine"])

    assert "precious" == Path("decks/mine.yaml").read_text()
    assert "is there already, and is left as it is" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name, hint", [("Two Towns", "such as two_towns"), ("turn", ""), ("../mine", "such as mine")]
)
def test_a_name_that_no_deck_can_have_is_wrong_usage(
    name: str, hint: str, capsys: pytest.CaptureFixture[str]
):
    """
    With one that it could have.
    """
    assert 2 == main(["deck", "new", name])

    err = capsys.readouterr().err
    assert "cannot be the name of a deck" in err and hint in err
    assert [] == list(Path().iterdir())


def test_a_copy_is_the_other_deck_but_for_its_name():
    """
    Remarks and all.
    """
    original = (HOUSE / "decks" / "quiet_signals.yaml").read_text()

    assert 0 == main(["deck", "new", "mine", "--from", "quiet_signals"])

    assert (
        original.replace("deck: quiet_signals", "deck: mine", 1)
        == Path("decks/mine.yaml").read_text()
    )


def test_the_schema_is_put_where_the_deck_looks_for_it():
    """
    Once: one that is there already stays.
    """
    main(["deck", "new", "mine"])
    at = Path("schema/deck.schema.json")
    assert (HOUSE / at).read_text() == at.read_text()
    at.write_text("{}")

    main(["deck", "new", "other"])

    assert "{}" == at.read_text()


@pytest.mark.parametrize("origin, told", [("calm", "this is no deck"), ("nothing_like_it", "")])
def test_what_is_no_deck_is_not_copied(origin: str, told: str, capsys: pytest.CaptureFixture[str]):
    """
    A seed is a starting position; and a name has to mean something.
    """
    assert 4 == main(["deck", "new", "mine", "--from", origin])

    assert told in capsys.readouterr().err
    assert not Path("decks/mine.yaml").exists()


@pytest.mark.parametrize(
    "typo, meant", [("frist", "first"), ("secret", "secrets"), ("goofspeil", "goofspiel")]
)
def test_what_was_meant_may_be_a_template_or_a_deck(
    typo: str, meant: str, capsys: pytest.CaptureFixture[str]
):
    """
    Both can be begun with.
    """
    assert 4 == main(["deck", "new", "mine", "--from", typo])

    assert f'did you mean "{meant}"?' in capsys.readouterr().err


def test_a_name_unlike_any_is_told_every_name(capsys: pytest.CaptureFixture[str]):
    """
    Templates first.
    """
    assert 4 == main(["deck", "new", "mine", "--from", "xyzzy"])

    assert "there are first, secrets, " in capsys.readouterr().err


def test_the_next_step_is_told_by_a_command(capsys: pytest.CaptureFixture[str]):
    """
    The workbench goes before any other editor, and nothing but the path is on stdout.
    """
    main(["deck", "new", "mine"])

    told = capsys.readouterr()
    assert "decks/mine.yaml\n" == told.out
    assert told.err.startswith("Write in it with `tabletop deck edit decks/mine.yaml`, or in any")


def test_a_template_has_nothing_to_mend():
    """
    What --fix would change at once would be a poor example.
    """
    for name in templates():
        source = Source("mine.yaml", text_from(name, "mine"))
        assert (
            () == mended(source, lambda s: checked(loaded(s, Path("mine.yaml"))).diagnostics).made
        )
