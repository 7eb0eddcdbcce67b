"""The claims as a page for reading: grouped by verdict, in plain words, with every source at the end."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.evidence.claims import CLAIMS, VERDICTS, Claim, Verdict
from punctum.evidence.sources import SOURCES
from punctum.report.citations import citation
from punctum.report.claims_words import MEANINGS, SIGNS, WORDS, categories, certainty
from punctum.report.words import BASIS_WORDS

HEADINGS: dict[Verdict, str] = {
    "supported": "What is supported",
    "partly": "What is partly supported",
    "weak": "What nobody has shown well",
    "contradicted": "What studies contradict",
}
KINDS = {
    "mechanism": "How it works",
    "benefit": "What it does for the skin",
    "protocol": "How it is done",
    "aftercare": "Care afterwards",
    "contraindication": "Who should wait or not be treated",
    "risk": "What can go wrong",
    "personalization": "One plan for each person",
    "business": "What is said to sell it",
}


def claims_page() -> str:
    """The page in Markdown; the same text for the same tables."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    articles = tuple(dict.fromkeys(article for claim in CLAIMS.rows for article in claim.articles))
    numbers = {source: number for number, source in enumerate(_cited(), 1)}
    yield "# What is said about microneedling, and what holds"
    yield ""
    yield (
        f"{len(articles)} popular articles about microneedling make {len(CLAIMS.rows)} claims. Each was held against "
        "studies, reviews and the papers of regulators. Every verdict says how sure it is, and why."
    )
    yield ""
    yield (
        "Texts for patients state only what is supported. What is partly supported they say more softly, and a habit "
        "that nobody has tested they ask for as a habit."
    )
    yield ""
    yield (
        "What stands in quotation marks is what articles say, not advice. Never stop a medicine that is prescribed for "
        "you on your own."
    )
    yield ""
    yield "| Verdict | Claims | What it means |"
    yield "|---|---|---|"
    for verdict in VERDICTS:
        many = sum(claim.verdict == verdict for claim in CLAIMS.rows)
        yield f"| {SIGNS[verdict]} {WORDS[verdict]} | {many} | {MEANINGS[verdict]} |"
    yield ""
    yield (
        "How sure a verdict is: high means that more studies would hardly change it, moderate that they may, low that "
        "they are likely to, and very low that nobody knows this well."
    )
    yield ""
    yield (
        '`punctum claims SC028` shows one claim whole, `punctum claims "does it hurt"` finds the nearest. '
        "`punctum claims --markdown` wrote this page."
    )
    for verdict in VERDICTS:
        yield from _verdict(verdict, numbers)
    yield from _works("Sources", numbers)
    yield from _works("The articles", {article: number for number, article in enumerate(articles, 1)}, "article")


def _verdict(verdict: Verdict, numbers: dict[str, int]) -> Iterator[str]:
    claims = [claim for claim in CLAIMS.rows if claim.verdict == verdict]
    yield ""
    yield f"## {SIGNS[verdict]} {HEADINGS[verdict]}"
    for category in categories():
        if same := [claim for claim in claims if claim.category == category]:
            yield ""
            yield f"### {KINDS[category]}: {WORDS[verdict]}"
            yield ""
            for claim in same:
                yield from _claim(claim, numbers)


def _claim(claim: Claim, numbers: dict[str, int]) -> Iterator[str]:
    yield f"- **“{claim.claim}.”** ({claim.id}; {WORDS[claim.verdict]}, certainty {certainty(claim)})"
    parts = [claim.note, f"Where they disagree: {claim.disagreement}" if claim.disagreement else ""]
    parts.append(f"{BASIS_WORDS[claim.basis]}." if BASIS_WORDS[claim.basis] else "")
    known = [source for source in claim.sources if source in numbers]
    links = ", ".join(f"[{numbers[source]}](#source-{numbers[source]})" for source in known)
    parts.append(f"Sources: {links}." if links else "")
    yield f"  {' '.join(part for part in parts if part)}"


def _cited() -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for claim in CLAIMS.rows for source in claim.sources))


def _works(heading: str, numbers: dict[str, int], anchor: str = "source") -> Iterator[str]:
    yield ""
    yield f"## {heading}"
    yield ""
    for source, number in numbers.items():
        work = citation(source)
        link = f" <{work.url}>" if work.url else ""
        yield f'{number}. <a id="{anchor}-{number}"></a>{SOURCES.by_id[source].citation}{link}'
