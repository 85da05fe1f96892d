"""The feed: one plain sentence for each event, as its viewer may hear it."""

from tabletop.game.decision import (
    Adjudicate,
    Announce,
    Argument,
    Correct,
    Expose,
    FreeMove,
    PassFor,
    Release,
    Reorder,
    Report,
    Seal,
    Unseal,
)
from tabletop.game.event import LevelShifted, ShiftRefused
from tabletop.game.narrate import narrate
from tests.tables import Playing, deck_of, moves_of

DECK = """
actors: {red: Red, blue: Blue, green: Green}
moves: up to 3
tracks:
  trust: {name: Alliance trust, range: 0 to 10, start: 9}
  capital: {name: Capital, range: 0 to 10, start: 4, each: actor}
  gate: {name: The gate, range: 0 to 3, start: 1, shifts_if: trust <= 9}
cards:
  march: {title: Forward March, targets: any other actor, cost: capital 1, effects: trust +3, chance: 60%, success: gate +1, failure: capital -1}
  post: {title: Border Post, by: red, posture: open or covert, stands: until recalled, returns: when recalled, exposed: 0%, if_seen: trust -1}
  watch: {title: Night Watch, by: blue, lasts: 2 turns, each_turn: target.capital -1, targets: red}
  ship: {title: Slow Ship, by: green, arrives: after 1 turn, arrival: "trust -1, gate +1 if trust = 0"}
  hedge: {title: Second Door, by: blue, lasts: 3 turns, pays_if: trust >= 9, payoff: capital +1}
  deal: {title: A Deal, by: red, copies: 2, offer: {give: capital 1, ask: capital 2, accepted: trust -1, refused: gate +1, lapses: after 1 turn}}
  key: {title: The Key, by: green, effects: gate +1 if trust <= 2}
  lock: {title: The Lock, by: green, unlocked_by: key}
  safe: {title: The Safe, by: red, unlocked_by: key}
injects:
  storm: {title: A storm, text: It comes at night., turn: 1, effects: trust -1}
  letter: {title: A letter, turn: 1, for: blue, choices: {burn: {title: Burn it, effects: blue.capital +1}, keep: {title: Keep it}}}
  leak: {title: A leak, by_facilitator: yes}
  rumour: {title: A rumour, chance: 0%}
objectives:
  calm: {by: "red, blue", title: Quiet days, test: trust >= 1, points: trust}
  rich: {by: green, title: Riches, test: capital >= 9, points: 1}
  one: {by: green, title: One thing, points: 1}
endings: {gone: {title: The gate is gone, text: Nobody knows how., when: gate = 3 and turn = 2}}
each_turn: gate +1 if turn = 2 or turn = 1
"""


VIEWERS = {"f": "facilitator", "r": "red", "b": "blue", "w": "wall"}

