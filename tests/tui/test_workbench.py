"""Writing a deck: what stands beside the text, and what keys do to it."""

from pathlib import Path

import pytest
from textual import events

from tabletop.authoring.edit import draft
from tabletop.authoring.edit.new import text_from
from tabletop.tui.entries import Start
from tests.tui.benches import DECK, bench_of
from tests.tui.screens import Shelf, screen_of
from tests.tui.test_snapshots import NotReady


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep unsaved text, and look for decks, in folders of the test."""
    monkeypatch.setattr(draft, "folder", lambda: tmp_path / "state")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "strait.yaml"
    path.write_text(DECK)
    return path


async def test_the_card_under_the_cursor_is_shown_as_it_will_look(deck: Path):
    """
    Costs, odds and effects in words, changed with the next letter.
    """
    async with bench_of(deck) as author:
        await author.sees("2 actors, 3 tracks, 2 cards", "Nothing is wrong")

        await author.at("title: The Gamble")
        await author.sees("Odds      60%", "Trust at least 2")
        await author.write(" of Kings")

        await author.sees("The Gamble of Kings")


async def test_a_mistake_is_underlined_listed_and_gone_to(deck: Path):
    """
    A sign in the gutter, a sentence below, and one key from anywhere to it.
    """
    deck.write_text(DECK.replace("needs: trust >= 2", "needs: trsut >= 2"))
    async with bench_of(deck) as author:
        await author.sees("Problems: 1 error", 'nothing is called "trsut"', "22✗")

        await author.press("f8")

        assert (21, 11) == author.editor.cursor_location
        await author.sees('did you mean "trust"?', "f4 mends it")


async def test_one_key_mends_and_one_takes_it_back(deck: Path):
    """
    The least edit, as `deck check --fix` makes it.
    """
    broken = DECK.replace("trust >= 2", "trsut => 2")
    deck.write_text(broken)
    async with bench_of(deck) as author:
        await author.sees("Problems: 2 errors")

        await author.press("f8", "f4", "f8", "f4")

        await author.sees("Nothing is wrong.")
        assert author.written == DECK
        await author.press("ctrl+z", "ctrl+z")
        assert author.written == broken


async def test_problems_are_gone_through_in_a_circle(deck: Path):
    """
    Forward past the last to the first, and backward.
    """
    deck.write_text(DECK.replace("trust", "trsut").replace("  trsut:", "  trust:"))
    async with bench_of(deck) as author:
        await author.sees("Problems: 2 errors")
        rows = []
        for key in ("f8", "f8", "f8", "ctrl+b"):
            await author.press(key)
            rows.append(author.editor.cursor_location[0] + 1)

        assert [16, 22, 16, 22] == rows


async def test_a_problem_is_explained(deck: Path):
    """
    The page of its code, without leaving the text.
    """
    deck.write_text(DECK.replace("trust >= 2", "trust => 2"))
    async with bench_of(deck) as author:
        await author.press("f8", "f3")

        await author.sees("R102", "Put right:")
        await author.press("escape")
        await author.sees("The Strait")


async def test_words_are_offered_and_tab_takes_one(deck: Path):
    """
    A field, a kind, a track: three letters and tab each; typing on is never stopped.
    """
    async with bench_of(deck) as author:
        await author.press("ctrl+end")
        await author.write("  envoy:\nki")
        await author.sees("▸kind", "What sort of move it makes.")

        await author.press("tab")
        await author.write("neg")
        await author.press("tab")
        await author.write("\nby: bl\n\ntitle: An Envoy\nneeds: ten")
        await author.press("enter")

        assert author.written.endswith(
            "  envoy:\n    kind: negotiate\n    by: blue\n    title: An Envoy\n    needs: tension"
        )


async def test_what_is_offered_goes_away_by_escape_and_by_typing(deck: Path):
    """
    Escape leaves the word as it is, and the cursor in the text.
    """
    async with bench_of(deck) as author:
        await author.at("effects: tr")
        await author.press("u")
        await author.press("backspace")
        await author.sees("▸trust")
        await author.press("escape")
        assert author.editor.offered is None
        assert author.editor.has_focus

        await author.write("ust zz")
        assert author.editor.offered is None


async def test_enter_goes_on_with_the_depth_of_the_line(deck: Path):
    """
    Deeper after a colon, on with a list, out of it after an empty item.
    """
    async with bench_of(deck) as author:
        await author.press("ctrl+end")

        await author.write("injects:\nrumour:\neffects:\n- trust +1\ntension +1\n\ntitle: R")

        assert author.written.endswith(
            "injects:\n  rumour:\n    effects:\n      - trust +1\n      - tension +1\n      title: R"
        )


async def test_a_track_is_renamed_everywhere_and_back(deck: Path):
    """
    A wrong name is refused in the dialog; one key brings the old one back.
    """
    async with bench_of(deck) as author:
        await author.at("  trus")
        await author.press("ctrl+r")
        await author.sees("Track trust is named 3 times")
        await author.write("y")
        await author.press("ctrl+u")
        await author.write("red\n")
        await author.sees('"red" is the name of an actor already')
        await author.press("ctrl+u")
        await author.write("faith\n")

        assert author.written == DECK.replace("trust", "faith")
        await author.press("ctrl+z")
        assert author.written == DECK


async def test_seeds_that_say_the_old_name_are_told_of(deck: Path, tmp_path: Path):
    """
    They are files of their own, and stay as they are.
    """
    (tmp_path / "seeds").mkdir()
    seed = tmp_path / "seeds" / "calm.yaml"
    seed.write_text("seed: calm\ntitle: Calm\ndeck: strait\nstart: {trust: 2}\n")
    async with bench_of(deck) as author:
        await author.at("  trus")
        await author.press("ctrl+r", "ctrl+u")
        await author.write("faith\n")

        await author.sees("Seeds name it too", "seeds/calm.yaml: 1 time")


async def test_seeds_of_a_deck_just_begun_are_told_of(tmp_path: Path):
    """
    A template has a remark beside its name.
    """
    path = tmp_path / "decks" / "harbour.yaml"
    for folder in ("decks", "seeds"):
        (tmp_path / folder).mkdir()
    path.write_text(text_from("first", "harbour"))
    (tmp_path / "seeds" / "dry.yaml").write_text(
        "seed: dry\ntitle: Dry\ndeck: harbour\nstart: {water: 4}\n"
    )
    async with bench_of(path) as author:
        await author.at("  wat")
        await author.press("ctrl+r", "ctrl+u")
        await author.write("river\n")

        await author.sees("Seeds name it too", "seeds/dry.yaml: 1 time")


async def test_a_card_is_tried_at_levels_of_ones_choice(deck: Path, tmp_path: Path):
    """
    Played in a turn of its own; what changed is shown, and no save is left.
    """
    async with bench_of(deck) as author:
        await author.at("title: The Gamble")
        await author.press("f5")
        await author.sees("Try The Gamble", "red.capital", "Red: Capital", "Blue: Capital")
        await author.press("right", "tab")
        await author.write("tension 9\n")

        await author.sees("Tried", "✓ SUCCESS", "9 → 7 ▼2")
        line = author.text.partition("✓ SUCCESS")[2].partition("│")[0]
        assert "60%" == line.strip()
        await author.press("escape")
        assert ["strait.yaml"] == [p.name for p in tmp_path.iterdir()]


async def test_a_card_of_a_deck_with_errors_is_not_tried(deck: Path):
    """
    It says so, and where to go.
    """
    deck.write_text(DECK.replace("trust >= 2", "trust >="))
    async with bench_of(deck) as author:
        await author.at("title: The Gamble")

        await author.press("f5")

        await author.sees("This card cannot be tried yet", "1 error")


async def test_levels_that_cannot_be_are_refused(deck: Path):
    """
    An unknown name, no number, off the end of the track.
    """
    async with bench_of(deck) as author:
        await author.at("title: Big Speech")
        await author.press("f5", "tab")
        for said, objection in (
            ("trsut 3", 'no level "trsut"'),
            ("trust x", '"x" is no whole number'),
            ("trust 11", "Trust goes from 0 to 10"),
        ):
            await author.press("ctrl+u")
            await author.write(f"{said}\n")
            await author.sees(objection)


async def test_the_outline_goes_to_a_part(deck: Path):
    """
    A few letters of its title, and enter.
    """
    async with bench_of(deck) as author:
        await author.press("ctrl+o")
        await author.sees("Go to", "Big Speech", "Tracks")
        await author.write("gam\n")

        assert (16, 0) == author.editor.cursor_location
        assert author.editor.has_focus


async def test_the_map_tells_who_moves_what(deck: Path):
    """
    Signs with numbers in a matrix, the cards by track below, and enter goes to one.
    """
    async with bench_of(deck, size=(80, 24)) as author:
        await author.press("ctrl+g")
        await author.sees("Who moves which track", "▲1▼1", "Capital, one's own")
        await author.press("down", "enter")

        assert author.written.split("\n")[author.editor.cursor_location[0]] == "  gamble:"


async def test_the_heads_of_the_map_are_whole(deck: Path):
    """
    Long names have the room that few columns leave, and as many lines as they need.
    """
    names = DECK.replace("red: Red", "red: The Old Garden Town").replace(
        "blue: Blue", "blue: Upstreamers of the Valley"
    )
    deck.write_text(names)
    async with bench_of(deck, size=(80, 24)) as author:
        await author.press("ctrl+g")
        await author.sees("Who moves which track")
        head = author.text.partition("Who moves")[2].partition("Trust")[0].split()

        assert {"Old", "Garden", "Town", "Upstreamers", "Valley"} <= set(head)


async def test_a_text_is_found_again_and_again(deck: Path):
    """
    From the cursor on, round the end, whatever the case.
    """
    async with bench_of(deck) as author:
        await author.press("ctrl+f")
        await author.write("TENSION\n")
        rows = [author.editor.cursor_location[0]]
        for _ in range(3):
            await author.press("f7")
            rows.append(author.editor.cursor_location[0])

        assert [7, 7, 22, 23] == rows


async def test_a_click_puts_the_cursor_where_it_points(deck: Path):
    """
    In the rest of a broken line too.
    """
    sentence = "    text: " + "one two three four five " * 5
    deck.write_text(DECK + sentence)
    async with bench_of(deck, size=(80, 24)) as author:
        await author.press("ctrl+end")
        x, y = author.editor.cursor_screen_offset
        await author.pilot.click(offset=(x - 3, y))
        await author.rest()

        assert (24, len(sentence) - 3) == author.editor.cursor_location


async def test_a_stale_check_is_dropped(deck: Path, monkeypatch: pytest.MonkeyPatch):
    """
    CheckResult of a text that is another by now are never shown.
    """
    async with bench_of(deck) as author:
        bench = author.bench
        found = bench.proof.found
        assert found.deck is not None
        await author.pilot.press("x")
        assert bench.proof.found is found
        assert not bench.proof.is_current

        await author.rest()
        assert bench.proof.found is not found
        assert bench.proof.version == bench.proof.found.version


async def test_letters_are_text_and_not_commands(deck: Path):
    """
    `q` and `?` are typed; escape leaves the text for the list, where letters are keys again.
    """
    async with bench_of(deck) as author:
        await author.press("ctrl+end")
        await author.write("# q?")
        assert author.written.endswith("# q?")

        await author.press("escape", "question_mark")
        await author.sees("Workbench", "Save the file")
        await author.press("escape", "escape")
        assert author.editor.has_focus


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("ctrl+r", "Put the cursor on the name of a track, a card or an actor."),
        ("f4", "There is no problem to mend."),
        ("f3", "There is no problem here to explain."),
        ("f5", "Put the cursor into a card to try it."),
        ("f7", "Nothing was looked for yet: Ctrl+F finds a text."),
        ("f8", "There is no problem to go to."),
    ],
)
async def test_a_key_with_nothing_to_do_says_so(deck: Path, key: str, sentence: str):
    """
    Nothing happening looks like a key that does not work.
    """
    async with bench_of(deck) as author:
        await author.press(key)

        await author.sees(sentence)


async def test_help_names_the_keys_as_they_are_while_one_types(deck: Path):
    """
    As the guide writes them; no letter and no tab, which are text there.
    """
    async with bench_of(deck, size=(80, 60)) as author:
        await author.press("f1")
        await author.sees(
            "Ctrl+S      Save the file", "Ctrl+Q      Leave; what", "F1          Show"
        )
        text = author.text[: author.text.index("In the lists")]
        keys = {line.strip(" │").partition("  ")[0].strip() for line in text.splitlines()}

        assert {"Ctrl+B", "Ctrl+Space", "Ctrl+P", "F4", "F8", "Ctrl+Q"} <= keys
        assert not {"?", "q", "tab", "shift+tab", "Tab"} & keys


async def test_all_of_it_can_be_replaced_by_what_is_pasted(deck: Path):
    """
    Select all, paste; the ends of pasted lines are those of the file, and one key takes it back.
    """
    async with bench_of(deck) as author:
        await author.press("alt+a")
        author.app.post_message(events.Paste("deck: other\rtitle: Other\r"))
        await author.pilot.pause()
        await author.rest()

        assert "deck: other\ntitle: Other\n" == author.written
        await author.press("ctrl+z")
        assert author.written == DECK


async def test_words_in_the_middle_of_a_screen_of_eighty(deck: Path):
    """
    The picture below the text, the problems in its place by one key.
    """
    deck.write_text(DECK.replace("trust >= 2", "trsut >= 2"))
    async with bench_of(deck, size=(80, 24)) as author:
        await author.sees("─Deck")
        assert "─Problems" not in author.text

        await author.press("f9")

        await author.sees("─Problems: 1 error", 'nothing is called "trsut"')
        assert "─Deck" not in author.text


async def test_the_workbench_needs_no_colour_and_no_signs(deck: Path):
    """
    With `--ascii` everything is drawn with plain characters.
    """
    deck.write_text(DECK.replace("trust >= 2", "trsut >= 2"))
    async with bench_of(deck, plain_characters=True) as author:
        await author.press("f8", "ctrl+end")
        await author.write("  x:\n    k")

        text = author.app.export_screenshot().replace("&#160;", " ")
        assert [] == [c for c in text if not c.isascii()]


async def test_every_theme_can_be_worn(deck: Path):
    """
    F2 goes through all of them, the text in place.
    """
    async with bench_of(deck) as author:
        for _ in range(4):
            await author.press("f2")
            await author.sees("title: The Strait")


async def test_e_in_the_lobby_opens_the_workbench(deck: Path):
    """
    And ctrl+l goes back.
    """
    library = Shelf([Start("strait", deck, "The Strait")])
    library.read = lambda start: NotReady()  # type: ignore
    async with screen_of(library=library) as seat:
        await seat.sees("The Strait", "e Edit")
        await seat.press("e")
        await seat.sees("strait.yaml", "deck: strait")

        await seat.press("ctrl+l")

        await seat.sees("seminar wargames")


async def test_a_seed_of_the_lobby_is_asked_about(deck: Path, tmp_path: Path):
    """
    Its deck may be meant, or the seed itself.
    """
    (tmp_path / "decks").mkdir()
    deck.rename(tmp_path / "decks" / "strait.yaml")
    seed = tmp_path / "calm.yaml"
    seed.write_text("seed: calm\ntitle: Calm\ndeck: strait\nseats:\n  red: {play: human}\n")
    library = Shelf([Start("calm", seed, "A Calm Day")])
    library.read = lambda start: NotReady()  # type: ignore
    async with screen_of(library=library) as seat:
        await seat.press("e")
        await seat.sees("the deck strait", "the seed calm")
        await seat.press("down", "enter")

        await seat.sees("calm.yaml", "seed: calm", "The Strait")


async def test_leaving_for_the_lobby_from_the_command_line(deck: Path):
    """
    The lobby comes when one goes there.
    """
    async with bench_of(deck) as author:
        await author.press("ctrl+l")

        await author.sees("seminar wargames")
