"""Fields, and what stands in them."""

import re

from tests.authoring.deck_texts import complaint, small, told


def test_a_deck_says_what_it_is():
    """
    A file with neither id is read as a deck, and told what it lacks.
    """
    found = complaint(small(deck=""))

    assert (
        told("""
        error[S101]: the file does not say which deck it is
          --> deck.yaml:1:1
        1 | title: A Small Deck
          | ^^^^^ this comes first
          = help: begin it with a line such as "deck: quiet_signals"
        """)
        == found
    )


def test_an_unknown_field_is_pointed_at():
    """
    A field that is spelt wrong would otherwise be silently ignored.
    """
    found = complaint(small(card="postur: covert"))

    assert (
        told("""
        error[S102]: card "second_track" has no field "postur"
           --> deck.yaml:15:5
        15 |     postur: covert
           |     ^^^^^^ no such field
           = help: did you mean "posture"?
        """)
        == found
    )


def test_an_unknown_field_lists_what_there_is():
    """
    When no field is near, all are named.
    """
    found = complaint(small(rest="piles:\n  prizes: {size: 3}\n"))

    assert (
        told("""
        warning[M306]: no inject lies in the pile "prizes"
           --> deck.yaml:16:3
        16 |   prizes: {size: 3}
           |   ^^^^^^ draws nothing
           = help: write "pile: prizes" in the injects that belong to it

        error[S102]: pile "prizes" has no field "size"
           --> deck.yaml:16:12
        16 |   prizes: {size: 3}
           |            ^^^^ no such field
           = help: it may have draw
        """)
        == found
    )


def test_a_field_under_another_word_is_told_by_its_name():
    """
    A picture is no posture, though the words look alike.
    """
    assert '= help: did you mean "image"?' in complaint(small(card="picture: gates.png"))


def test_a_card_at_the_margin_is_told_where_cards_stand():
    """
    Twenty fields of a deck would not help.
    """
    card = "lockout:\n  kind: signal\n  title: Lockout\n  by: us\n"
    found = complaint(small(rest=card))

    assert 'the deck has no field "lockout"' in found
    assert '= help: a card stands further in, under "cards:", like the others there' in found


def test_only_a_few_fields_are_named_where_none_is_near():
    """
    The rest are counted.
    """
    found = complaint(small(card="zzz: x"))

    assert max(len(line) for line in found.splitlines()) <= 80
    assert re.search(r"help: it may have .* and \d+ more$", found, re.MULTILINE)


def test_a_missing_field_is_asked_for():
    """
    Nothing is invented: a track that does not say where it starts is asked.
    """
    found = complaint(small().replace(", start: 6", ""))

    assert (
        told("""
        error[S103]: track "trust" has no "start"
          --> deck.yaml:7:3
        7 |   trust: {name: Alliance trust, range: 0 to 10}
          |   ^^^^^ "start" is missing
          = help: add a line "start: ..."
        """)
        == found
    )


def test_an_empty_field_is_asked_for():
    """
    A field without a value is no field.
    """
    found = complaint(small(card="text:"))

    assert (
        told("""
        error[S103]: nothing stands in the field "text" of card "second_track"
           --> deck.yaml:15:5
        15 |     text:
           |     ^^^^ its value is missing
           = help: give it a value, or remove the line
        """)
        == found
    )


def test_a_blank_title_is_asked_for():
    """
    Blanks are no title.
    """
    found = complaint(small(title="' '"))

    assert (
        told("""
        error[S103]: nothing stands in the field "title" of the deck
          --> deck.yaml:2:1
        2 | title: ' '
          | ^^^^^ its value is missing
          = help: give it a value, or remove the line
        """)
        == found
    )


def test_a_field_given_twice_shows_both_places():
    """
    YAML would silently keep the last one.
    """
    found = complaint(small(card="kind: deploy"))

    assert (
        told("""
        error[S104]: "kind" is given twice
           --> deck.yaml:15:5
        12 |     kind: hedge
           |     ---- it stands here first
        15 |     kind: deploy
           |     ^^^^ here again
           = help: keep one of them
        """)
        == found
    )


