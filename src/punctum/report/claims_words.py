"""How the verdicts on claims read: a word with a sign, and what it means."""

from __future__ import annotations

from punctum.evidence.claims import CLAIM_LINKS, CLAIMS, Claim, Stance, Verdict
from punctum.evidence.for_patients import patient_cells
from punctum.planning.registry import ALL_TABLES

WORDS: dict[Verdict, str] = {
    "supported": "supported",
    "partly": "partly supported",
    "weak": "weak",
    "contradicted": "contradicted",
}
SIGNS: dict[Verdict, str] = {"supported": "✓", "partly": "◐", "weak": "○", "contradicted": "✗"}
MEANINGS: dict[Verdict, str] = {
    "supported": "Studies or settled knowledge say so.",
    "partly": "Some of it holds, or it holds with limits. Read why.",
    "weak": "Nobody has shown it well.",
    "contradicted": "Studies say otherwise.",
}
STANCES: dict[Stance, str] = {
    "states": "says so",
    "softer": "says less",
    "custom": "asks for it as a habit",
    "denies": "says otherwise or warns",
}
# Fields beside the text that takes up the claim.
BESIDE = frozenset({"title", "until_text", "patient_name", "onset", "duration", "incidence", "patient_action"})


def verdict(claim: Claim) -> str:
    """The verdict with its sign: `✓ supported`."""
    return f"{SIGNS[claim.verdict]} {WORDS[claim.verdict]}"


def certainty(claim: Claim) -> str:
    """How sure the verdict is, in words."""
    return claim.certainty.replace("_", " ")


def categories() -> tuple[str, ...]:
    """The kinds of claims, in the order in which they first stand."""
    return tuple(dict.fromkeys(claim.category for claim in CLAIMS.rows))


def told_to_patients(claim: Claim) -> tuple[tuple[Stance, str], ...]:
    """What texts for patients make of a claim: how they take it up, and the text."""
    links = [link for link in CLAIM_LINKS.rows if link.claim == claim.id]
    rows = {link.row for link in links}
    texts: dict[str, list[str]] = {}
    for cell in patient_cells(ALL_TABLES) if rows else ():
        if (name := f"{cell.table}:{cell.row.id}") in rows and cell.asserts and cell.field not in BESIDE:
            texts.setdefault(name, []).append(cell.text)
    return tuple(dict.fromkeys((link.stance, " ".join(texts[link.row])) for link in links))
