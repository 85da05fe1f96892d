"""
The fields that each part of a deck or seed may have, each declared here and nowhere else.

From these tables come the reading of a part, the schema for editors, completion, the columns of a
spreadsheet, and what may be meant by a field that nobody knows.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

import attrs

from tabletop.language.ids import METHODS

EXAMPLE: Final = re.compile(r'.*such as "([^"]+)"|[^"]*"([^"]+)"')


@attrs.frozen
class Field:
    """
    What one field holds.

    Attributes:
        name: As it is written in the file.
        shape: What stands in it, in a word, and for some words of what sort:
            `line`, `line MOST`: text on one line; `text`; `lines`; `flag`; `names`; `kind`;
            `id`, `id WHAT`; `rule`; `chance`; `chance move`, which may ask for its posture;
            `number`; `effects`; `prices`; `level`; `levels`; `bands`; `hands`;
            `whole LOW HIGH` with both ends inclusive; `one of A | B`;
            `form NAME` for a few words in a certain order, one of `PHRASES`;
            `fields PART`; `parts PART` for fields by id.
        about: What it is for, in a sentence.
        is_required: Whether a part without it is an error.
        attribute: What it sets in the value that is read.
        kind: The first word of its *shape*, and *of* what follows.
        words: The few words of which it holds one; none for any other shape.
    """

    name: str
    shape: str
    about: str
    is_required: bool
    attribute: str
    kind: str
    of: str
    words: tuple[str, ...]

    @property
    def example(self) -> str:
        """What *about* gives as an example, or ""."""
        found = EXAMPLE.match(self.about)
        return found[1] or found[2] if found else ""


RULES: Final = ("rule", "chance", "number", "effects", "prices")
"""The shapes that are written in the language of rules."""


@attrs.frozen
class Phrase:
    """
    A few words in a certain order.

    Attributes:
        form: What they look like; all of the text has to match.
        offered: What a writer is offered.
        slip: How else it is written, full-width signs already made plain.
        here: How the same is written here, with the groups of *slip*.
    """

    form: "re.Pattern[str]"
    offered: tuple[str, ...] = ()
    slip: "re.Pattern[str] | None" = None
    here: str = ""

    def mended(self, text: str) -> str:
        """Return *text* as it is written here, or "" if it is no such slip."""
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        found = self.slip.fullmatch(plain) if self.slip else None
        return re.sub(r"\b1 turns", "1 turn", found.expand(self.here)) if found else ""


FROM_TO: Final = re.compile(
    r"(-?\d{1,15}) ?(?:to|-|\u2010|\u2012|\u2013|\u2014|\u2212|~|\.\.\.?|,) ?(-?\d{1,15})"
)

PHRASES: Final[Mapping[str, Phrase]] = {
    "moves": Phrase(
        re.compile(
            r"up to (?P<most>\d{1,4})|exactly (?P<n>\d{1,4})|(?P<a>\d{1,4}) to (?P<b>\d{1,4})"
        ),
        ("up to 2", "exactly 1", "1 to 3"),
    ),
    "range": Phrase(
        re.compile(r"(?P<low>[+-]?[0-9]{1,15}) to (?P<high>[+-]?[0-9]{1,15})"),
        ("0 to 10", "0 to 1", "-5 to 5"),
        FROM_TO,
        r"\1 to \2",
    ),
    "band": Phrase(
        re.compile(r"(?P<low>[+-]?[0-9]{1,15})( to (?P<high>[+-]?[0-9]{1,15}))?"),
        slip=FROM_TO,
        here=r"\1 to \2",
    ),
    "lasts": Phrase(
        re.compile(r"(?P<n>[0-9]{1,6}) turns?"),
        ("1 turn", "2 turns", "3 turns"),
        re.compile(r"(\d{1,6})(?: ?turns?)?"),
        r"\1 turns",
    ),
    "after": Phrase(
        re.compile(r"after (?P<n>[0-9]{1,6}) turns?"),
        ("after 1 turn", "after 2 turns", "after 3 turns"),
        re.compile(r"(?:in |after )?(\d{1,6})(?: ?turns?)?"),
        r"after \1 turns",
    ),
    "play": Phrase(
        re.compile(r"human|bot (?P<bot>[a-z][a-z0-9_-]*)"),
        ("human", "bot cautious", "bot steady", "bot random"),
    ),
}


def forms(table: str) -> Mapping[str, Field]:
    """
    Return the fields of *table*: a line each of name, shape and purpose.

    A ! behind the name makes it required, and > stands before the attribute that it sets, where
    that has another name.
    """
    found, words = {}, tuple[str, ...]()
    for line in table.strip().splitlines():
        named, shape, about = (part.strip() for part in line.split("::"))
        name, _, attribute = named.removesuffix("!").partition(">")
        kind, _, of = shape.partition(" ")
        words = ("yes", "no") if kind == "flag" else ()
        if kind == "one":
            said = of.removeprefix("of ")
            words = METHODS if said == "METHOD" else tuple(said.split(" | "))
        is_required = named.endswith("!")
        found[name] = Field(name, shape, about, is_required, attribute or name, kind, of, words)
    return found


FORMS: Final[Mapping[str, Mapping[str, Field]]] = {
    "deck": forms("""
        deck! :: id :: The deck's own name: small letters, digits and _.
        title! :: line :: What people call it.
        edition :: whole 1 9999 :: Which edition this is; 1 if it does not say.
        language :: line 35 :: The language of its texts, such as en or ja.
        text :: text :: What the game is about.
        sources :: lines :: Where its facts come from.
        actors! :: parts actor :: Who plays: a name by its id, or fields.
        kinds :: names :: Kinds of move besides the usual ones.
        tracks :: parts track :: Scales of whole numbers that rules read and change.
        moves :: form moves :: A seat's moves in a turn: "up to 2", "exactly 1" or "1 to 3".
        order :: one of sealed | in turn :: Whether moves are sealed together or made in turn.
        turns :: whole 1 4095 :: How many turns are played; 8 if it does not say.
        method :: one of METHOD :: How moves are decided unless the table chooses otherwise.
        phases :: names :: The phases at which the table stops, separated by commas.
        tests :: parts rule :: Rules with a name, for other rules to use.
        cards :: parts card :: What can be played.
        injects :: parts inject :: News that comes by itself or is drawn.
        piles :: parts pile :: Piles of injects that are drawn from each turn.
        objectives :: parts objective :: What seats want, with points.
        endings :: parts ending :: What ends the session early; the first that is true.
        each_turn :: effects :: Effects at the end of every turn.
    """),
    "actor": forms("""
        name! :: line :: What people call it.
        text :: text :: What everybody may know of it.
        brief :: text :: What only its own seat reads.
    """),
    "track": forms("""
        name! :: line :: What people call it.
        range! :: form range :: Lowest and highest level, such as "0 to 10".
        start! :: level :: The level at the start; with "each: actor" also one by actor.
        each :: one of actor :: Gives every actor a level of its own.
        seen_by :: names :: Who sees it: actors, owner or facilitator; everybody if it does not say.
        shifts_if :: rule :: Effects on it are refused while this is false.
        bands :: bands :: Names for stretches of it, such as "crisis: 8 to 10".
        text :: text :: What it stands for.
    """),
    "card": forms("""
        kind! :: kind :: What sort of move it makes.
        title! :: line :: What stands on top of it.
        by! :: names :: Who may play it: actors, or "any actor".
        copies :: whole 1 20 :: How many of it each of them holds.
        once :: flag :: One copy that never comes back.
        posture>postures :: one of open | covert | open or covert :: How it can be played.
        seen_by :: names :: Who, besides the facilitator, sees it played covertly.
        targets :: names :: At whom it can be played.
        unlocked_by :: id card :: The card whose first success puts it into hands.
        text :: text :: What it means in the story.
        cost :: prices :: What its player pays, such as "capital 2".
        needs :: rule :: When it can be sealed.
        effects :: effects :: What it does in any case.
        chance :: chance move :: The odds of its success, such as "70%"; certain if it does not say.
        success :: effects :: What it does when it succeeds.
        failure :: effects :: What it does when it fails.
        stands :: one of until recalled :: Leaves a piece that stands until it is recalled.
        lasts :: form lasts :: Leaves a piece that stands so long, such as "3 turns".
        arrives :: form after :: Its piece arrives later, such as "after 2 turns".
        arrival :: effects :: What happens when it arrives.
        each_turn :: effects :: What its piece does at the end of every turn.
        offer :: fields offer :: What it offers to another seat.
        pays_if :: rule :: When a hedge pays.
        payoff :: effects :: What a hedge does when it pays, once.
        exposed :: chance :: The odds each turn that its covert piece comes to light.
        if_seen :: effects :: What happens when it comes to light.
        returns :: one of next turn | when recalled | never :: When the played copy comes back.
        discuss :: line 500 :: A question for the debrief.
        source :: line 500 :: Where its facts come from.
        image :: line 500 :: A picture for it.
        alt :: line 500 :: The picture in a sentence, for whoever cannot see it.
    """),
    "offer": forms("""
        to! :: names :: Who may be offered it.
        give :: prices :: What goes from the player to the recipient.
        ask :: prices :: What goes from the recipient to the player when it is accepted.
        needs :: rule :: Tested when it is accepted.
        accepted :: effects :: What happens when it is accepted.
        refused :: effects :: What happens when it is refused, or lapses.
        lapses :: form after :: How long it stays open, such as "after 1 turn".
    """),
    "inject": forms("""
        title! :: line :: Its headline.
        text :: text :: What is heard.
        turn :: whole 1 4095 :: The turn in which it comes.
        when :: rule :: It comes once this is true.
        chance :: chance :: The odds, rolled each turn until it has come.
        effects :: effects :: What it changes.
        for>heard_by :: names :: Who hears it, and who answers its choices.
        choices :: parts choice :: What those who hear it choose from.
        by_facilitator :: flag :: It comes only when the facilitator says so.
        pile :: id pile :: The pile it lies in.
        repeats :: flag :: It may come again.
        image :: line 500 :: A picture for it.
        alt :: line 500 :: The picture in a sentence, for whoever cannot see it.
    """),
    "choice": forms("""
        title! :: line :: What is chosen.
        effects :: effects :: What it changes.
    """),
    "pile": forms("""
        draw :: whole 1 100 :: How many are drawn each turn.
    """),
    "objective": forms("""
        by! :: names :: Whose it is.
        title! :: line :: What people call it.
        text :: text :: Why they want it.
        test :: rule :: When it counts at the end; always if it does not say.
        points! :: number :: What it is worth: a number or a sum; may be negative.
        secret :: flag :: Nobody else reads it before the end.
    """),
    "ending": forms("""
        title! :: line :: What people call it.
        when! :: rule :: It ends the session when this is true at the end of a turn.
        text :: text :: What has happened.
    """),
    "seed": forms("""
        seed! :: id :: The seed's own name: small letters, digits and _.
        title! :: line :: What people call it.
        deck! :: id :: The deck that it starts.
        text :: text :: How things stand.
        minutes :: line 40 :: How long it takes, such as "45 to 60".
        turns :: whole 1 4095 :: How many turns are played.
        method :: one of METHOD :: How moves are decided.
        phases :: names :: The phases at which the table stops, separated by commas.
        rehearsal :: flag :: Begin with a turn zero that does not count.
        start :: levels :: Levels at the start, such as "us.capital: 6".
        hands :: hands :: The cards that a seat starts with, by actor.
        seats :: parts seat :: What each seat is told, and who plays it.
        injects :: parts scheduled inject :: In which turn an inject comes.
    """),
    "seat": forms("""
        brief :: text :: What only this seat reads.
        play :: form play :: Who plays it: "human", or a bot such as "bot cautious".
    """),
    "scheduled inject": forms("""
        turn! :: whole 1 4095 :: The turn in which it comes.
    """),
}

FIELDS: Final = frozenset(name for known in FORMS.values() for name in known)
"""Every field that some part has."""
