"""Proofs of seals: which code was shown, and whether the revealed moves give it again."""

from collections.abc import Sequence
from typing import Final

from tabletop.game.narrate import Namer
from tabletop.pages.text import Row, heading, ink, plain, put, rows, sides, wrapped
from tabletop.replay.seals import Fate, Proof, verdict

FATES: Final[dict[Fate, tuple[str, str]]] = {
    "same": ("✓ as sealed", "$good"),
    "changed": ("✗ CHANGED", "bold $bad"),
    "sealed": ("■ sealed", "$quiet"),
    "unsealed": ("○ taken back", "$quiet"),
}

HOW: Final = (
    "Each sealed plan has a code, which the table shows while it is sealed and which can be written"
    " down. The code comes of every word of the plan, its frame and a secret in the save. Here it"
    " is worked out once more from what was revealed. The same code is the same plan."
)


def proofs(namer: Namer, found: Sequence[Proof], width: int) -> list[Row]:
    """Paint every proof of *found* under its turn, the newest turn first."""
    painted = rows(wrapped(put((HOW, "$quiet")), width))
    is_kept, said = verdict(found)
    sign = ("✓ ", "$good") if is_kept else ("✗ ", "bold $bad")
    style = "bold" if is_kept else "bold $bad"
    told = any(proof.shown for proof in found)
    painted += rows([put(""), *wrapped(put(sign if told else "", (said, style)), width)])
    for turn in sorted({proof.turn for proof in found}, reverse=True):
        painted += rows([put(""), heading(f"Turn {turn}" if turn else "Rehearsal", width)])
        for proof in found:
            if proof.turn == turn:
                painted += proof_rows(namer, proof, width)
    return painted


def proof_rows(namer: Namer, proof: Proof, width: int) -> list[Row]:
    """Paint one proof: whose, its code, its fate, its frames, and what was seen of it."""
    said, style = FATES[proof.fate]
    left = put("  ", (proof.code, "bold"), "  ", ink(namer.name(proof.seat), ""))
    painted = rows(sides(left, put((said, style)), width, hang=4))
    frames = f"sealed in frame {proof.sealed}"
    if proof.ended:
        how = "taken back" if proof.fate == "unsealed" else "revealed"
        frames += f", {how} in frame {proof.ended}"
    if proof.fate == "changed":
        frames += f"; what was revealed gives {proof.shown}"
    painted += rows(wrapped(put((frames, "$quiet")), width, indent=4))
    if proof.moves:
        painted += rows(wrapped(plain(", ".join(proof.moves)), width, indent=4))
    return painted