HEARD = """
frbw Turn 1 of 8.
frbw The brief.
f    A rumour: 0%, rolled 100: no.
frbw A storm. It comes at night.
frbw Alliance trust 9 → 8 (A storm).
f b  A letter.
f b  Blue has to choose: A letter.
f b  Blue chooses: Burn it.
f b  Blue: Capital 4 → 5 (A letter).
 r w Blue: Capital 4 → 5.
frbw Red: We met for lunch.
frbw Intentions may be shown.
frbw Red announces: Forward March, A Deal.
frbw Blue announces: nothing.
frbw Moves are planned and sealed.
fr   Red seals A Deal (openly, Blue), Forward March (openly, Green), Border Post (covertly).
  bw Red has sealed.
frbw Red takes its sealed moves back.
fr   Red seals A Deal (openly, Blue), Forward March (openly, Green), Border Post (covertly).
  bw Red has sealed.
f b  Blue seals Night Watch (openly, Red), Second Door (openly).
 r w Blue has sealed.
f    Green seals Slow Ship (openly), The Key (openly), Sing (openly).
 rbw Green has sealed.
frbw The seals are broken.
frbw Red plays A Deal (openly, Blue).
frbw Blue plays Night Watch (openly, Red).
frbw Green plays Slow Ship (openly).
frbw Red plays Forward March (openly, Green).
frbw Blue plays Second Door (openly).
frbw Green plays The Key (openly).
fr   Red plays Border Post (covertly).
frbw Green plays Sing (openly).
fr   Red: Capital 4 → 3 (given in A Deal).
  bw Red: Capital 4 → 3.
fr   Red: Capital 3 → 2 (cost of Forward March).
  bw Red: Capital 3 → 2.
frbw Red offers Blue: A Deal (gives Capital 1; asks Capital 2).
frbw The moves are put in another order.
f b  Blue accepts A Deal, sealed.
 r w Blue has answered Red.
frbw Blue accepts A Deal from Red.
frbw Blue: Capital 5 → 3 (asked in A Deal).
frbw Blue: Capital 3 → 4 (given in A Deal).
frbw Red: Capital 2 → 4 (asked in A Deal).
frbw Alliance trust 8 → 7 (A Deal).
frbw The moves are adjudicated.
frbw Night Watch by Blue takes effect.
frbw Night Watch of Blue stands through turn 2.
frbw Slow Ship by Green takes effect.
frbw Slow Ship of Green will arrive in turn 2.
frbw Forward March by Red fails (60%, typed 61).
frbw Alliance trust 7 → 10 (Forward March).
frbw Red: Capital 4 → 3 (Forward March).
frbw Second Door by Blue takes effect.
frbw Second Door of Blue stands through turn 3.
frbw The Key by Green takes effect (ruled (No key fits)).
frbw The gate is not moved by The Key: struck out by the facilitator.
frbw Unlocked: The Lock, The Safe.
fr   Border Post by Red takes effect.
fr   Border Post of Red stands.
frbw Sing by Green fails (ruled (Out of tune)).
frbw Red: Capital 3 → 2 (Night Watch).
fr   Border Post coming to light: 0%, rolled 60: no.
frbw Second Door of Blue pays off.
frbw Blue: Capital 4 → 5 (Second Door pays).
frbw The gate is not moved at the end of the turn: the rule that lets it shift does not hold.
frbw Turn 2 of 8.
frbw The brief.
f    A rumour: 0%, rolled 91: no.
frbw A leak.
frbw Alliance trust 10 → 8 (corrected; Miscounted).
frbw Intentions may be shown.
frbw Moves are planned and sealed.
frbw Border Post of Red comes to light (A torch).
frbw Alliance trust 8 → 7 (Border Post seen).
fr   Red seals A Deal (openly, Green), recall of Border Post.
  bw Red has sealed.
frbw Blue is passed for.
f    Green seals no move.
 rbw Green has sealed.
frbw The seals are broken.
frbw Red recalls Border Post.
frbw Red plays A Deal (openly, Green).
fr   Red: Capital 2 → 1 (given in A Deal).
  bw Red: Capital 2 → 1.
frbw Red offers Green: A Deal (gives Capital 1; asks Capital 2).
f    Green refuses A Deal, sealed.
 rbw Green has answered Red.
frbw Green refuses A Deal from Red.
frbw Red: Capital 1 → 2 (back from A Deal).
frbw The gate 1 → 2 (A Deal).
frbw The moves are adjudicated.
frbw Red: Capital 2 → 1 (Night Watch).
frbw Slow Ship of Green arrives.
frbw Alliance trust 7 → 6 (Slow Ship).
frbw The gate is not moved by Slow Ship: its condition does not hold.
frbw Night Watch of Blue has run its time.
frbw The gate 2 → 3 (each turn).
 r   Border Post is back in hand.
frbw Red: Quiet days: met, 6 points.
frbw Blue: Quiet days: met, 6 points.
frbw Green: Riches: not met.
frbw Green: One thing: met, 1 point.
frbw The gate is gone. Nobody knows how. Most points: Red and Blue.
"""


def heard(table):
    """Return every sentence that was told, after the letters of those who heard it."""
    lines = []
    for before, event in zip(table.befores, table.events, strict=True):
        told = {
            letter: narrate(table.deck, before, event, viewer) for letter, viewer in VIEWERS.items()
        }
        for text in dict.fromkeys(line.text for line in told.values() if line):
            who = (k if line and line.text == text else " " for k, line in told.items())
            lines.append(f"{''.join(who)} {text}")
    return lines


