"""The claims as they read in a terminal: all of them, one of them, or those nearest to a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from punctum.evidence.claim_search import Match
from punctum.evidence.claims import CLAIMS, VERDICTS, Claim
from punctum.report.citations import citation
from punctum.report.claims_words import (
    MEANINGS,
    SIGNS,
    STANCES,
    WORDS,
    categories,
    certainty,
    told_to_patients,
    verdict,
)
from punctum.report.terminal import paragraph
from punctum.report.words import BASIS_WORDS

NOTHING_CLOSE = "Nothing close. No claim speaks of this; that says nothing about whether it is true."


def claims_list() -> str:
    """Counts by verdict and kind, and every claim in one line."""
    return "\n".join([*_counts(), "", *_by_verdict(), "Everything about one: punctum claims SC028"])


def claim_text(claim: Claim) -> str:
    """One claim whole: verdict, certainty, why, sources, which articles make it, and what patients are told."""
    return "\n".join(_whole(claim))


def matches_text(matches: tuple[Match, ...]) -> str:
    """The claims nearest to a question, with the verdict and why."""
    if not matches:
        return f"{NOTHING_CLOSE}\nAll claims: punctum claims"
    lines = []
    for match in matches:
        lines += [_line(match.claim, wide=False), *paragraph(match.claim.note, "    "), ""]
    return "\n".join([*lines, f"Everything about one: punctum claims {matches[0].claim.id}"])


def _counts() -> Iterator[str]:
    counts = Counter((claim.verdict, claim.category) for claim in CLAIMS.rows)
    first = max(map(len, categories()))
    words = [f"{SIGNS[verdict]} {WORDS[verdict]}" for verdict in VERDICTS]
    yield f"{len(CLAIMS.rows)} claims that articles about needling make, checked against studies."
    yield ""
    yield " " * first + "".join(f"  {word}" for word in words) + "  all"
    for category in categories():
        row = [counts[verdict, category] for verdict in VERDICTS]
        yield _row(category, first, row, words)
    yield _row("all", first, [sum(c.verdict == verdict for c in CLAIMS.rows) for verdict in VERDICTS], words)
    yield ""
    for verdict_ in VERDICTS:
        yield f"{SIGNS[verdict_]} {WORDS[verdict_]}: {MEANINGS[verdict_]}"


def _row(name: str, first: int, row: list[int], words: list[str]) -> str:
    cells = "".join(f"  {number or '':>{len(word)}}" for number, word in zip(row, words, strict=True))
    return f"{name:<{first}}{cells}  {sum(row):>3}"


def _by_verdict() -> Iterator[str]:
    for verdict_ in VERDICTS:
        yield from (_line(claim) for claim in CLAIMS.rows if claim.verdict == verdict_)
        yield ""


def _line(claim: Claim, *, wide: bool = True) -> str:
    if not wide:
        return f"{claim.id}  {verdict(claim)}: {claim.claim}"
    return f"{claim.id}  {verdict(claim):<{max(map(len, WORDS.values())) + 2}}  {claim.claim}"


def _whole(claim: Claim) -> Iterator[str]:
    yield from paragraph(f"{claim.id}  {claim.claim}.", "")
    yield ""
    yield f"Verdict: {verdict(claim)}. {MEANINGS[claim.verdict]}"
    yield f"How sure this verdict is: {certainty(claim)}"
    yield f"Kind: {claim.category}"
    if claim.note:
        yield from paragraph(f"Why: {claim.note}", "")
    if claim.disagreement:
        yield from paragraph(f"Where they disagree: {claim.disagreement}", "")
    if BASIS_WORDS[claim.basis]:
        yield from paragraph(f"Basis: {BASIS_WORDS[claim.basis]}", "")
    yield ""
    yield "Sources:"
    for source in claim.sources:
        yield from _work(source)
    yield ""
    yield "Made by:" if claim.articles else "Made by: no article on the list"
    for article in claim.articles:
        yield from _work(article)
    if told := told_to_patients(claim):
        yield ""
        yield "What patients are told:"
        for stance, text in told:
            yield from paragraph(f"{STANCES[stance]}: {text}", "  - ")


def _work(source: str) -> Iterator[str]:
    work = citation(source)
    yield from paragraph(work.text, "  - ")
    if work.url:
        yield f"    {work.url}"
