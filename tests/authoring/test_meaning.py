"""What the parts of a deck mean together."""

from tests.authoring.deck_texts import complaint, small, told


def test_a_rule_of_a_card_reads_only_what_its_player_sees():
    """
    A greyed card would tell Japan how firm the United States are.
    """
    found = complaint(small(card="needs: trust >= 3 and resolve >= 4"))

    assert (
        told("""
        error[M301]: "needs" of card "second_track" reads "resolve", which japan cannot see
           --> deck.yaml:15:27
        15 |     needs: trust >= 3 and resolve >= 4
           |                           ^^^^^^^ the hand would give it away
           = help: read a track that its players see, or move the condition to an effect's own if
        """)
        == found
    )


def test_a_test_does_not_hide_a_leak():
    """
    What a named test reads, the card reads.
    """
    found = complaint(small(card="needs: firm", rest="tests: {firm: resolve >= 4}\n"))

    assert (
        told("""
        error[M301]: "needs" of card "second_track" reads "resolve", which japan cannot see
           --> deck.yaml:15:12
        15 |     needs: firm
           |            ^^^^ the hand would give it away
           = help: read a track that its players see, or move the condition to an effect's own if
        """)
        == found
    )


def test_odds_leak_as_well_as_needs():
    """
    The odds stand in the hand.
    """
    found = complaint(small(card="chance: 50% + 5% * resolve\nsuccess: trust +1"))

    assert (
        told("""
        error[M301]: "chance" of card "second_track" reads "resolve", which japan cannot see
           --> deck.yaml:15:24
        15 |     chance: 50% + 5% * resolve
           |                        ^^^^^^^ the hand would give it away
           = help: read a track that its players see, or move the condition to an effect's own if
        """)
        == found
    )


def test_covert_pieces_of_others_are_not_counted():
    """
    A card that cannot be played would betray a hidden battery.
    """
    found = complaint(
        small(card="needs: battery >= 1")
        + "  battery:\n    kind: deploy\n    title: Battery\n    by: us\n    posture: open or covert\n    stands: until recalled\n"
    )

    assert (
        told("""
        error[M301]: "needs" of card "second_track" reads pieces of "battery" played covertly, which japan cannot see
           --> deck.yaml:15:12
        15 |     needs: battery >= 1
           |            ^^^^^^^ the hand would give it away
           = help: count only "battery.open", or move the condition to an effect's own if
        """)
        == found
    )


def test_cards_do_not_wait_for_each_other():
    """
    Neither would ever be played.
    """
    found = complaint(
        small(card="unlocked_by: battery")
        + "  battery: {kind: deploy, title: Battery, by: us, unlocked_by: second_track}\n"
    )

    assert (
        told("""
        error[M302]: the cards second_track and battery wait for each other
           --> deck.yaml:15:18
        15 |     unlocked_by: battery
           |                  ^^^^^^^ never unlocked
           = help: let one of them be playable from the start
        """)
        == found
    )


def test_a_card_does_not_wait_for_itself():
    """
    It would never be played.
    """
    found = complaint(small(card="unlocked_by: second_track"))

    assert (
        told("""
        error[M302]: card "second_track" waits to be unlocked by itself
           --> deck.yaml:15:18
        15 |     unlocked_by: second_track
           |                  ^^^^^^^^^^^^ never unlocked
           = help: let one of them be playable from the start
        """)
        == found
    )


def test_there_is_somebody_to_target():
    """
    A card of Japan alone, aimed at Japan alone.
    """
    found = complaint(small(card="targets: japan"))

    assert (
        told("""
        error[M303]: card "second_track" leaves japan nobody to name but itself
           --> deck.yaml:15:5
        15 |     targets: japan
           |     ^^^^^^^ nobody else is named here
           = help: name another actor, or any other actor
        """)
        == found
    )


def test_a_side_that_is_never_played_is_pointed_at():
    """
    An open card has no covert side.
    """
    found = complaint(small(card="effects: {open: trust +1, covert: trust -1}"))

    assert (
        told("""
        error[M304]: "effects" of card "second_track" has a side for covert play, and the card is never played so
           --> deck.yaml:15:31
        15 |     effects: {open: trust +1, covert: trust -1}
           |                               ^^^^^^ never happens
           = help: remove this side, or write posture: open or covert
        """)
        == found
    )


def test_a_pile_holds_something():
    """
    A pile without injects draws nothing; it is only a warning.
    """
    found = complaint(small(rest="piles:\n  prizes: {draw: 1}\n"))

    assert (
        told("""
        warning[M306]: no inject lies in the pile "prizes"
           --> deck.yaml:16:3
        16 |   prizes: {draw: 1}
           |   ^^^^^^ draws nothing
           = help: write "pile: prizes" in the injects that belong to it
        """)
        == found
    )


