"""Whatever happens in whatever order: a consent is only ever where the one before allows it to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punctum import InputError
from punctum_clinic.audit.trail import faults
from punctum_clinic.consent import actions
from punctum_clinic.consent.filling import sha256_of
from punctum_clinic.consent.models import Consent
from punctum_clinic.consent.state import ConsentState, consent_of
from punctum_clinic.links.models import Link
from punctum_clinic.plans.models import Plan
from punctum_clinic.staff.models import User
from tests.clinic.consent.conftest import HAND, end_plan, let_time_pass, read_all

THEN = datetime(2026, 11, 20, 12, tzinfo=UTC)

NEXT = {
    "offered": {"offered", "signed", "declined", "cancelled"},
    "signed": {"signed", "withdrawn"},
    "declined": {"declined"},
    "withdrawn": {"withdrawn"},
    "cancelled": {"cancelled"},
}
STEPS = ["read", "read_all", "ask", "answer", "wait", "shorten", "sign", "sign_other", "decline", "withdraw", "cancel"]


@settings(max_examples=settings().max_examples // 5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from([*STEPS, "offer", "end_plan"]), min_size=4, max_size=16))
def test_no_order_of_steps_leads_anywhere_illegal(
    steps: list[str], signed_plan: Plan, link_of: Callable[[Consent], Link], staff: dict[str, User]
) -> None:
    with transaction.atomic():
        consent = actions.offer(plan=Plan.objects.get(), treatment="scars", language="en", by=staff["owner"])
        walk(steps, consent, link_of(consent), staff)
        # The next example begins where this one began.
        transaction.set_rollback(True)


def walk(steps: list[str], consent: Consent, link: Link, staff: dict[str, User]) -> None:
    for step in steps:
        before = Consent.objects.select_related("plan").get(pk=consent.pk)
        may = not actions.obstacles(before)
        done = attempt(step, before, link, staff)
        after = Consent.objects.select_related("plan").get(pk=before.pk)
        assert after.state in NEXT[before.state], (step, before.state, after.state)
        if step == "sign":
            assert (after.state == "signed" and before.state == "offered") == may
        check(after, before)
        check_plan(Plan.objects.get())
        consent = done if isinstance(done, Consent) else consent
    assert not list(faults())


def attempt(step: str, consent: Consent, link: Link, staff: dict[str, User]) -> object:
    owner = staff["owner"]
    question = consent.questions.filter(answer="").first()
    try:
        with transaction.atomic():
            if step == "read":
                actions.mark_read(consent=consent, section=len(consent.sections_read) + 1, actor=link.actor)
            elif step == "read_all":
                read_all(consent)
            elif step == "ask":
                actions.ask(consent=consent, text="Why?", actor=link.actor)
            elif step == "answer" and question:
                actions.answer(question=question, text="Because.", by=owner)
            elif step == "wait":
                let_time_pass(consent)
            elif step == "shorten":
                actions.shorten(consent=consent, reason="Knows it.", by=owner)
            elif step in ("sign", "sign_other"):
                shown = consent.sha256 if step == "sign" else "f" * 64
                actions.sign_consent(consent=consent, hand=HAND, shown_sha256=shown, link=link)
            elif step == "decline":
                actions.decline(consent=consent, actor=link.actor, name="Ana")
            elif step == "withdraw":
                actions.withdraw(consent=consent, actor=link.actor, name="Ana")
            elif step == "cancel":
                actions.cancel(consent=consent, by=owner, reason="It changes.")
            elif step == "offer":
                return actions.offer(plan=consent.plan, treatment="face", language="en", by=owner)
            elif step == "end_plan" and consent.plan.state == Plan.State.SIGNED:
                end_plan(consent.plan, owner)
    except InputError as error:
        assert all(str(problem) for problem in error.problems)
    return None


def check(consent: Consent, before: Consent) -> None:
    assert (consent.text, consent.sha256) == (before.text, before.sha256)
    assert sha256_of(consent.text) == consent.sha256
    whole = consent.signature_id is not None and consent.pdf is not None and consent.signed_at is not None
    assert whole == (consent.state in ("signed", "withdrawn"))
    if whole:
        assert consent.read_at is not None
        assert consent.signed_at is not None
        assert consent.signed_at >= consent.reflect_until
        assert not consent.questions.filter(answer="").exists()
    assert (consent.ended_at is None) == (consent.state in ("offered", "signed"))


def check_plan(plan: Plan) -> None:
    assert plan.consents.filter(state__in=["offered", "signed"]).count() <= 1
    told = consent_of(plan).state
    newest = plan.consents.order_by("-id").first()
    valid = newest is not None and newest.state == "signed" and plan.state == "signed"
    assert (told is ConsentState.VALID) == valid


@pytest.fixture
def link_of(staff: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> Callable[[Consent], Link]:
    """A link for a consent; PDFs are tested elsewhere."""
    monkeypatch.setattr("punctum_clinic.consent.actions.signing.consent_pdf", lambda *_: b"%PDF")

    def make(consent: Consent) -> Link:
        return Link.objects.create(
            person=consent.person,
            purpose="consent",
            subject_id=consent.pk,
            token_sha256=sha256_of(str(consent.pk)),
            created_by=staff["owner"],
            expires_at=timezone.now() + timedelta(hours=1),
        )

    return make


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "signed"},
        {"state": "withdrawn", "ended_at": THEN, "ended_by": "x", "ended_by_name": "x"},
        {"state": "declined"},
        {"ended_at": THEN},
        {"pdf": b"x"},
        {"shortened_reason": "x"},
        {"state": "nothing"},
    ],
    ids=lambda fields: "+".join(fields),
)
def test_the_database_holds_to_it_too(consent: Consent, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(**fields)