def test_a_section_given_twice_is_put_together():
    """
    To keep one of the two would throw the cards of the other away.
    """
    card = "  visit: {kind: signal, title: Visit, by: us}\n"
    found = complaint(small(rest="cards:\n" + card))

    assert 'error[S104]: "cards" is given twice' in found
    assert '= help: put the lines of both under one "cards:"' in found
    assert "keep one" not in found


def test_an_effect_that_is_a_group_of_fields_is_told_how():
    """
    The wrong shape is told the right one.
    """
    found = complaint(small(card="cost: {capital: 1}"))

    assert (
        told("""
        error[S105]: "cost" of card "second_track" is a group of fields, and text was expected
           --> deck.yaml:15:11
        15 |     cost: {capital: 1}
           |           ^ text was expected here
           = help: write it like this: cost: capital 2, oil 1
        """)
        == found
    )


def test_a_text_that_is_a_list_is_told_how():
    """
    The wrong shape is told the right one.
    """
    found = complaint(small(card="text: [one, two]"))

    assert (
        told("""
        error[S105]: "text" of card "second_track" is a list, and text was expected
           --> deck.yaml:15:11
        15 |     text: [one, two]
           |           ^ text was expected here
           = help: write it as "text: ..." on one line, or put it in quotes
        """)
        == found
    )


def test_a_card_that_is_text_is_told_how():
    """
    A card is a group of fields.
    """
    found = complaint(small().replace("  second_track:", "  bare: a card\n  second_track:"))

    assert (
        told("""
        error[S105]: card "bare" is text, and fields were expected
           --> deck.yaml:11:9
        11 |   bare: a card
           |         ^^^^^^ fields were expected here
           = help: write its fields below "bare:", each on a line of its own and indented
        """)
        == found
    )


def test_a_number_must_be_whole():
    """
    Levels are whole steps.
    """
    found = complaint(small(card="copies: 1.5"))

    assert (
        told("""
        error[S106]: "copies" of card "second_track" is "1.5", and a whole number was expected
           --> deck.yaml:15:13
        15 |     copies: 1.5
           |             ^^^ no whole number
           = help: write a number from 1 to 20
        """)
        == found
    )


def test_a_number_has_bounds():
    """
    Twenty copies are enough for anybody.
    """
    found = complaint(small(card="copies: 21"))

    assert (
        told("""
        error[S107]: "copies" of card "second_track" is 21, which is not from 1 to 20
           --> deck.yaml:15:13
        15 |     copies: 21
           |             ^^ out of bounds
           = help: write a number from 1 to 20
        """)
        == found
    )


def test_a_range_runs_upward():
    """
    A track needs two different ends, the lower first.
    """
    found = complaint(small().replace("0 to 8", "8 to 0"))

    assert (
        told("""
        error[S107]: "range" of track "capital" is 8 to 0
          --> deck.yaml:8:45
        8 |   capital: {name: Political capital, range: 8 to 0, start: 4, each: actor}
          |                                             ^^^^^^ from low to high
          = help: write two numbers, the lower first, from -1000000 to 1000000
        """)
        == found
    )


def test_turns_are_counted_from_one():
    """
    A piece that lasts no turn would never stand.
    """
    found = complaint(small(card="lasts: 0 turns"))

    assert (
        told("""
        error[S107]: "lasts" of card "second_track" is 0 turns, which is not from 1 to 4095
           --> deck.yaml:15:12
        15 |     lasts: 0 turns
           |            ^^^^^^^ out of bounds
           = help: write it like this: lasts: 3 turns
        """)
        == found
    )


def test_a_seat_makes_at_most_nine_moves():
    """
    And a deck that says otherwise is told so.
    """
    found = complaint(small(rest="moves: up to 12\n"))

    assert (
        told("""
        error[S107]: "moves" of the deck is 0 to 12
           --> deck.yaml:15:8
        15 | moves: up to 12
           |        ^^^^^^^^ out of bounds
           = help: a seat makes 1 to 9 moves in a turn: write up to 2, exactly 1 or 1 to 3
        """)
        == found
    )


def test_one_of_a_few_words_is_expected():
    """
    A kind that nobody knows is met with the nearest.
    """
    found = complaint(small().replace("hedge\n", "hege\n"))

    assert (
        told("""
        error[S108]: "kind" of card "second_track" is "hege", and deploy, hedge, negotiate, signal, invest, exercise, pressure or reassure was expected
           --> deck.yaml:12:11
        12 |     kind: hege
           |           ^^^^ none of these
           = help: did you mean "hedge"?
        """)
        == found
    )