def test_each_viewer_hears_its_own_story():
    """Two turns in which everything happens: who hears what, and in which words."""
    assert HEARD.strip().splitlines() == heard(story())


def test_each_shift_keeps_its_cause():
    """Reports and receipts go by it."""
    causes = [
        (event.level, event.cause.because)
        for event in story().events
        if isinstance(event, LevelShifted | ShiftRefused)
    ]

    assert [
        ("trust", "inject"),
        ("blue.capital", "inject"),
        ("red.capital", "give"),
        ("red.capital", "cost"),
        ("blue.capital", "ask"),
        ("blue.capital", "give"),
        ("red.capital", "ask"),
        ("trust", "answer"),
        ("trust", "move"),
        ("red.capital", "move"),
        ("gate", "move"),
        ("red.capital", "piece"),
        ("blue.capital", "hedge"),
        ("gate", "deck"),
        ("trust", "ruling"),
        ("trust", "exposure"),
        ("red.capital", "give"),
        ("red.capital", "returned"),
        ("gate", "answer"),
        ("red.capital", "piece"),
        ("trust", "arrival"),
        ("gate", "arrival"),
        ("gate", "deck"),
    ] == causes


TOPICS = {
    "Turn 1 of 8.": "turn",
    "The brief.": "phase",
    "Red: We met for lunch.": "report",
    "A leak.": "inject",
    "Blue chooses: Burn it.": "inject",
    "Red announces: Forward March, A Deal.": "move",
    "Red plays A Deal (openly, Blue).": "move",
    "Blue accepts A Deal from Red.": "offer",
    "Forward March by Red fails (60%, typed 61).": "dice",
    "Alliance trust 7 → 10 (Forward March).": "level",
    "The gate is not moved by The Key: struck out by the facilitator.": "level",
    "Slow Ship of Green arrives.": "piece",
    "Red: Quiet days: met, 6 points.": "score",
}


def test_each_sentence_has_its_topic():
    """So that a screen can tell news from dice."""
    table = story()
    lines = [
        narrate(table.deck, before, event, "facilitator")
        for before, event in zip(table.befores, table.events, strict=True)
    ]

    assert TOPICS == {line.text: line.topic for line in lines if line and line.text in TOPICS}


def test_a_rehearsal_is_told_as_one():
    """Turn zero has a sentence of its own."""
    table = Playing(deck_of("cards: {push: {}}", rehearsal=True)).until("brief", turn=1)

    told = table.told("wall")
    assert "Turn zero, a rehearsal." == told[0]
    assert ["The rehearsal is over and forgotten.", "Turn 1 of 8.", "The brief."] == told[-3:]


def test_a_go_in_turn_is_told_by_name():
    """Whose go it is."""
    table = Playing(deck_of("order: in turn\ncards: {push: {}}")).until("plan")

    assert "Red plans its go." == table.told("wall")[-1]
    table.until("reveal")
    assert "The seals are broken." == table.told("wall")[-1]


def test_an_ending_may_have_no_winner_and_no_text():
    """Then its title says it all."""
    table = Playing(deck_of("tracks: {trust: 0}\nendings: {over: {when: trust = 0}}")).to_the_end()

    assert "Over." == table.told("wall")[-1]


def test_a_level_that_was_full_stays_and_is_told_so():
    """Whoever sees the cause hears what was asked for; who does not hears nothing."""
    table = Playing(
        deck_of("""
        tracks: {trust: 10}
        cards: {push: {posture: open or covert, effects: trust +2}}
        """)
    ).turn(red="push covert", blue="push")

    stays = "Trust stays at 10 (+2 asked for; Push)."
    assert [2, 1] == [table.told(viewer).count(stays) for viewer in ("red", "wall")]


