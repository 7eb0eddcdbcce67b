"""Somebody about whom every table of the clinic holds a row, each with a text that is found again."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.utils import timezone

from punctum_clinic.audit.models import Act
from punctum_clinic.audit.trail import record
from punctum_clinic.consent.models import Consent, PhotoPermission, Question, Template
from punctum_clinic.consultation.models import Consultation, Letter, Score
from punctum_clinic.intake.models import Intake
from punctum_clinic.jobs.models import Job
from punctum_clinic.links.models import Link
from punctum_clinic.people.actions import edit_person, record_clearance
from punctum_clinic.people.models import Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.plans.models import DayScreening, Override, Paper, Plan
from punctum_clinic.rights.actions import ask_export
from punctum_clinic.rights.reach import rows_about
from punctum_clinic.rights.retention import day_fields
from punctum_clinic.signing.models import Signature
from punctum_clinic.staff.models import User

# Texts that stand in one table each; all of them are in an export, none is left after erasing.
TEXTS = (
    "goodman_baron_quantitative",
    "misspelt-in-the-register",
    "zebra-clearance",
    "intake-answer-quokka",
    "consultation-note-axolotl",
    "letter-okapi",
    "plan-name-narwhal",
    "override-reason-pangolin",
    "paper-ocelot",
    "day-screening-marmot",
    "consent-text-tapir",
    "question-wombat",
    "answer-lemur",
    "Signed Byname",
    "ana@example.org",
)


def whole_record(person: Person, staff: dict[str, User]) -> None:
    """A row in every table about a person."""
    owner, now, today = staff["owner"], timezone.now(), timezone.localdate()
    sha = sha256(b"").hexdigest()
    edit_person(
        person=person, by=owner, reason="misspelt-in-the-register", given_name=f"{person.given_name}-Maria",
        email="ana@example.org", phone="+44 7700 900123",
    )  # fmt: skip
    record_clearance(
        person=person, by=owner, rule="S041", by_name="Dr Clear", profession="physician", on=today,
        valid_until=None, reason="zebra-clearance",
    )  # fmt: skip
    link = Link.objects.create(
        person=person, purpose="intake", subject_id=1, created_by=owner, expires_at=now,
        token_sha256=sha256(f"secret-of-a-link{person.pk}".encode()).hexdigest(),
    )  # fmt: skip
    history = current_history(person) or person.histories.create(
        number=1, document={"notes": "goodman_baron_quantitative"}, origin="consultation", made_by=owner
    )
    signatures = [
        Signature.objects.create(
            person=person, what=what, document_sha256=sha, method="drawn", name="Signed Byname",
            strokes=[[[0, 0], [500, 300]]], by_patient=True, user=owner, link=link,
        )
        for what in ("intake", "plan", "consent")
    ]  # fmt: skip
    Intake.objects.create(
        person=person, state="signed", answers={"notes": "intake-answer-quokka"},
        signed_text='{"notes": "intake-answer-quokka"}', created_by=owner,
        signed_at=now, signature=signatures[0], history=history,
    )  # fmt: skip
    visit = Consultation.objects.create(
        person=person, on=today, started_by=owner, notes="consultation-note-axolotl", history_after=history,
        closed_at=now, closed_by=owner,
    )  # fmt: skip
    Score.objects.create(consultation=visit, indication="acne", scale="vas", value=3, scored_by=owner)
    Letter.objects.create(consultation=visit, rule="S041", pdf=b"%PDF-1.7 letter-okapi", pdf_sha256=sha, made_by=owner)
    consent = _plan_and_consent(person, owner, signatures[1:], history)
    Question.objects.create(
        consent=consent, text="question-wombat", answer="answer-lemur", answered_at=now, answered_by=owner
    )
    PhotoPermission.objects.create(
        person=person, purpose="record", granted=True, consent=consent, decided_by=owner.actor
    )
    ask_export(person=person, by=owner)
    record(Act.VIEW, person, by=owner.actor, person=str(person.public_id))


def _plan_and_consent(person: Person, owner: User, signatures: list[Signature], history: Any) -> Consent:
    now, today, sha = timezone.now(), timezone.localdate(), sha256(b"").hexdigest()
    job = Job.objects.create(kind="plan_papers", key=f"papers {person.pk}", payload={}, created_by=owner.actor)
    first, second = (
        Plan.objects.create(
            person=person, number=number, name="plan-name-narwhal", history=history, made_on=today, patient={},
            clinic={}, document={}, sha256=sha, made_by=owner, **fields,
        )
        for number, fields in (
            (1, {}),
            (2, {"state": "signed", "signature": signatures[0], "signed_at": now, "signed_by": owner}),
        )
    )  # fmt: skip
    Plan.objects.filter(pk=second.pk).update(based_on=first)
    Override.objects.create(
        plan=second, field="passes", value="8", limit="4", reason="override-reason-pangolin", by=owner
    )
    Paper.objects.create(
        plan=second,
        kind="page",
        plan_sha256=sha,
        content=b"%PDF-1.7 paper-ocelot",
        media_type="application/pdf",
        job=job,
    )
    DayScreening.objects.create(
        plan=second, on=today, history=history, screening={"note": "day-screening-marmot"}, verdict="proceed",
        stands=True, by=owner,
    )  # fmt: skip
    template, _new = Template.objects.get_or_create(
        treatment="needling", language="en", version=1, defaults={"title": "Needling", "body": "text"}
    )
    return Consent.objects.create(
        person=person, plan=second, template=template, language="en", text="consent-text-tapir", sha256=sha,
        state="signed", offered_by=owner, reflect_until=now - timedelta(days=1), read_at=now, signed_at=now,
        signature=signatures[1], pdf=b"%PDF-1.7 consent", pdf_sha256=sha,
    )  # fmt: skip


def long_ago(person: Person) -> None:
    """Everything about a person as if it had been written down thirty years ago."""
    then = timezone.now() - timedelta(days=30 * 366)
    for model, rows in rows_about(person).items():
        for name in day_fields(model):
            field = model._meta.get_field(name)
            rows.exclude(**{name: None}).update(
                **{name: then if field.get_internal_type() == "DateTimeField" else date(1996, 1, 1)}
            )