def test_yes_or_no_is_expected():
    """
    A flag is a flag.
    """
    found = complaint(small(card="once: perhaps"))

    assert (
        told("""
        error[S108]: "once" of card "second_track" is "perhaps", and yes or no was expected
           --> deck.yaml:15:11
        15 |     once: perhaps
           |           ^^^^^^^ yes or no
        """)
        == found
    )


def test_a_form_of_words_is_shown_by_example():
    """
    There is one way to say how long a piece lasts.
    """
    found = complaint(small(card="lasts: three turns"))

    assert (
        told("""
        error[S108]: "lasts" of card "second_track" cannot be "three turns"
           --> deck.yaml:15:12
        15 |     lasts: three turns
           |            ^^^^^^^^^^^ not understood
           = help: write it like this: lasts: 3 turns
        """)
        == found
    )


def test_a_phase_is_one_of_eight():
    """
    A turn has its phases.
    """
    found = complaint(small(rest="phases: plan, debate\n"))

    assert (
        told("""
        error[S108]: no phase is called "debate"
           --> deck.yaml:15:15
        15 | phases: plan, debate
           |               ^^^^^^ no such phase
           = help: a turn has brief, announce, talk, plan, reveal, answer, adjudicate, aftermath
        """)
        == found
    )


def test_no_turn_is_without_its_plan():
    """
    Without plan no move is ever made.
    """
    found = complaint(small(rest="phases: brief, reveal\n"))

    assert (
        told("""
        error[S103]: "phases" of the deck leaves out plan
           --> deck.yaml:15:9
        15 | phases: brief, reveal
           |         ^^^^^^^^^^^^^ plan is missing
           = help: add plan: without it no move is ever made
        """)
        == found
    )


def test_fields_that_exclude_each_other_are_both_shown():
    """
    A piece stands or lasts.
    """
    found = complaint(small(card="stands: until recalled\nlasts: 2 turns"))

    assert (
        told("""
        error[S109]: card "second_track" has both "stands" and "lasts"
           --> deck.yaml:16:5
        15 |     stands: until recalled
           |     ------ the other one
        16 |     lasts: 2 turns
           |     ^^^^^ cannot stand beside "stands"
           = help: keep "stands" for a piece that stays, or "lasts"
        """)
        == found
    )


def test_an_inject_comes_in_one_way():
    """
    Scheduled or conditional, not both.
    """
    found = complaint(small(rest="injects:\n  news: {title: News, turn: 2, when: trust >= 3}\n"))

    assert (
        told("""
        error[S109]: inject "news" has both "turn" and "when"
           --> deck.yaml:16:32
        16 |   news: {title: News, turn: 2, when: trust >= 3}
           |                                ^^^^ cannot stand beside "turn"
           |                       ---- the other one
           = help: an inject comes in one way
        """)
        == found
    )


def test_an_inject_has_to_come_somehow():
    """
    News that never comes is a slip.
    """
    found = complaint(small(rest="injects:\n  news: {title: News}\n"))

    assert (
        told("""
        error[S103]: inject "news" never comes
           --> deck.yaml:16:3
        16 |   news: {title: News}
           |   ^^^^ nothing says when it comes
           = help: add "turn: 3", "when: RULE", "chance: 40%", "pile: NAME" or "by_facilitator: yes"
        """)
        == found
    )


def test_a_field_of_no_use_alone_is_pointed_at():
    """
    What happens if a piece is seen needs a piece.
    """
    found = complaint(small(card="posture: covert\nif_seen: trust -1"))

    assert (
        told("""
        error[S110]: card "second_track" has "if_seen" and leaves no piece on the table
           --> deck.yaml:16:5
        16 |     if_seen: trust -1
           |     ^^^^^^^ of no use here
           = help: add "stands: until recalled", "lasts: 3 turns" or "arrives: after 2 turns"
        """)
        == found
    )