def test_what_a_standing_rule_leaves_alone_is_no_news():
    """A piece that does nothing this turn, a line of the deck that does not hold: no sentence."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards: {post: {stands: until recalled, each_turn: trust +1 if trust >= 6}}
        injects: {calm: {turn: 1, effects: trust +1 if trust >= 6}}
        each_turn: trust -1 if trust >= 6
        """)
    ).turn(red="post")

    assert 3 == len(table.happened(ShiftRefused))
    assert not [line for line in table.told("facilitator") if "Trust" in line]


def test_news_that_came_by_chance_is_told_with_its_roll():
    """To the facilitator."""
    table = Playing(deck_of("injects: {rumour: {chance: 100%}}")).until("brief")

    (told,) = [line for line in table.told("facilitator") if "rolled" in line]
    assert told.startswith("Rumour: 100%, rolled ") and told.endswith(": yes.")


def test_an_offer_that_lapses_is_told():
    """By whom, to whom."""
    table = Playing(deck_of("cards: {deal: {offer: {}}}")).turn(red="deal @blue")

    assert "Red offers Blue: Deal." in table.told("wall")
    assert "Deal, offered by Red to Blue, lapses." in table.told("wall")
    assert "Blue lets wait Deal, sealed." in table.told("blue")


def test_two_dice_are_told_as_they_fell():
    """Odds in ways, dice one by one."""
    table = Playing(deck_of("cards: {push: {chance: 50%}}", method="2d6")).until("plan")
    table.seal("red", "push")
    table.until("adjudicate")

    table.adjudicate(dice=(3, 4))

    assert "Push by Red succeeds (21 of 36, typed 3 and 4)." == table.told("wall")[-1]


def test_a_word_of_the_umpire_is_told_as_one():
    """With its reason, where there is one."""
    table = Playing(deck_of("cards: {push: {copies: 2, chance: 50%}}", method="umpire"))
    table.until("plan").seal("red", "push, push")
    table.until("adjudicate")

    table.adjudicate(ruling="success")
    table.adjudicate(ruling="struck", reason="No ships left")

    assert [
        "Push by Red succeeds (ruled).",
        "Push by Red is struck out (ruled (No ships left)).",
    ] == table.told("wall")[-2:]


def story():
    """Play two turns in which everything happens at least once."""
    terms = {"facilitated": True, "phases": ("brief", "announce", "plan", "reveal", "adjudicate")}
    table = Playing(deck_of(DECK, **terms)).until("brief")
    table.choose("blue", "letter", "burn")
    table.decide(Report("red", "We met for lunch."))
    table.until("announce")
    table.decide(Announce("red", ("march", "deal")))
    table.decide(Announce("blue", ()))
    table.until("plan")
    table.seal("red", "deal @blue, march @green, post covert")
    table.decide(Unseal("red"))
    table.seal("red", "deal @blue, march @green, post covert")
    table.seal("blue", "watch @red, hedge")
    table.decide(Seal("green", (*moves_of("ship, key"), FreeMove("Sing", "They listen"))))
    table.until("reveal")
    table.decide(
        Reorder(
            (
                "1-blue-1",
                "1-red-1",
                *(m.id for m in table.state.moves if m.id not in ("1-blue-1", "1-red-1")),
            )
        )
    )
    table.until("answer")
    table.answer("blue", "accept")
    table.until("adjudicate")
    while table.asked("adjudicate"):
        (ask,) = table.asked("adjudicate")
        how = {
            "march": {"dice": (61,), "arguments": (Argument("pro", "They are tired"),)},
            "key": {"strikes": ("gate",), "reason": "No key fits"},
            "free": {"ruling": "failure", "reason": "Out of tune"},
        }.get(table.card_of(ask.subject), {})
        table.decide(Adjudicate(ask.subject, **how))
    table.until("brief", turn=2)
    table.decide(Release("leak"))
    table.decide(Correct("trust", 8, "Miscounted"))
    table.until("plan")
    post = next(piece.id for piece in table.state.pieces if piece.card == "post")
    table.decide(Expose(post, "A torch"))
    table.seal("red", "deal @green", recalls=[post])
    table.decide(PassFor("blue"))
    table.seal("green")
    table.until("answer")
    table.answer("green", "refuse")
    return table.to_the_end()
