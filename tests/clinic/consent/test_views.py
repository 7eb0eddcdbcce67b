"""The pages: what patients and staff can do on them, and that nothing typed breaks one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.consent import actions, photos
from punctum_clinic.consent.data import shipped_body
from punctum_clinic.consent.markup import parse
from punctum_clinic.consent.models import Consent, PhotoPermission, Template
from punctum_clinic.links.models import Link
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.plans.models import Plan
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT
from tests.clinic.consent.conftest import let_time_pass, plan_for, read_all, sign_plan

PATIENT_PAGES = ["my_consent", "my_consent_questions", "my_consent_sign", "my_consent_no", "my_consent_photos"]
SIGNATURE = {"signature-name": "Ana Álvarez", "signature-method": "typed", "signature-strokes": ""}


def test_a_person_reads_asks_thinks_and_signs(phone: Client, consent: Consent, staff: dict[str, User]) -> None:
    many = len(parse(consent.text).sections)
    assert phone.get("/my/consent/").status_code == 200
    address = "/my/consent/part/1/"
    for _ in range(many):
        page = phone.get(address)
        assert b"I have read this" in page.content
        address = phone.post(address)["Location"]
    assert address == "/my/consent/"
    consent.refresh_from_db()
    assert consent.read_at is not None
    assert phone.post("/my/consent/questions/", {"text": "Will it hurt?"}).status_code == 302
    page = phone.post("/my/consent/sign/", {**SIGNATURE, "sha256": consent.sha256})
    assert page.status_code == 422
    assert b"A question of yours has no answer yet" in page.content
    assert b"You can sign from" in page.content
    actions.answer(question=consent.questions.get(), text="It stings.", by=staff["owner"])
    assert b"It stings." in phone.get("/my/consent/questions/").content
    let_time_pass(consent)
    assert phone.post("/my/consent/sign/", {**SIGNATURE, "sha256": "0" * 64}).status_code == 422
    assert phone.post("/my/consent/sign/", {**SIGNATURE, "sha256": consent.sha256})["Location"] == "/my/consent/"
    consent.refresh_from_db()
    assert consent.state == "signed"
    copy = phone.get("/my/consent/copy.pdf")
    assert copy.content.startswith(b"%PDF")
    assert copy["Content-Type"] == "application/pdf"
    link = Link.objects.get()
    assert set(Entry.objects.filter(actor=link.actor).values_list("act", flat=True)) >= {Act.VIEW, Act.SIGN, Act.EXPORT}
    assert phone.post("/my/consent/no/", {"reason": ""}).status_code == 302
    consent.refresh_from_db()
    assert (consent.state, consent.ended_by) == ("withdrawn", link.actor)
    assert b"No consent: withdrawn" in phone.get("/my/consent/").content


def test_what_was_typed_is_kept_when_it_cannot_be_signed(phone: Client, ready: Consent) -> None:
    page = phone.post("/my/consent/sign/", {**SIGNATURE, "signature-name": " ", "sha256": ready.sha256})
    assert page.status_code == 422
    assert b"Please write your full name" in page.content
    page = phone.post("/my/consent/questions/", {"text": "x" * 2001})
    assert page.status_code == 422
    assert b"x" * 2001 in page.content


def test_a_stranger_sees_nothing(consent: Consent) -> None:
    for name in PATIENT_PAGES:
        reply = Client().get(reverse(name))
        assert reply.status_code in (401, 403, 404, 410)
        assert "Álvarez" not in reply.content.decode()


@pytest.fixture
def other_consent(other_person: Person, staff: dict[str, User]) -> Consent:
    owner = staff["owner"]
    write_history(
        person=other_person, document=DOCUMENT, origin=History.Origin.CONSULTATION, by=owner, actor=owner.actor
    )
    plan = sign_plan(plan_for(other_person, owner), owner)
    return actions.offer(plan=plan, treatment="scars", language="en", by=owner)


def test_a_link_opens_ones_own_consent_only(
    phone: Client, consent: Consent, other_consent: Consent, phone_of: Callable[[Consent], Client]
) -> None:
    other = phone_of(other_consent)
    assert "Ben Brandt" in other.get("/my/consent/").content.decode()
    assert "Álvarez" not in other.get("/my/consent/").content.decode()
    assert "Ana Álvarez" in phone.get("/my/consent/").content.decode()
    # A link whose subject is somebody else's consent opens nothing.
    Link.objects.filter(person=consent.person).update(subject_id=other_consent.pk)
    for name in PATIENT_PAGES:
        assert phone.get(reverse(name)).status_code == 404
    for name in ("consent", "consent_copy"):
        assert phone.get(reverse(name, args=[consent.public_id])).status_code == 302


def test_photos_are_decided_use_by_use(phone: Client, consent: Consent) -> None:
    person = consent.person
    page = phone.get("/my/consent/photos/").content.decode()
    assert "checked" not in page
    assert not any(photos.allowed(person, purpose) for purpose in photos.Purpose.values)
    phone.post("/my/consent/photos/", {"record": "yes", "marketing": "no"})
    assert photos.allowed(person, "record")
    assert not photos.allowed(person, "marketing")
    assert not photos.allowed(person, "teaching")
    phone.post("/my/consent/photos/", {"record": "yes"})
    assert PhotoPermission.objects.count() == 2
    phone.post("/my/consent/photos/", {"record": "no"})
    assert not photos.allowed(person, "record")
    assert [row.granted for row in PhotoPermission.objects.filter(purpose="record")] == [True, False]
    assert Entry.objects.filter(act=Act.WITHDRAW, subject__startswith="consent.photopermission").count() == 1
    assert phone.post("/my/consent/photos/", {"record": "maybe"}).status_code == 422


def test_signing_says_nothing_of_photos(phone: Client, ready: Consent) -> None:
    phone.post("/my/consent/sign/", {**SIGNATURE, "sha256": ready.sha256, "marketing": "yes"})
    ready.refresh_from_db()
    assert ready.state == "signed"
    assert not PhotoPermission.objects.exists()


def test_staff_write_down_photos_with_their_name(
    signed_in: Callable[[str], Client], known_person: Person, staff: dict[str, User]
) -> None:
    desk = signed_in("practitioner")
    assert desk.post(reverse("person_photos", args=[known_person.public_id]), {"teaching": "yes"}).status_code == 302
    assert PhotoPermission.objects.get().decided_by == staff["practitioner"].actor
    page = desk.get(reverse("person_consents", args=[known_person.public_id])).content.decode()
    assert "written down by Practitioner Example" in page


def test_staff_offer_and_follow_a_consent(
    signed_in: Callable[[str], Client], signed_plan: Plan, staff: dict[str, User]
) -> None:
    desk = signed_in("practitioner")
    person = reverse("person_consents", args=[signed_plan.person.public_id])
    page = desk.get(person).content.decode()
    assert '<option value="scars" selected>' in page
    assert desk.post(person, {"treatment": "nothing", "language": "en"}).status_code == 422
    offered = desk.post(person, {"treatment": "scars", "language": "de"})
    consent = Consent.objects.get()
    assert offered["Location"] == reverse("consent", args=[consent.public_id])
    assert desk.post(person, {"treatment": "scars", "language": "de"}).status_code == 422
    question = actions.ask(consent=consent, text="Tut es weh?", actor="link:1")
    answer = reverse("consent_answer", args=[consent.public_id, question.pk])
    assert desk.post(answer, {f"q{question.pk}-answer": ""}).status_code == 422
    assert desk.post(answer, {f"q{question.pk}-answer": "Es sticht."}).status_code == 302
    assert desk.post(answer, {f"q{question.pk}-answer": "Nein."}).status_code == 422
    shorten = reverse("consent_shorten", args=[consent.public_id])
    assert desk.post(shorten, {"shorten-reason": ""}).status_code == 422
    assert desk.post(shorten, {"shorten-reason": "Dritte Reihe"}).status_code == 302
    assert "Dritte Reihe" in desk.get(reverse("consent", args=[consent.public_id])).content.decode()
    assert desk.get(reverse("consent_copy", args=[consent.public_id])).status_code == 404
    end = reverse("consent_end", args=[consent.public_id])
    assert desk.post(end, {"what": "cancel", "cancel-reason": ""}).status_code == 422
    assert desk.post(end, {"no-reason": "per Telefon"}).status_code == 302
    consent.refresh_from_db()
    assert (consent.state, consent.ended_by_name) == ("declined", "Practitioner Example")
    assert desk.post(end, {"no-reason": ""}).status_code == 422


def test_staff_withdraw_for_a_person_and_export(
    signed_in: Callable[[str], Client], signed: Consent, staff: dict[str, User]
) -> None:
    desk = signed_in("practitioner")
    assert desk.get(reverse("consent_copy", args=[signed.public_id])).content.startswith(b"%PDF")
    assert Entry.objects.filter(act=Act.EXPORT, actor=staff["practitioner"].actor).count() == 1
    assert desk.post(reverse("consent_end", args=[signed.public_id]), {"no-reason": "By phone"}).status_code == 302
    page = desk.get(reverse("person_consents", args=[signed.person.public_id])).content.decode()
    assert page.count("No consent: withdrawn") == 2
    plan = reverse("plan", args=[signed.person.public_id, signed.plan.public_id])
    assert "No consent: withdrawn" in desk.get(plan).content.decode()
    assert "no consent: withdrawn" in desk.get(reverse("people")).content.decode()
    assert "no consent" not in signed_in("front_desk").get(reverse("people")).content.decode()


def test_a_link_is_shown_once_and_the_front_desk_may_make_it(
    signed_in: Callable[[str], Client], consent: Consent
) -> None:
    page = signed_in("front_desk").post(reverse("consent_link", args=[consent.public_id])).content.decode()
    assert "/i/" in page
    assert "<svg" in page
    assert "short needles" not in page


def test_the_tablet_shows_the_patients_pages_only(signed_in: Callable[[str], Client], consent: Consent) -> None:
    tablet = signed_in("practitioner")
    assert tablet.post(reverse("consent_tablet", args=[consent.public_id]))["Location"] == "/my/consent/"
    assert tablet.get("/my/consent/").status_code == 200
    assert tablet.get(reverse("consent", args=[consent.public_id])).status_code != 200
    let_time_pass(consent)
    read_all(consent)
    assert tablet.post("/my/consent/sign/", {**SIGNATURE, "sha256": consent.sha256}).status_code == 302
    consent.refresh_from_db()
    assert consent.signature is not None
    assert consent.signature.by_patient
    assert consent.signature.user is not None
    assert consent.signature.link is not None


def test_no_page_of_a_list_asks_more_for_more_consents(
    signed_in: Callable[[str], Client],
    signed_plan: Plan,
    staff: dict[str, User],
    django_assert_max_num_queries: Any,
) -> None:
    desk, person = signed_in("owner"), reverse("person_consents", args=[signed_plan.person.public_id])
    for _ in range(6):
        one = actions.offer(plan=signed_plan, treatment="scars", language="en", by=staff["owner"])
        actions.decline(consent=one, actor="link:1", name="Ana")
    with django_assert_max_num_queries(30):
        assert desk.get(person).content.count(b"<tr>") == 7


# --- the texts --------------------------------------------------------------------------------------------------------


def test_a_changed_text_is_a_new_version(
    signed_in: Callable[[str], Client], consent: Consent, staff: dict[str, User]
) -> None:
    owner, address = signed_in("owner"), reverse("consent_text", args=["scars", "en"])
    body = shipped_body("scars", "en").replace("Nothing here is urgent.", "You can take your time.")
    assert owner.post(address, {"body": body, "after": 1}).status_code == 302
    assert [one.version for one in Template.objects.all()] == [2, 1]
    page = owner.get(reverse("consent_version", args=["scars", "en", 2])).content.decode()
    assert "+ You can take your time." in page
    assert "− Nothing here is urgent." in page
    assert "Owner Example" in page
    page = owner.get(address).content.decode()
    assert reverse("consent", args=[consent.public_id]) in page
    consent.refresh_from_db()
    assert "Nothing here is urgent." in consent.text
    late = owner.post(address, {"body": body + "\nMore.", "after": 1})
    assert late.status_code == 422
    assert b"More." in late.content
    assert owner.post(address, {"body": body, "after": 2}).status_code == 422
    assert owner.get(reverse("consent_texts")).status_code == 200
    assert owner.get("/settings/consent/nothing/en/").status_code == 404
    assert owner.get("/settings/consent/scars/xx/").status_code == 404
    assert owner.get(reverse("consent_version", args=["scars", "en", 9])).status_code == 404


def test_a_text_that_says_too_much_or_holds_unknown_placeholders_is_not_published(
    signed_in: Callable[[str], Client],
) -> None:
    body = shipped_body("face", "en") + "\nIt is painless, {friend}."
    page = signed_in("owner").post(reverse("consent_text", args=["face", "en"]), {"body": body, "after": 1})
    assert page.status_code == 422
    said = page.content.decode()
    assert "{friend}" in said
    assert "painless" in said
    assert not Template.objects.exists()


# --- roles ------------------------------------------------------------------------------------------------------------

SEE = {"owner", "prescriber", "practitioner", "read_only"}
EDIT = {"owner", "prescriber", "practitioner"}
SEND = EDIT | {"front_desk"}
ROWS = [
    ("get", "person_consents", SEE), ("post", "person_consents", EDIT), ("get", "person_photos", EDIT),
    ("get", "consent", SEE), ("post", "consent_link", SEND), ("post", "consent_tablet", SEND),
    ("post", "consent_shorten", EDIT), ("post", "consent_end", EDIT), ("get", "consent_copy", SEE),
    ("get", "consent_texts", {"owner"}), ("get", "consent_text", {"owner"}), ("post", "consent_text", {"owner"}),
    ("get", "consent_version", {"owner"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "name", "may"), ROWS, ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_who_opens_what(
    method: str, name: str, may: set[str], signed_in: Callable[[str], Client], consent: Consent, staff: dict[str, User]
) -> None:
    if name.startswith("person_"):
        args: list[object] = [consent.person.public_id]
    elif name.startswith("consent_text") or name == "consent_version":
        args = [] if name == "consent_texts" else ["scars", "en"] + ([1] if name == "consent_version" else [])
    else:
        args = [consent.public_id]
    for role in staff:
        reply = getattr(signed_in(role), method)(reverse(name, args=args))
        assert (reply.status_code != 403) == (role in may), role
        assert reply.status_code < 500
    assert getattr(Client(), method)(reverse(name, args=args)).status_code == 302


# --- nothing typed breaks a page --------------------------------------------------------------------------------------

TYPED = st.text(st.characters(exclude_categories=()), max_size=80)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "text",
                "reason",
                "sha256",
                "signature-name",
                "signature-method",
                "signature-strokes",
                "record",
                "marketing",
            ]
        ),
        TYPED | st.sampled_from(["yes", "no", "drawn", "typed", "[[[1,2]]]", "[[1]]", "{}", "[[[1e999,1]]]"]),
    ),
    page=st.sampled_from(["my_consent_questions", "my_consent_sign", "my_consent_photos"]),
)
def test_no_patient_form_breaks(phone: Client, ready: Consent, fields: dict[str, str], page: str) -> None:
    sent = {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
    assert phone.post(reverse(page), sent).status_code < 500


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(
            [
                "treatment",
                "language",
                "body",
                "after",
                "shorten-reason",
                "no-reason",
                "cancel-reason",
                "what",
                "teaching",
            ]
        ),
        TYPED | st.sampled_from(["scars", "en", "1", "-1", "99999999999999999999", "cancel", "# T\n## A\nB"]),
    ),
    page=st.sampled_from(["person_consents", "consent_end", "consent_shorten", "consent_text", "person_photos"]),
)
def test_no_staff_form_breaks(
    signed_in: Callable[[str], Client], consent: Consent, fields: dict[str, str], page: str
) -> None:
    args: list[object] = ["face", "en"] if page == "consent_text" else [consent.public_id]
    if page.startswith("person_"):
        args = [consent.person.public_id]
    sent = {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
    assert signed_in("owner").post(reverse(page, args=args), sent).status_code < 500