def test_exposure_needs_something_covert():
    """
    What is open cannot come to light.
    """
    found = complaint(small(card="stands: until recalled\nexposed: 25%"))

    assert (
        told("""
        error[S110]: card "second_track" has "exposed" and is never played covertly
           --> deck.yaml:16:5
        16 |     exposed: 25%
           |     ^^^^^^^ of no use here
           = help: add "posture: covert" or "posture: open or covert"
        """)
        == found
    )


def test_a_payoff_needs_its_condition():
    """
    A hedge pays when something is true.
    """
    found = complaint(small(card="stands: until recalled\npayoff: trust +1"))

    assert (
        told("""
        error[S110]: card "second_track" has a "payoff" and no "pays_if"
           --> deck.yaml:16:5
        16 |     payoff: trust +1
           |     ^^^^^^ of no use here
           = help: add "pays_if: RULE"
        """)
        == found
    )


def test_hidden_characters_are_left_out_and_named():
    """
    Text that would be shown backwards is shown as it is read, with a warning.
    """
    found = complaint(small(title='"Small \\u202e kced"'))

    assert (
        told(r"""
        warning[S111]: "title" of the deck holds the character U+202E, which no screen shows as it stands
          --> deck.yaml:2:8
        2 | title: "Small \u202e kced"
          |        ^^^^^^^^^^^^^^^^^^^ it is left out
          = help: remove it from the text
        """)
        == found
    )


def test_a_title_has_a_length():
    """
    A title is not a text.
    """
    found = complaint(small(title="Small " * 30))

    assert (
        told("""
        error[S112]: "title" of the deck has 179 characters, and 120 at most fit
          --> deck.yaml:2:8
        2 | title: Small Small Small Small Small Small Small Small Small Small Small Small Small Small Small Small Small Small Small...
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too long
          = help: shorten it
        """)
        == found
    )


def test_a_choice_has_at_least_two_sides():
    """
    Otherwise it is none.
    """
    found = complaint(
        small(
            rest="injects:\n  news:\n    title: News\n    turn: 2\n    choices:\n      go: {title: Go, effects: trust +1}\n"
        )
    )

    assert (
        told("""
        error[S112]: inject "news" has 1 to choose from
           --> deck.yaml:19:5
        19 |     choices:
           |     ^^^^^^^ two at least, nine at most
           = help: write two choices or more, or none at all
        """)
        == found
    )


def test_a_comma_in_braces_is_explained():
    """
    YAML makes the second effect a field; the check says so instead of losing it.
    """
    found = complaint(small(card="posture: open or covert\neffects: {open: trust +1, resolve +1}"))

    assert (
        told("""
        error[S113]: in braces "resolve +1" is a field of its own, and no effect of "effects" of card "second_track"
           --> deck.yaml:16:31
        16 |     effects: {open: trust +1, resolve +1}
           |                               ^^^^^^^^^^ the comma before or after it begins a new field
           = help: put the effects of a side in quotes, or write them as a list, one after each "- "
        """)
        == found
    )


def test_two_effects_in_braces_are_explained():
    """
    The same trap without a posture.
    """
    found = complaint(small(card="effects: {trust +1, resolve +1}"))

    assert (
        told("""
        error[S113]: in braces "trust +1" is a field of its own, and no effect of "effects" of card "second_track"
           --> deck.yaml:15:15
        15 |     effects: {trust +1, resolve +1}
           |               ^^^^^^^^ the comma before or after it begins a new field
           = help: put the effects of a side in quotes, or write them as a list, one after each "- "
        """)
        == found
    )


def test_a_picture_wants_words():
    """
    Who cannot see the picture is told what it shows.
    """
    found = complaint(small(card="image: map.png"))

    assert (
        told("""
        warning[S114]: card "second_track" has an "image" and no "alt"
           --> deck.yaml:15:5
        15 |     image: map.png
           |     ^^^^^ without words
           = help: add "alt:", a sentence for whoever cannot see the picture
        """)
        == found
    )


def test_an_actor_has_a_name():
    """
    The short form is the name alone.
    """
    found = complaint(small().replace("us: United States", "us:"))

    assert (
        told("""
        error[S103]: actor "us" has no name
          --> deck.yaml:5:3
        5 |   us:
          |   ^^ its name is missing
          = help: write it like this: us: The Government
        """)
        == found
    )
