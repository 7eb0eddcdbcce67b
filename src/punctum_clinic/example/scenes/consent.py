"""Scenes in which somebody agrees, asks, declines or takes back."""

from __future__ import annotations

from punctum_clinic.consent import actions, photos
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Consent
from punctum_clinic.consent.plan_value import treatment_for
from punctum_clinic.example.scenes.cast import Cast
from punctum_clinic.links.actions import make_link, take_link
from punctum_clinic.links.models import Purpose
from punctum_clinic.plans.models import Plan


def offer(cast: Cast, key: str, *, by: str) -> None:
    """The text for the signed plan is sent to the person's phone."""
    person, user = cast.people[key], cast.staff[by]
    plan = person.plans.select_related("person", "signed_by", "made_by").get(state=Plan.State.SIGNED)
    row = actions.offer(plan=plan, treatment=treatment_for(plan), language=person.language, by=user)
    cast.links[key], _url = make_link(person=person, purpose=Purpose.CONSENT, subject_id=row.pk, by=user)


def read(cast: Cast, key: str, *, parts: int | None = None) -> None:
    """The link is opened and the text read: all of it, or only the first parts."""
    row, link = newest(cast, key), cast.links[key]
    take_link(link=link, birth_date=cast.people[key].birth_date)
    link.refresh_from_db()
    many = len(parse(row.text).sections)
    for section in range(1, min(parts or many, many) + 1):
        actions.mark_read(consent=row, section=section, actor=link.actor)


def ask(cast: Cast, key: str, *, text: str) -> None:
    """The person asks."""
    actions.ask(consent=newest(cast, key), text=text, actor=cast.links[key].actor)


def answer(cast: Cast, key: str, *, by: str, text: str) -> None:
    """A clinician answers what is open."""
    for question in newest(cast, key).questions.filter(answer=""):
        actions.answer(question=question, text=text, by=cast.staff[by])


def sign(cast: Cast, key: str, *, method: str) -> None:
    """The person signs."""
    row, person = newest(cast, key), cast.people[key]
    hand = actions.Hand(**cast.hand(str(person), method))
    actions.sign_consent(consent=row, hand=hand, shown_sha256=row.sha256, link=cast.links[key])


def decline(cast: Cast, key: str, *, reason: str) -> None:
    """The person says no."""
    person = cast.people[key]
    actions.decline(consent=newest(cast, key), actor=cast.links[key].actor, name=str(person), reason=reason)


def withdraw(cast: Cast, key: str, *, reason: str) -> None:
    """The person takes their yes back."""
    person = cast.people[key]
    actions.withdraw(consent=newest(cast, key), actor=cast.links[key].actor, name=str(person), reason=reason)


def allow_photos(cast: Cast, key: str, *, uses: dict[str, bool]) -> None:
    """The person says what their photographs may be used for."""
    row, link = newest(cast, key), cast.links[key]
    photos.decide(person=cast.people[key], answers=uses, actor=link.actor, consent=row)


def newest(cast: Cast, key: str) -> Consent:
    """The newest consent of somebody."""
    rows = cast.people[key].consents.select_related("person", "plan", "plan__signed_by", "template")
    return rows.order_by("-id")[0]
