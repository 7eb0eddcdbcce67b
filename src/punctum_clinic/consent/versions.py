"""The versions of the texts: which one is current, and what changed from one to the next."""

from __future__ import annotations

from difflib import ndiff

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from punctum import InputError, Problem
from punctum.evidence import LANGUAGES
from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.data import shipped_body, treatments
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Consent, Template
from punctum_clinic.consent.wording import problems_of
from punctum_clinic.staff.models import User


def current(treatment: str, language: str) -> Template:
    """The newest text; the shipped one where the clinic has none, which is not written by reading it.

    Raises:
        KeyError: there is no such treatment or language.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    newest = Template.objects.filter(treatment=treatment, language=language).order_by("-version").first()
    body = shipped_body(treatment, language)
    if newest and (newest.published_by_id or newest.body == body):
        return newest
    return Template(
        treatment=treatment,
        language=language,
        version=(newest.version if newest else 0) + 1,
        title=parse(body).title,
        body=body,
    )


@transaction.atomic
def kept(template: Template) -> Template:
    """The same text as a row; the shipped one is written when it is first used."""
    if template.pk:
        return template
    row, made = Template.objects.get_or_create(
        treatment=template.treatment,
        language=template.language,
        version=template.version,
        defaults={"title": template.title, "body": template.body},
    )
    if made:
        record(Act.CREATE, row, by="system", version=row.version, language=row.language)
    return row


def publish(*, treatment: str, language: str, body: str, after: int, by: User) -> Template:
    """The next version of a text. Earlier ones stay as they are.

    Arguments:
        after: the version that was being edited, so that nobody's newer one is written over unseen.

    Raises:
        InputError: one line for each thing that keeps the text from being published, or a newer one is there.
        KeyError: there is no such treatment or language.
    """
    text = "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").split("\n")).strip()
    newest = current(treatment, language)
    problems = problems_of(text)
    if newest.version != after:
        expected = _("a change of version %d, the newest") % newest.version
        problems.append(Problem("body", expected, _("one of version %d") % after))
    if text == newest.body.strip():
        problems.append(Problem("body", _("a text that differs from the newest version"), _("the same text")))
    if problems:
        raise InputError(problems)
    try:
        with transaction.atomic():
            kept(newest)
            row = Template.objects.create(
                treatment=treatment,
                language=language,
                version=newest.version + 1,
                title=parse(text).title[:200],
                body=text,
                published_by=by,
            )
            record(Act.CREATE, row, by=by.actor, version=row.version, language=language)
    except IntegrityError:
        expected = _("a change of version %d, the newest") % (newest.version + 1)
        raise InputError([Problem("body", expected, _("one of version %d") % after)]) from None
    return row


def all_current() -> list[Template]:
    """The current text of every treatment in every language."""
    return [current(treatment, language) for treatment in treatments() for language in LANGUAGES]


def versions(treatment: str, language: str) -> QuerySet[Template]:
    """Every version that was ever used or published, the newest first."""
    return Template.objects.filter(treatment=treatment, language=language).select_related("published_by")


def older_in_use(template: Template) -> QuerySet[Consent]:
    """Consents that are open or hold, of an older version of this text."""
    return (
        Consent.objects.filter(
            state__in=[Consent.State.OFFERED, Consent.State.SIGNED],
            template__treatment=template.treatment,
            template__language=template.language,
            template__version__lt=template.version,
        )
        .select_related("person", "template", "plan")
        .defer("pdf", "text")
    )


def difference(old: str, new: str) -> list[tuple[str, str]]:
    """What changed, line by line: `added`, `removed` or `same`, and the line."""
    signs = {"+ ": "added", "- ": "removed", "  ": "same"}
    return [(signs[line[:2]], line[2:]) for line in ndiff(old.splitlines(), new.splitlines()) if line[:2] in signs]
