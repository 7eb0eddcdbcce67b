"""Claims that popular articles make about needling, each checked against the literature."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from punctum.evidence.table import AnyRow, Ref, Row, SourcedRow, SourceId, Table

Verdict = Literal["supported", "partly", "weak", "contradicted"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Stance = Literal["states", "softer", "custom", "denies"]


class Claim(SourcedRow):
    """One claim, its verdict, and how certain the verdict is.

    Arguments:
        articles: which articles make it.
        note: why the verdict is what it is.
        too_strong: what a text would say (a regular expression) that says more than is known; no text for patients
            may. Empty for supported claims, and for weak habits that stay as a custom.
    """

    articles: tuple[SourceId, ...] = ()
    category: str
    claim: str
    verdict: Verdict
    certainty: Literal["high", "moderate", "low", "very_low"]
    note: str = ""
    too_strong: str = ""


class ClaimLink(Row):
    """A text for patients that takes up a claim.

    Arguments:
        row: the row that holds the text, as `table:id`. claim: what it takes up.
        stance: `states` it as it stands; says something `softer`; keeps it as a `custom` without saying that it helps;
            `denies` it or warns of it.
    """

    row: Annotated[str, AnyRow()]
    claim: Annotated[str, Ref("claims")]
    stance: Stance


CLAIMS = Table("punctum.evidence", "claims", Claim)
CLAIM_LINKS = Table("punctum.evidence", "claim_links", ClaimLink)


def may_rest_on(claim: Claim, stance: Stance) -> bool:
    """Whether a text may take up a claim in this way: as a fact only what is supported, softer what is partly so."""
    if stance in ("custom", "denies"):
        return stance == "custom" or claim.verdict != "supported"
    return claim.verdict == "supported" or (stance == "softer" and claim.verdict == "partly")
