"""Whether a study is one that the model has seen, and whether its cell is one that may show a figure."""

from __future__ import annotations

import re
from functools import cache

from punctum.evidence.sources import SOURCES
from punctum.evidence.studies import STUDIES
from punctum.outcome.pooling import pooled_responders, pooled_scores

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s;,\"]+")
_PMID = re.compile(r"(?:pmid:? ?|pubmed[^\s;]*/)(\d{5,9})")
_PMC = re.compile(r"\bpmc ?(\d{5,9})")
_URL = re.compile(r"https?://(?:www\.)?([^\s;,]+)")
_YEAR, _WORD = re.compile(r"(?:19|20)\d\d"), re.compile(r"[^a-z]+")
_BARE = re.compile(r"^\s*(\d{7,8})\s*(?:;|$)")
_NAMED = re.compile(r"^([a-z]{3,})[_ -]?((?:19|20)\d\d)")


def in_fit(study_id: str, source: str) -> bool:
    """Whether the study's rows are among those from which the model was made.

    A study is the same if a DOI, PMID, PMC number or address is; or, where not both have a number of the same kind, if
    its id is the same but for signs and what follows, or author and year are.
    Counted as seen: every study of the package's table whose role is `calibration`, also where its rows were left out.
    """
    ids = _ids(source)
    names = _names(study_id)
    for study, known_ids, known_names, fitted in _known():
        if ids & known_ids:
            return fitted
        if {kind for kind, _ in ids} & {kind for kind, _ in known_ids} - {"url"}:
            continue
        if _same(study_id, study) or names & known_names:
            return fitted
    return False


@cache
def pooled_cell(indication: str, scale: str) -> bool:
    """Whether so many clean studies of needling alone share this scale that it may show a figure."""
    return bool(scale) and (
        pooled_scores(indication, scale) is not None or pooled_responders(indication, scale) is not None
    )


@cache
def _known() -> tuple[tuple[str, frozenset[tuple[str, str]], frozenset[str], bool], ...]:
    found = []
    for study in dict.fromkeys(arm.study for arm in STUDIES.rows):
        arms = [arm for arm in STUDIES.rows if arm.study == study]
        sources = [SOURCES.by_id[arm.source] for arm in arms]
        text = " ; ".join(f"{one.doi} ; pmid {one.pmid} ; {one.url}" for one in sources)
        fitted = any(arm.role == "calibration" for arm in arms)
        found.append((study, _ids(text), _names(study) | _names(arms[0].label), fitted))
    return tuple(found)


def _ids(text: str) -> frozenset[tuple[str, str]]:
    kept = text.casefold()
    return frozenset(
        [("doi", doi.rstrip(".)/")) for doi in _DOI.findall(kept)]
        + [("pmid", number) for number in _PMID.findall(kept) + _BARE.findall(kept)]
        + [("pmc", number) for number in _PMC.findall(kept)]
        + [("url", address.rstrip("/")) for address in _URL.findall(kept)]
    )


def _names(text: str) -> frozenset[str]:
    found = _NAMED.match(text.casefold())
    return frozenset([found[1] + found[2]] if found else [])


def _same(one: str, other: str) -> bool:
    """Whether the id in a file is that of a study but for signs, with or without an arm behind it."""
    mine, theirs = (re.sub(r"[^a-z0-9]", "", text.casefold()) for text in (one, other))
    if mine == theirs or (re.search(r"\d{4}$", theirs) and mine.startswith(theirs)):
        return True
    # Without a year on either side the first word is all there is; rather seen than held out.
    if _YEAR.search(one) or _YEAR.search(other):
        return False
    return _WORD.split(one.casefold())[0] == _WORD.split(other.casefold())[0] != ""
