"""The claims as plain values, for programs."""

from __future__ import annotations

from typing import Any

from punctum.evidence.claim_search import Match
from punctum.evidence.claims import CLAIMS, VERDICTS, Claim
from punctum.report.citations import citation
from punctum.report.claims_words import told_to_patients

DIGITS = 2


def claim_document(claim: Claim) -> dict[str, Any]:
    """One claim with its verdict, why, and the works behind it."""
    return {
        "id": claim.id,
        "claim": claim.claim,
        "category": claim.category,
        "verdict": claim.verdict,
        "certainty": claim.certainty,
        "why": claim.note,
        "disagreement": claim.disagreement,
        "basis": claim.basis,
        "sources": [_work(source) for source in claim.sources],
        "articles": [_work(article) for article in claim.articles],
        "told_to_patients": [{"stance": stance, "text": text} for stance, text in told_to_patients(claim)],
    }


def claims_document() -> dict[str, Any]:
    """Every claim, and how many have which verdict."""
    return {
        "counts": {verdict: sum(claim.verdict == verdict for claim in CLAIMS.rows) for verdict in VERDICTS},
        "claims": [claim_document(claim) for claim in CLAIMS.rows],
    }


def matches_document(text: str, matches: tuple[Match, ...]) -> dict[str, Any]:
    """The claims nearest to a text; an empty list when nothing is close."""
    return {
        "text": text,
        "nearest": [{"closeness": round(match.closeness, DIGITS), **claim_document(match.claim)} for match in matches],
    }


def _work(source: str) -> dict[str, str]:
    work = citation(source)
    return {"id": work.id, "citation": work.text, "url": work.url}
