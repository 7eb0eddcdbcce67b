"""From the offer to the signature and back: what is allowed when, and what stands in the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone

from punctum import InputError
from punctum.report import Pdf
from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.audit.trail import faults
from punctum_clinic.consent import actions
from punctum_clinic.consent.actions import signing
from punctum_clinic.consent.filling import sha256_of
from punctum_clinic.consent.models import Consent, Template
from punctum_clinic.consent.pdf import SignedBy, consent_pdf
from punctum_clinic.consent.state import ConsentState, consent_of
from punctum_clinic.links.access import NoLinkError
from punctum_clinic.links.actions import close_link
from punctum_clinic.links.models import Link
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.models import Profile
from punctum_clinic.staff.models import User
from tests.clinic.consent.conftest import DRAWN, HAND, end_plan, let_time_pass, read_all, sign_plan
from tests.report.pdfs import is_tagged, text


def paths(consent: Consent) -> set[str]:
    return {problem.path for problem in actions.obstacles(consent)}


def refused(consent: Consent, link: Link, *, shown: str | None = None, hand: actions.Hand = HAND) -> set[str]:
    with pytest.raises(InputError) as error:
        actions.sign_consent(consent=consent, hand=hand, shown_sha256=shown or consent.sha256, link=link)
    consent.refresh_from_db()
    assert consent.signature is None
    assert consent.pdf is None
    return {problem.path for problem in error.value.problems}


def test_only_a_signed_plan_gets_a_consent(draft: Plan, staff: dict[str, User]) -> None:
    with pytest.raises(InputError, match="signed plan"):
        actions.offer(plan=draft, treatment="scars", language="en", by=staff["owner"])
    assert not Consent.objects.exists()
    sign_plan(draft, staff["prescriber"])
    with pytest.raises(InputError, match="language of the list"):
        actions.offer(plan=draft, treatment="scars", language="xx", by=staff["owner"])
    consent = actions.offer(plan=draft, treatment="scars", language="de", by=staff["owner"])
    assert consent.text.startswith("# Microneedling von Narben")


def test_an_offer_keeps_the_exact_text_and_gives_time(
    consent: Consent, clinic_profile: Profile, staff: dict[str, User]
) -> None:
    assert consent.sha256 == sha256(consent.text.encode()).hexdigest() == sha256_of(consent.text)
    left = consent.reflect_until - timezone.now()
    assert timedelta(hours=clinic_profile.reflection_hours - 1) < left < timedelta(hours=25)
    assert (consent.template.version, consent.template.published_by) == (1, None)
    with pytest.raises(InputError, match="open or holds"):
        actions.offer(plan=consent.plan, treatment="face", language="en", by=staff["owner"])


def test_nothing_is_signed_unread_too_soon_or_with_an_open_question(
    consent: Consent, link: Link, staff: dict[str, User]
) -> None:
    question = actions.ask(consent=consent, text="Will it hurt?", actor=link.actor)
    assert paths(consent) == {"read", "reflect_until", "questions"}
    assert refused(consent, link) == {"read", "reflect_until", "questions"}
    read_all(consent)
    consent.refresh_from_db()
    assert refused(consent, link) == {"reflect_until", "questions"}
    let_time_pass(consent)
    assert refused(consent, link) == {"questions"}
    actions.answer(question=question, text="It stings.", by=staff["practitioner"])
    assert paths(consent) == set()
    signed = actions.sign_consent(consent=consent, hand=HAND, shown_sha256=consent.sha256, link=link)
    assert signed.state == "signed"


def test_the_hash_before_the_person_must_be_that_of_the_row(ready: Consent, link: Link) -> None:
    assert refused(ready, link, shown="0" * 64) == {"text"}
    assert refused(ready, link, shown="\ud800") == {"text"}
    Consent.objects.filter(pk=ready.pk).update(text=ready.text + "x")
    ready.refresh_from_db()
    assert refused(ready, link) == {"text"}


def test_a_plan_that_ended_is_not_consented_to(ready: Consent, link: Link, staff: dict[str, User]) -> None:
    end_plan(ready.plan, staff["owner"])
    ready.refresh_from_db()
    assert refused(ready, link) == {"plan"}


@pytest.mark.parametrize(
    ("hand", "path"),
    [
        (replace(HAND, name="  "), "name"),
        (replace(HAND, method="stamped"), "method"),
        (replace(DRAWN, strokes=[]), "signature"),
    ],
)
def test_a_signature_is_a_name_or_a_drawing(ready: Consent, link: Link, hand: actions.Hand, path: str) -> None:
    assert refused(ready, link, hand=hand) == {path}


@pytest.mark.parametrize("hand", [HAND, DRAWN], ids=["typed", "drawn"])
def test_signed_it_is_whole(ready: Consent, link: Link, hand: actions.Hand, staff: dict[str, User]) -> None:
    question = actions.ask(consent=ready, text="Will it hurt?", actor=link.actor)
    actions.answer(question=question, text="It stings a little.", by=staff["practitioner"])
    signed = actions.sign_consent(consent=ready, hand=hand, shown_sha256=ready.sha256, link=link)
    signed = Consent.objects.get(pk=signed.pk)
    assert signed.signature is not None
    assert signed.signature.document_sha256 == signed.sha256
    assert (signed.signature.link, signed.signature.by_patient) == (link, True)
    assert signed.pdf is not None
    pdf = bytes(signed.pdf)
    assert signed.pdf_sha256 == sha256(pdf).hexdigest()
    assert is_tagged(Pdf(pdf, tagged=True))
    written = " ".join(text(Pdf(pdf, tagged=True)).split())
    for words in ("Ana Álvarez", "Practitioner Example", "Prescriber Example", "Will it hurt?", "It stings a little."):
        assert words in written
    assert signed.sha256 in written.replace(" ", "")
    assert "You can take this consent back at any time" in written
    acts = Entry.objects.filter(person=str(signed.person.public_id)).values_list("act", "subject")
    assert (Act.SIGN, f"consent.consent:{signed.pk}") in set(acts)
    assert not list(faults())


def test_every_line_of_the_text_stands_in_the_pdf(signed: Consent) -> None:
    assert signed.pdf is not None
    written = "".join(text(Pdf(bytes(signed.pdf), tagged=True)).split())
    lines = [line.lstrip("#- ").strip() for line in signed.text.splitlines() if line.strip()]
    # The reader joins what was hyphenated and drops soft breaks; letters alone are compared.
    letters = "".join(filter(str.isalnum, written))
    assert [line for line in lines if "".join(filter(str.isalnum, line)) not in letters] == []


def test_what_happened_while_the_pdf_was_made_stops_the_signature(
    ready: Consent, link: Link, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*args: Any) -> bytes:
        actions.ask(consent=ready, text="One more thing", actor=link.actor)
        return b"%PDF"

    monkeypatch.setattr("punctum_clinic.consent.actions.signing.consent_pdf", meanwhile)
    assert "questions" in refused(ready, link)


def test_saying_no_before_and_after(ready: Consent, link: Link, staff: dict[str, User]) -> None:
    with pytest.raises(InputError):
        actions.withdraw(consent=ready, actor=link.actor, name="Ana")
    declined = actions.decline(consent=ready, actor=link.actor, name="Ana Álvarez")
    assert (declined.state, declined.ended_by, declined.ended_by_name) == ("declined", link.actor, "Ana Álvarez")
    assert consent_of(ready.plan).state is ConsentState.DECLINED
    assert "consent" in refused(declined, link)
    again = actions.offer(plan=ready.plan, treatment="scars", language="en", by=staff["owner"])
    assert consent_of(ready.plan).consent == again


def test_a_withdrawn_consent_shows_everywhere(signed: Consent, staff: dict[str, User]) -> None:
    assert consent_of(signed.plan).state is ConsentState.VALID
    owner = staff["owner"]
    withdrawn = actions.withdraw(consent=signed, actor=owner.actor, name=owner.name, reason="By phone.")
    assert withdrawn.pdf is not None
    assert (withdrawn.ended_by_name, withdrawn.ended_reason) == ("Owner Example", "By phone.")
    assert consent_of(signed.plan).state is ConsentState.WITHDRAWN
    with pytest.raises(InputError):
        actions.withdraw(consent=signed, actor=owner.actor, name=owner.name)
    assert Entry.objects.filter(act=Act.WITHDRAW, subject=f"consent.consent:{signed.pk}").count() == 1


def test_a_signed_consent_ends_with_its_plan(signed: Consent, staff: dict[str, User]) -> None:
    end_plan(signed.plan, staff["owner"])
    assert consent_of(signed.plan).state is ConsentState.PLAN_ENDED


def test_an_offer_is_taken_back_with_a_reason(consent: Consent, signed_plan: Plan, staff: dict[str, User]) -> None:
    with pytest.raises(InputError, match="reason"):
        actions.cancel(consent=consent, by=staff["owner"], reason=" ")
    actions.cancel(consent=consent, by=staff["owner"], reason="The plan changes.")
    assert consent_of(signed_plan).state is ConsentState.CANCELLED


def test_time_to_think_is_made_shorter_with_a_reason(consent: Consent, staff: dict[str, User]) -> None:
    with pytest.raises(InputError, match="reason"):
        actions.shorten(consent=consent, reason="", by=staff["prescriber"])
    short = actions.shorten(consent=consent, reason="Third course, knows it well.", by=staff["prescriber"])
    assert short.reflect_until <= timezone.now()
    assert short.shortened_by == staff["prescriber"]
    with pytest.raises(InputError, match="reflect_until"):
        actions.shorten(consent=consent, reason="Again.", by=staff["prescriber"])


def test_reading_is_counted_once_a_part(consent: Consent) -> None:
    for number in (1, 1, 2):
        consent = actions.mark_read(consent=consent, section=number, actor="link:1")
    assert (consent.sections_read, consent.read_at) == ([1, 2], None)
    for number in (0, -1, 99):
        with pytest.raises(InputError, match="section"):
            actions.mark_read(consent=consent, section=number, actor="link:1")
    first = read_all(consent).read_at
    assert first is not None
    assert read_all(consent).read_at == first


def test_questions_are_kept_and_answered_once(consent: Consent, staff: dict[str, User]) -> None:
    one = actions.ask(consent=consent, text=" How long? ", actor="link:1")
    assert actions.ask(consent=consent, text="How long?", actor="link:1") == one
    for empty in ("", "  ", "x" * 2001):
        with pytest.raises(InputError, match="text"):
            actions.ask(consent=consent, text=empty, actor="link:1")
    actions.answer(question=one, text="An hour.", by=staff["owner"])
    with pytest.raises(InputError, match="answer"):
        actions.answer(question=one, text="Two.", by=staff["owner"])


def test_a_plan_without_any_consent_has_none(signed_plan: Plan) -> None:
    assert consent_of(signed_plan).state is ConsentState.NONE


def test_a_shipped_text_is_kept_when_it_is_first_used(consent: Consent) -> None:
    assert Template.objects.get().body == consent.template.body
    assert Entry.objects.filter(subject=f"consent.template:{consent.template_id}", act=Act.CREATE).count() == 1


def test_a_link_that_is_closed_while_the_pdf_is_made_signs_nothing(
    ready: Consent, link: Link, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = consent_pdf

    def meanwhile(consent: Consent, by: SignedBy) -> bytes:
        close_link(link=Link.objects.get(pk=link.pk), by=staff["owner"].actor)
        return slow(consent, by)

    monkeypatch.setattr(signing, "consent_pdf", meanwhile)
    with pytest.raises(NoLinkError):
        actions.sign_consent(consent=ready, hand=HAND, shown_sha256=ready.sha256, link=link)
    ready.refresh_from_db()
    assert (ready.signature, ready.pdf, ready.state) == (None, None, Consent.State.OFFERED)
