"""Signing: by whom, under which conditions, and what it does to the plan before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import Clearance, History
from punctum_clinic.plans import signable
from punctum_clinic.plans.actions import make_plan
from punctum_clinic.plans.models import Override, Plan
from punctum_clinic.plans.signable import hindrances
from punctum_clinic.signing.models import Signature
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT, PASSWORD

Signer = Callable[[Plan, User], dict[str, Any]]


def write(plan: Plan, owner: User, **changes: Any) -> None:
    document = DOCUMENT | changes
    origin = History.Origin.CONSULTATION
    write_history(person=plan.person, document=document, origin=origin, by=owner, actor=owner.actor)


@pytest.mark.parametrize("role", ["owner", "prescriber", "practitioner"])
def test_a_clinician_signs(
    plan: Plan, path: str, proven: Callable[[str], Client], staff: dict[str, User], signature: Signer, role: str
) -> None:
    answer = proven(role).post(f"{path}sign/", signature(plan, staff[role]))
    assert answer.status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.signed_by) == ("signed", staff[role])
    assert plan.signature is not None
    assert (plan.signature.document_sha256, plan.signature.what) == (plan.sha256, "plan")
    assert plan.signed_at == plan.signature.at
    assert Entry.objects.filter(act=Act.SIGN, subject=f"plans.plan:{plan.pk}", detail__sha256=plan.sha256).exists()


@pytest.mark.parametrize("role", ["front_desk", "read_only"])
def test_others_do_not(
    plan: Plan, path: str, proven: Callable[[str], Client], staff: dict[str, User], signature: Signer, role: str
) -> None:
    assert proven(role).post(f"{path}sign/", signature(plan, staff[role])).status_code == 403
    assert not Signature.objects.exists()


def test_a_drawn_signature_is_kept_and_shown(
    plan: Plan, path: str, proven: Callable[[str], Client], staff: dict[str, User], signature: Signer
) -> None:
    drawn = {"signature-method": "drawn", "signature-strokes": "[[[10,10],[500,300]]]"}
    client = proven("prescriber")
    assert client.post(f"{path}sign/", signature(plan, staff["prescriber"]) | drawn).status_code == 302
    assert 'd="M10 10L500 300"' in client.get(path).content.decode()


def test_who_did_not_prove_it_lately_is_asked_again(
    plan: Plan, path: str, signed_in: Callable[[str], Client], staff: dict[str, User], signature: Signer
) -> None:
    client = signed_in("prescriber")
    answer = client.post(f"{path}sign/", signature(plan, staff["prescriber"]))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/again/")
    plan.refresh_from_db()
    assert plan.state == "draft"
    # What was sent is kept and comes through once the password was right.
    client.post(answer["Location"], {"password": PASSWORD})
    plan.refresh_from_db()
    assert plan.state == "signed"


def test_a_cap_names_who_may_sign(
    plan: Plan, path: str, proven: Callable[[str], Client], staff: dict[str, User], signature: Signer
) -> None:
    User.objects.filter(role__in=["practitioner", "prescriber"]).update(needle_length_cap_mm=Decimal("1.0"))
    client = proven("practitioner")
    answer = client.post(f"{path}sign/", signature(plan, staff["practitioner"]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "you may sign for up to 1.0\xa0mm. Who may sign it: Owner Example." in page
    assert "Sign this plan" not in client.get(path).content.decode()
    User.objects.filter(role="practitioner").update(needle_length_cap_mm=Decimal("1.5"))
    assert client.post(f"{path}sign/", signature(plan, staff["practitioner"])).status_code == 302


def test_without_a_profession_nobody_signs(
    plan: Plan, path: str, proven: Callable[[str], Client], staff: dict[str, User], signature: Signer
) -> None:
    User.objects.filter(role="practitioner").update(profession="")
    answer = proven("practitioner").post(f"{path}sign/", signature(plan, staff["practitioner"]))
    assert answer.status_code == 422
    assert "Your profession is not stated" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("signature-name", "Somebody Else", "your own name"),
        ("signature-name", "", "full name"),
        ("sha256", "0" * 64, "Somebody changed the plan meanwhile"),
    ],
)
def test_a_wrong_signature_signs_nothing(
    plan: Plan,
    path: str,
    proven: Callable[[str], Client],
    staff: dict[str, User],
    signature: Signer,
    field: str,
    value: str,
    said: str,
) -> None:
    answer = proven("owner").post(f"{path}sign/", signature(plan, staff["owner"]) | {field: value})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert not Signature.objects.exists()


def test_an_older_history_is_said(plan: Plan, staff: dict[str, User]) -> None:
    assert hindrances(plan, timezone.localdate()) == ()
    write(plan, staff["owner"], notes="came by tram")
    assert hindrances(plan, timezone.localdate()) == ("It was made from an older history. Make it again.",)


def test_a_clearance_since_then_is_an_older_history_too(plan: Plan, staff: dict[str, User]) -> None:
    today = timezone.localdate()
    Clearance.objects.create(
        person=plan.person, rule="S041", by_name="A", profession="physician", on=today, reason="seen",
        recorded_by=staff["owner"],
    )  # fmt: skip
    assert len(hindrances(plan, today)) == 1


def test_changed_tables_are_said(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signable, "table_versions", lambda: {"planning/courses": "0"})
    assert "The tables that it was made with changed since. Make it again." in hindrances(plan, timezone.localdate())


def test_a_first_visit_in_the_past_is_said(plan: Plan) -> None:
    after = timezone.localdate() + timedelta(days=1)
    assert any("lies in the past" in line for line in hindrances(plan, after))


def test_a_changed_document_is_not_signed(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(sha256="1" * 64)
    plan.refresh_from_db()
    assert any("comes out differently" in line for line in hindrances(plan, timezone.localdate()))


def test_an_override_without_its_reason_is_not_signed(
    plan: Plan, path: str, signed_in: Callable[[str], Client]
) -> None:
    from tests.clinic.plans.test_edit import form, reasons

    client, typed = signed_in("owner"), form(plan, cheek__needle_length_mm="2")
    client.post(f"{path}edit/", typed | reasons(client.post(f"{path}edit/", typed).content.decode()))
    plan.refresh_from_db()
    assert hindrances(plan, timezone.localdate()) == ()
    Override.objects.filter(plan=plan).first().delete()  # type: ignore[union-attr]
    assert any("a reason" in line for line in hindrances(plan, timezone.localdate()))


def test_a_plan_that_treats_nothing_is_not_signed(plan: Plan, staff: dict[str, User]) -> None:
    write(plan, staff["owner"], pregnant=True)
    row = make_plan(person=plan.person, by=staff["owner"], on=timezone.localdate(), form_key=uuid4())
    assert any("nothing to sign" in line for line in hindrances(row, timezone.localdate()))


def test_a_second_signature_replaces_the_first(
    plan: Plan, path: str, proven: Callable[[str], Client], staff: dict[str, User], signature: Signer
) -> None:
    owner, client = staff["owner"], proven("owner")
    client.post(f"{path}sign/", signature(plan, owner))
    changed = client.post(
        f"{path}edit/", {"form_key": str(uuid4()), "cheek-needle_length_mm": "1", "sha256": plan.sha256}
    )
    after = Plan.objects.exclude(pk=plan.pk).get()
    assert changed["Location"].endswith(f"{after.public_id}/")
    plan.refresh_from_db()
    assert (plan.state, plan.longest_needle_mm) == ("signed", 1.5)
    assert (after.number, after.state, after.based_on) == (2, "draft", plan)
    assert "Signed, it replaces plan 1." in client.get(changed["Location"]).content.decode()
    assert client.post(f"{changed['Location']}sign/", signature(after, owner)).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.ended_by, plan.ended_reason) == ("replaced", owner, "Replaced by plan 2")
    assert plan.signature is not None
    again = client.post(f"{path}edit/", {"form_key": str(uuid4()), "sha256": plan.sha256})
    assert again.status_code == 409


def test_nothing_is_half_signed(
    plan: Plan, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch, signature: Signer
) -> None:
    from punctum_clinic.plans.actions import sign as module

    written = Entry.objects.count()

    def fail(*_args: Any, **_more: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr(module, "record", fail)
    with pytest.raises(OSError, match="disk"):
        module.sign_plan(
            row=plan, by=staff["owner"], today=timezone.localdate(), seen_sha256=plan.sha256, method="typed",
            name=staff["owner"].name, strokes=[],
        )  # fmt: skip
    plan.refresh_from_db()
    assert plan.state == "draft"
    assert not Signature.objects.exists()
    assert Entry.objects.count() == written


def test_withdrawing_needs_a_reason(plan: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("practitioner")
    assert client.post(f"{path}withdraw/", {"reason": "  "}).status_code == 422
    assert client.post(f"{path}withdraw/", {"reason": "x" * 501}).status_code == 422
    assert client.post(f"{path}withdraw/", {"reason": "She moved away"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.ended_reason) == ("withdrawn", "She moved away")
    assert Entry.objects.filter(act=Act.WITHDRAW, subject=f"plans.plan:{plan.pk}").count() == 1
    assert client.post(f"{path}withdraw/", {"reason": "again"}).status_code == 422
    assert "She moved away" in client.get(path).content.decode()