def test_choices_make_a_difference():
    """
    Two doors into the same room; it is only a warning.
    """
    found = complaint(
        small(
            rest="injects:\n  news:\n    title: News\n    turn: 2\n    choices:\n      go: {title: Go, effects: trust +1}\n      stay: {title: Stay, effects: trust +1}\n"
        )
    )

    assert (
        told("""
        warning[M307]: choice "stay" of inject "news" does the same as "go"
           --> deck.yaml:21:7
        21 |       stay: {title: Stay, effects: trust +1}
           |       ^^^^ makes no difference
           = help: give each choice effects of its own
        """)
        == found
    )


def test_a_certain_card_hardly_fails():
    """
    Its failure happens only when somebody rules so; it is only a warning.
    """
    found = complaint(small(card="failure: trust -1"))

    assert (
        told("""
        warning[M308]: card "second_track" has "failure" and no "chance", so it fails only when ruled to
           --> deck.yaml:15:5
        15 |     failure: trust -1
           |     ^^^^^^^ almost never happens
           = help: add a "chance", such as "chance: 70%"
        """)
        == found
    )


def test_bands_do_not_overlap():
    """
    A level has one name.
    """
    found = complaint(
        small().replace("start: 6}", "start: 6, bands: {low: 0 to 4, high: 4 to 10}}")
    )

    assert (
        told("""
        error[M309]: band "high" of track "trust" overlaps with "low"
          --> deck.yaml:7:86
        7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6, bands: {low: 0 to 4, high: 4 to 10}}
          |                                                                                      ^^^^^^^ "low" is 0 to 4
          = help: give each level one band at most
        """)
        == found
    )


def test_a_band_lies_on_its_track():
    """
    Eleven is off the scale.
    """
    found = complaint(small().replace("start: 6}", "start: 6, bands: {high: 8 to 11}}"))

    assert (
        told("""
        error[S107]: band "high" of track "trust" is 8 to 11, and the track goes from 0 to 10
          --> deck.yaml:7:73
        7 |   trust: {name: Alliance trust, range: 0 to 10, start: 6, bands: {high: 8 to 11}}
          |                                                                         ^^^^^^^ out of bounds
          = help: write two levels of the track, the lower first
        """)
        == found
    )


def test_tests_do_not_go_round():
    """
    A test that needs itself has no answer.
    """
    found = complaint(small(rest="tests:\n  calm: not tense\n  tense: not calm\n"))

    assert (
        told("""
        error[R401]: "calm" needs itself to be tested
           --> deck.yaml:16:13
        16 |   calm: not tense
           |             ^^^^^ leads back here
           = help: it goes round: calm -> tense -> calm; write one of them without the next
        """)
        == found
    )


def test_an_offer_hangs_on_what_its_recipient_sees():
    """
    The reason is shown to the recipient alone, so it should be its own secret; only a warning.
    """
    found = complaint(
        small(card="offer: {to: us, needs: japan.purse >= 1}").replace(
            "cards:",
            "  purse: {name: Purse, range: 0 to 9, start: 1, each: actor, seen_by: owner}\ncards:",
        )
    )

    assert (
        told("""
        warning[M310]: the offer of card "second_track" reads "japan.purse", which us cannot see
           --> deck.yaml:16:28
        16 |     offer: {to: us, needs: japan.purse >= 1}
           |                            ^^^^^^^^^^^ the recipient is told why it cannot accept
           = help: read a track that its players see, or leave it if the hint is meant
        """)
        == found
    )


def test_pieces_are_counted_of_cards_that_leave_some():
    """
    A card that leaves nothing on the table is counted in vain; only a warning.
    """
    found = complaint(small(card="needs: second_track = 0"))

    assert (
        told("""
        warning[M311]: card "second_track" leaves no piece, so there is none to count
           --> deck.yaml:15:12
        15 |     needs: second_track = 0
           |            ^^^^^^^^^^^^ always 0
           = help: add "stands: until recalled" or "lasts: 3 turns" to card "second_track"
        """)
        == found
    )


def test_pieces_are_counted_in_a_posture_that_is_played():
    """
    An open card has no covert pieces; only a warning.
    """
    found = complaint(
        small(card="stands: until recalled\neffects: trust +1 if second_track.covert >= 1")
    )

    assert (
        told("""
        warning[M311]: card "second_track" is never played covertly, so there is none to count
           --> deck.yaml:16:26
        16 |     effects: trust +1 if second_track.covert >= 1
           |                          ^^^^^^^^^^^^^^^^^^^ always 0
           = help: count all of them by the name alone, or write "posture: open or covert"
        """)
        == found
    )


def test_a_card_that_leaves_nothing_is_never_recalled():
    """
    It would never come back to the hand.
    """
    found = complaint(small(card="returns: when recalled"))

    assert (
        told("""
        error[S110]: card "second_track" returns when recalled and leaves no piece
           --> deck.yaml:15:5
        15 |     returns: when recalled
           |     ^^^^^^^ of no use here
           = help: add "stands: until recalled", "lasts: 3 turns" or "arrives: after 2 turns"
        """)
        == found
    )
