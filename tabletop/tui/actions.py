"""
One registry of everything a person can do by key.

It feeds the bindings, the footer, the palette and the help screen, so none of them can disagree.
Each key can be changed in Textual's own way: by the action's id.
"""

from typing import Final, Literal

import attrs
from textual.binding import Binding, BindingType

Where = Literal[
    "anywhere",
    "lists",
    "lobby",
    "table",
    "facilitator",
    "hot wash",
    "replay",
    "lines",
    "wall",
    "compare",
    "who knew what",
    "luck or choice",
    "workbench",
    "dialog",
]


@attrs.frozen
class Action:
    """
    One thing to do.

    Attributes:
        id: Also the name of the method `action_ID` that does it.
        keys: Comma-separated; the first is shown. "" where the screen binds them itself.
        label: A word or two for the footer; "" keeps it out.
        help: One sentence for help and palette.
        shown_key: How the first key is written, where its own name is no help.
    """

    id: str
    where: Where
    keys: str
    label: str
    help: str
    shown_key: str = ""

    @property
    def key(self) -> str:
        """How the key is written in footer and help."""
        return self.shown_key or self.keys.split(",")[0]


ACTIONS: Final = (
    Action("help", "anywhere", "question_mark,f1", "Help", "Show every key that works here.", "?"),
    Action("palette", "anywhere", "ctrl+p", "", "Find anything by its name.", "ctrl+p"),
    Action(
        "next_theme", "anywhere", "f2", "", "Change the colours: dark, light, high contrast, none."
    ),
    Action("next_pane", "anywhere", "tab", "", "Go to the next pane."),
    Action("previous_pane", "anywhere", "shift+tab", "", "Go to the pane before.", "shift+tab"),
    Action("leave_line", "table", "L", "Back", "Go back to the viewer; all is kept.", "L"),
    Action("lobby", "table", "L", "", "Leave for the lobby. Every decision is on the disk.", "L"),
    Action(
        "leave", "anywhere", "q,ctrl+q", "Quit", "Leave. Every decision is on the disk already."
    ),
    Action("cursor_down", "lists", "down,j", "", "Go down.", "↓ j"),
    Action("cursor_up", "lists", "up,k", "", "Go up.", "↑ k"),
    Action("cursor_left", "lists", "left,h", "", "Go to the pane on the left.", "← h"),
    Action("cursor_right", "lists", "right,l", "", "Go to the pane on the right.", "→ l"),
    Action("page_down", "lists", "pagedown,ctrl+f", "", "Go down by a page.", "page down"),
    Action("page_up", "lists", "pageup,ctrl+b", "", "Go up by a page.", "page up"),
    Action("first", "lists", "home", "", "Go to the top.", "g g"),
    Action("last", "lists", "end,G", "", "Go to the bottom.", "G"),
    Action("choose", "lists", "enter", "", "Take what the cursor is on.", "enter"),
    Action("start", "lobby", "enter", "Start", "Start at once, as the seed or deck says.", "enter"),
    Action(
        "resume_last", "lobby", "c", "Continue", "Go on with the last session where it stopped."
    ),
    Action("view", "lobby", "v", "View", "Look at a saved session, frame by frame."),
    Action("set_up", "lobby", "s", "Set up", "Say first who plays which seat, and how."),
    Action("proceed", "table", "space", "Go on", "Go on to the next phase.", "space"),
    Action(
        "step", "table", "space", "Decide", "Decide the next move: odds first, then dice.", "space"
    ),
    Action("play", "table", "enter", "Play", "Put the chosen card into the plan.", "enter"),
    Action("undo", "table", "u,ctrl+z", "Take back", "Take the last move out of the plan again."),
    Action("seal", "table", "s", "Seal", "Seal the plan. It can be unsealed until the reveal."),
    Action("unseal", "table", "u,ctrl+z", "Unseal", "Take the sealed plan back before the reveal."),
    Action("recall", "table", "R", "Recall", "Recall a standing piece with this plan.", "R"),
    Action("free_move", "table", "f", "Free move", "Write a move that is on no card."),
    Action("announce", "table", "a", "Announce", "Show cards as intentions. Bluff is allowed."),
    Action(
        "answer",
        "table",
        "enter,space",
        "Answer",
        "Answer the chosen offer, or make a choice.",
        "enter",
    ),
    Action("read", "table", "v", "Read", "Read in full what the cursor is on."),
    Action("wash", "table", "space", "Hot wash", "Go to the hot wash.", "space"),
    Action("report", "table", "r", "Report", "Tell the table what was said, or note a deal."),
    Action("timer", "table", "t", "Timer", "Start or stop the timer. It forces nobody."),
    Action("hand_over", "table", "o", "Hand over", "Hand the keyboard to another seat."),
    Action("view_hand", "table", "1", "", "Show the hand."),
    Action("view_moves", "table", "2", "", "Show this turn's moves."),
    Action("view_offers", "table", "3", "", "Show open offers."),
    Action("view_news", "table", "4", "", "Show the news and what was said."),
    Action("view_aims", "table", "5", "", "Show this seat's brief and objectives."),
    Action("pass_for", "table", "P", "", "Do without a seat that is away.", "P"),
    Action("tools", "facilitator", "w", "White cell", "Release news, expose, correct, reorder."),
    Action("open_all", "hot wash", "o", "See all", "Open the facilitator's view of everything."),
    Action("look_back", "hot wash", "v", "Replay", "Look at the session again, frame by frame."),
    Action("read_log", "hot wash", "s", "Story", "Read the whole session from the beginning."),
    Action(
        "prove_seals",
        "hot wash",
        "p",
        "Seals",
        "Prove that what was sealed is what was revealed.",
    ),
    Action("table", "hot wash", "escape,t", "Table", "Look at the table once more.", "t"),
    Action("next_frame", "replay", "right,l", "Step", "Back and on by a frame.", "← →"),
    Action("frame_before", "replay", "left,h", "", "Go back to the frame before.", "← h"),
    Action(
        "play_pause",
        "replay",
        "space",
        "Play",
        "Play by itself, and pause. It stops at the last frame.",
        "space",
    ),
    Action("next_turn", "replay", "right_square_bracket", "Turn", "Back and on by a turn.", "[ ]"),
    Action(
        "turn_before", "replay", "left_square_bracket", "", "Go back to where a turn began.", "["
    ),
    Action("next_phase", "replay", "right_curly_bracket", "", "Go on to the next phase.", "}"),
    Action(
        "phase_before", "replay", "left_curly_bracket", "", "Go back to where a phase began.", "{"
    ),
    Action("jump", "replay", "enter", "Why", "Jump to the frame that led to this.", "enter"),
    Action("back", "replay", "backspace", "", "Come back from the last jump.", "backspace"),
    Action("next_viewer", "replay", "w", "Whose", "See it as the next seat saw it.", "w"),
    Action("viewer_before", "replay", "W", "", "See it as the seat before saw it.", "W"),
    Action("secrets", "replay", "s", "", "Show what these eyes may not see beside it, or hide it."),
    Action("fork", "replay", "f", "What if", "Play on otherwise from here; nothing is lost."),
    Action("list_lines", "replay", "o", "Lines", "List the lines, and what can be done with them."),
    Action("go_to", "replay", "colon", "Go to", "Go to a frame, turn, phase, marker or line.", ":"),
    Action("line_start", "replay", "home", "", "Go to the beginning."),
    Action("line_end", "replay", "end", "", "Go to the last frame."),
    Action("tenth", "replay", "", "", "Go to a tenth of the line.", "0 – 9"),
    Action("next_move", "replay", "m", "", "Go on to the next move of this seat."),
    Action("move_before", "replay", "M", "", "Go back to the move before.", "M"),
    Action("next_roll", "replay", "r", "", "Go on to the next roll of dice."),
    Action("roll_before", "replay", "R", "", "Go back to the roll before.", "R"),
    Action("next_inject", "replay", "i", "", "Go on to the next news."),
    Action("inject_before", "replay", "I", "", "Go back to the news before.", "I"),
    Action("next_remark", "replay", "full_stop", "", "Go on to the next comment or marker.", "."),
    Action("remark_before", "replay", "comma", "", "Go back to the one before.", ","),
    Action("find", "replay", "slash", "", "Find words, names, cards or kinds of move.", "/"),
    Action("next_hit", "replay", "n", "", "Go to the next place where they are."),
    Action("hit_before", "replay", "N", "", "Go to the place before.", "N"),
    Action("faster", "replay", "plus,equals_sign", "", "Play faster.", "+"),
    Action("slower", "replay", "minus", "", "Play slower.", "-"),
    Action(
        "pace", "replay", "p", "", "Play steadily, as it was played, or slower where more happened."
    ),
    Action("next_tab", "replay", "t", "", "Turn to the next list: now, hand, moves and more."),
    Action("tab_before", "replay", "T", "", "Turn to the list before.", "T"),
    Action("read_on", "replay", "v", "", "Read in full what the cursor is on; a track's history."),
    Action("next_line", "replay", "greater_than_sign", "", "Go over to the next line.", ">"),
    Action("line_before", "replay", "less_than_sign", "", "Go over to the line before.", "<"),
    Action(
        "spoil", "replay", "S", "", "Show what is still to come on the scrubber, or hide it.", "S"
    ),
    Action("compare", "replay", "d", "", "Lay another line beside this one: what differs."),
    Action("knew", "replay", "K", "", "Who knew what: these eyes beside what was true.", "K"),
    Action("luck", "replay", "x", "", "Luck or choice: what else could have come of this frame."),
    Action("seals", "replay", "P", "", "Prove that what was sealed is what was revealed.", "P"),
    Action("comment", "replay", "c", "", "Comment on this frame; it is kept in the save."),
    Action("judge", "replay", "exclamation_mark", "", "Judge this frame: !! ! !? ?! ? ??", "!"),
    Action("mark", "replay", "b", "", "Put a marker on this frame, with a name."),
    Action("lead", "replay", "a", "", "Lead the wall: all who watch see what you look at."),
    Action("close_replay", "replay", "L", "", "Leave the viewer.", "L"),
    Action("wall_back", "wall", "left,h", "Look back", "Look back, to what was heard before.", "←"),
    Action("wall_on", "wall", "right,l", "On", "Go on to what was heard next.", "→"),
    Action("wall_turn_back", "wall", "up,k,pageup", "Turn", "Go back to where a turn began.", "↑"),
    Action("wall_turn_on", "wall", "down,j,pagedown", "", "Go on to the next turn.", "↓"),
    Action("wall_opening", "wall", "home", "", "Go to the beginning."),
    Action("wall_rejoin", "wall", "enter,end", "Rejoin", "Follow again, whoever leads.", "enter"),
    Action("edit", "lobby", "e", "Edit", "Write in the deck or seed, on the workbench."),
    Action("save", "workbench", "ctrl+s", "Save", "Save the file, all of it or nothing."),
    Action("next_problem", "workbench", "f8,ctrl+n", "Next", "Go to the next problem.", "f8"),
    Action("previous_problem", "workbench", "ctrl+b,shift+f8", "", "Go to the problem before."),
    Action("mend", "workbench", "f4", "Mend", "Mend the problem under the cursor."),
    Action("explain", "workbench", "f3", "", "Explain the problem under the cursor."),
    Action("try_card", "workbench", "f5,ctrl+t", "Try", "Play the card under the cursor.", "f5"),
    Action("outline", "workbench", "ctrl+o", "Go to", "Go to a card, a track or another part."),
    Action("below", "workbench", "f9", "", "Show problems instead of the picture, and back."),
    Action("rename", "workbench", "ctrl+r", "Rename", "Give a track, card or actor another name."),
    Action("effects_map", "workbench", "ctrl+g", "Map", "See who can do what to which track."),
    Action("find_text", "workbench", "ctrl+f", "", "Find a text, and the next one with f7."),
    Action("find_again", "workbench", "f7", "", "Find the text again."),
    Action("complete", "workbench", "ctrl+@", "", "Offer the words that fit.", "ctrl+space"),
    Action("undo_typing", "workbench", "", "", "Take back what was typed or mended.", "ctrl+z"),
    Action("redo_typing", "workbench", "", "", "Do again what was taken back.", "ctrl+y"),
    Action("select_all", "workbench", "alt+a", "", "Select the whole text."),
    Action("other_pane", "workbench", "f6", "", "Go to the next pane; escape goes back."),
    Action("close_deck", "workbench", "ctrl+l", "", "Leave for the lobby."),
    Action("to_frame", "compare", "enter", "Go there", "Go to the frame behind this row."),
    Action(
        "left_line", "compare", "left,h", "Side", "Let enter go to the line on the left.", "← →"
    ),
    Action("right_line", "compare", "right,l", "", "Let enter go to the line on the right.", "→ l"),
    Action("next_difference", "compare", "n", "Next", "Go down to the next row that differs."),
    Action("difference_before", "compare", "N", "", "Go up to the row before that differs.", "N"),
    Action(
        "read_to_end", "compare", "e", "To the end", "Read both to their ends, or as far as seen."
    ),
    Action("whose_lines", "compare", "w", "Whose", "Compare as the next seat saw it."),
    Action("close_compare", "compare", "escape,b", "Back", "Go back to the viewer.", "esc"),
    Action("to_moment", "who knew what", "enter", "Go there", "Look at this frame in the viewer."),
    Action("later_frame", "who knew what", "right,l", "Step", "Go on by a frame.", "← →"),
    Action("earlier_frame", "who knew what", "left,h", "", "Go back by a frame.", "← h"),
    Action("only_gaps", "who knew what", "g", "Gaps", "Show only what one of them did not know."),
    Action(
        "whose_knowledge", "who knew what", "w", "Whose", "See on the left what the next one knew."
    ),
    Action(
        "beside_whom", "who knew what", "o", "Other", "See on the right what the next one knew."
    ),
    Action("close_knowing", "who knew what", "escape,b", "Back", "Go back to the viewer.", "esc"),
    Action("to_line", "lines", "enter", "Look at it", "Go over to the line.", "enter"),
    Action("play_line", "lines", "p", "Play on", "Play on where the line stopped."),
    Action("compare_lines", "lines", "d", "Compare", "Lay the line beside the one that was shown."),
    Action("tell_ends", "lines", "e", "Ends", "Show how long the lines are and how they came out."),
    Action("rename_line", "lines", "r", "Rename", "Call the line by another name."),
    Action("hide_line", "lines", "x", "Hide", "Take the line off the lists, or bring it back."),
    Action("first_line", "lines", "f", "", "Let the viewer open on this line, or no more."),
    Action("show_hidden", "lines", "H", "", "List the hidden lines too, or no more.", "H"),
    Action("close_lines", "lines", "escape,o,b", "", "Go back to the viewer.", "esc"),
    Action("to_viewer", "hot wash", "enter,L", "Viewer", "Go back to the viewer.", "enter"),
    Action(
        "reveal_real", "luck or choice", "r", "As it was", "Show how it really ended, or hide it."
    ),
    Action("stop_luck", "luck or choice", "escape,c", "Stop", "Play no more of them.", "esc"),
    Action("close_luck", "luck or choice", "escape,b", "Back", "Go back to the viewer.", "esc"),
    Action("to_lobby", "hot wash", "enter,L", "Lobby", "Go back to the lobby.", "enter"),
)

BY_ID: Final = {action.id: action for action in ACTIONS}

FOOTER_KEYS: Final = 8
"""More than this nobody reads; the rest stands under `?`."""


def bindings(*wheres: Where, first: bool = False) -> list[BindingType]:
    """
    Return the bindings of all actions that belong to *wheres*.

    Args:
        first: Whether they go before those of the widget that has the focus.
    """
    return [
        Binding(a.keys, a.id, a.help, show=False, key_display=a.key, id=a.id, priority=first)
        for a in ACTIONS
        if a.where in wheres and a.keys
    ]
