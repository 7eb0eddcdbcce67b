"""What may stand in the text of a consent, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from punctum import Problem
from punctum.evidence import CLAIMS
from punctum_clinic.consent.data import placeholders
from punctum_clinic.consent.markup import parse

NAME = re.compile(r"\{([^{}\n]*)\}")
MOST_CHARACTERS = 40_000
MOST_SECTIONS = 30


def problems_of(body: str) -> list[Problem]:
    """One line for each thing that keeps a text from being published."""
    return [*_shape(body), *_placeholders(body), *_claims(body)]


def _shape(body: str) -> Iterator[Problem]:
    document = parse(body)
    if len(body) > MOST_CHARACTERS:
        yield Problem("body", _("at most %d characters") % MOST_CHARACTERS, str(len(body)))
    if not document.title:
        yield Problem("body", _("a title: a first line that begins with #"), _("none"))
    if not 1 <= len(document.sections) <= MOST_SECTIONS:
        expected = _("1 to %d parts, each under a line that begins with ##") % MOST_SECTIONS
        yield Problem("body", expected, str(len(document.sections)))
    for number, section in enumerate(document.sections, 1):
        if not section.title or not section.blocks:
            yield Problem("body", _("a heading and a text in part %d") % number, _("nothing"))


def _placeholders(body: str) -> Iterator[Problem]:
    known, found = placeholders(), NAME.findall(body)
    for name in dict.fromkeys(found):
        if name not in known:
            yield Problem("body", _("a placeholder of the list"), "{" + name[:60] + "}")
        elif known[name].is_block and not all(_alone(line) for line in body.splitlines() if "{" + name + "}" in line):
            yield Problem("body", _("{%s} alone on its line") % name, _("other words on that line"))
    if set("{}") & set(NAME.sub("", body)):
        yield Problem("body", _("each { with its }, and a name between them"), _("one alone"))
    for placeholder in known.values():
        if placeholder.required and placeholder.id not in found:
            yield Problem("body", _("{%s}, which everybody must read") % placeholder.id, _("a text without it"))


def _alone(line: str) -> bool:
    return NAME.fullmatch(line.strip()) is not None


def _claims(body: str) -> Iterator[Problem]:
    for claim in CLAIMS.rows:
        if claim.too_strong and (said := re.search(claim.too_strong, body, re.IGNORECASE)):
            expected = _("no more than is known; studies do not show: %s") % claim.claim
            yield Problem("body", expected, repr(said[0])[:80])
