"""Claims that popular articles make about needling, each checked against the literature."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from punctum.evidence.table import AnyRow, Ref, Row, SourcedRow, SourceId, Table
from punctum.problems import InputError, Problem, nearest, shown

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


ID = re.compile(r"\s*SC[\s-]?0*(\d+)\s*", re.IGNORECASE)
CLAIMS = Table("punctum.evidence", "claims", Claim)
CLAIM_LINKS = Table("punctum.evidence", "claim_links", ClaimLink)


def may_rest_on(claim: Claim, stance: Stance) -> bool:
    """Whether a text may take up a claim in this way: as a fact only what is supported, softer what is partly so."""
    if stance in ("custom", "denies"):
        return stance == "custom" or claim.verdict != "supported"
    return claim.verdict == "supported" or (stance == "softer" and claim.verdict == "partly")


def claim_named(text: str) -> Claim | None:
    """The claim whose id a text is (`SC028`, `sc28`); None when it is not written like an id.

    Raises:
        InputError: it is written like an id, and no claim has it.
    """
    if (found := ID.fullmatch(text)) is None:
        return None
    width = len(CLAIMS.rows[0].id) - len("SC")
    name = f"SC{found[1]:0>{width}}"
    if (claim := CLAIMS.by_id.get(name)) is None:
        expected = f"a question, or an id from {CLAIMS.rows[0].id} to {CLAIMS.rows[-1].id}"
        raise InputError([Problem("claims", expected, shown(text), nearest(name, CLAIMS.by_id))])
    return claim
