"""Names: declared once, in one form, and found again."""

import pytest

from tests.authoring.deck_texts import complaint, small, told


def test_an_unknown_name_shows_the_similar_one():
    """
    A typing error is met with what was probably meant.
    """
    found = complaint(small(card="needs: trsut >= 3 and capital >= 1"))

    assert (
        told("""
        error[N201]: nothing is called "trsut"
           --> deck.yaml:15:12
         7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6}
           |   ----- a similar track is declared here
        15 |     needs: trsut >= 3 and capital >= 1
           |            ^^^^^ no track has this name
           = help: did you mean "trust"?
        """)
        == found
    )


def test_an_unknown_actor_is_pointed_at():
    """
    Also in a list.
    """
    found = complaint(small().replace("by: japan", "by: [japan, chine]"))

    assert (
        told("""
        error[N201]: nothing is called "chine"
           --> deck.yaml:14:17
        14 |     by: [japan, chine]
           |                 ^^^^^ no actor has this name
           = help: the deck has japan, us
        """)
        == found
    )


def test_the_first_card_to_unlock_must_be_there():
    """
    And when there is nothing to be meant, that is said.
    """
    found = complaint(small(card="unlocked_by: battery"))

    assert (
        told("""
        error[N201]: nothing is called "battery"
           --> deck.yaml:15:18
        15 |     unlocked_by: battery
           |                  ^^^^^^^ no card has this name
           = help: the deck has second_track
        """)
        == found
    )


def test_a_name_is_used_once():
    """
    One namespace for all ids: both places are shown.
    """
    found = complaint(
        small(rest="tests: {trust: capital = 1}\n").replace("capital = 1", "turn = 1")
    )

    assert (
        told("""
        error[N202]: "trust" is the name of a track already, and of a test here
           --> deck.yaml:15:9
         7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6}
           |   ----- a track is declared here
        15 | tests: {trust: turn = 1}
           |         ^^^^^ here again
           = help: give one of them another name; a deck uses each name once
        """)
        == found
    )


def test_a_name_is_snake_case():
    """
    A name that rules can spell.
    """
    found = complaint(small(rest="endings:\n  The End: {title: The end, when: trust = 0}\n"))

    assert (
        told("""
        error[N203]: "The End" cannot be the name of an ending
           --> deck.yaml:16:3
        16 |   The End: {title: The end, when: trust = 0}
           |   ^^^^^^^ small letters, digits and _ only, a letter first
           = help: write "the_end"
        """)
        == found
    )


def test_a_name_has_a_length():
    """
    The title says the rest.
    """
    found = complaint(
        small(rest="endings:\n  " + "e" * 41 + ": {title: The end, when: trust = 0}\n")
    )

    assert (
        told("""
        error[N203]: "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee..." has 41 characters, and a name has 40 at most
           --> deck.yaml:16:3
        16 |   eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee: {title: The end, when: trust = 0}
           |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ too long
           = help: choose a short one; the "title" says the rest
        """)
        == found
    )


def test_a_word_of_the_rules_is_no_name():
    """
    Nobody could tell the actor from the word.
    """
    found = complaint(small().replace("  us:", "  target: Target\n  us:"))

    assert (
        told("""
        error[N204]: "target" is a word of the rules, so no actor can be called that
          --> deck.yaml:5:3
        5 |   target: Target
          |   ^^^^^^ a word of the rules
          = help: choose another, such as "target_1"
        """)
        == found
    )


def test_the_name_of_something_else_is_told_apart():
    """
    A track holds no cards.
    """
    found = complaint(small().replace("by: japan", "by: trust"))

    assert (
        told("""
        error[N205]: "trust" is a track, and an actor was expected
           --> deck.yaml:14:9
         7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6}
           |   ----- declared here
        14 |     by: trust
           |         ^^^^^ not an actor
           = help: the deck has japan, us
        """)
        == found
    )


def test_a_name_listed_twice_is_pointed_at():
    """
    Nobody holds a card twice over.
    """
    found = complaint(small().replace("by: japan", "by: japan, us, japan"))

    assert (
        told("""
        error[N206]: "by" of card "second_track" lists "japan" twice
           --> deck.yaml:14:20
        14 |     by: japan, us, japan
           |                    ^^^^^ here again
           |         ----- listed here first
           = help: keep one of them
        """)
        == found
    )


def test_a_name_in_an_effect_is_looked_up():
    """
    Effects are read with the same care.
    """
    found = complaint(small(card="effects:\n  - trust +1\n  - trusst -1 if tust = 3"))

    assert (
        told("""
        error[N201]: nothing is called "trusst"
           --> deck.yaml:17:9
         7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6}
           |   ----- a similar track is declared here
        17 |       - trusst -1 if tust = 3
           |         ^^^^^^ no track has this name
           = help: did you mean "trust"?

        error[N201]: nothing is called "tust"
           --> deck.yaml:17:22
         7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6}
           |   ----- a similar track is declared here
        17 |       - trusst -1 if tust = 3
           |                      ^^^^ no track has this name
           = help: did you mean "trust"?
        """)
        == found
    )


@pytest.mark.parametrize(
    "text",
    [
        small(card="needs: zzz >= 3"),
        small(card="effects: zzz +1"),
        small(card="cost: zzz 1"),
    ],
)
def test_where_no_track_is_near_the_tracks_are_listed(text: str):
    """
    No cards and no actors: they have no level.
    """
    assert "= help: this deck has trust, resolve, capital\n" in complaint(text)


def test_a_rule_that_nobody_plays_is_told_whose_tracks_there_are():
    """
    There a track of everybody's own is named with its owner.
    """
    found = complaint(small(rest="each_turn: zzz +1\n"))

    assert "= help: this deck has trust, resolve, japan.capital, us.capital\n" in found
