"""A consent is not signed for a plan that no longer fits what was told since."""

from __future__ import annotations

from typing import Any

import pytest

from punctum import InputError
from punctum_clinic.consent import actions
from punctum_clinic.consent.actions import signing
from punctum_clinic.consent.models import Consent
from punctum_clinic.consent.pdf import consent_pdf
from punctum_clinic.links.models import Link
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History
from punctum_clinic.staff.models import User
from tests.clinic.conftest import DOCUMENT
from tests.clinic.consent.conftest import HAND, let_time_pass, read_all


def tell(consent: Consent, by: User, **more: Any) -> None:
    write_history(
        person=consent.person,
        document={**DOCUMENT, **more},
        origin=History.Origin.CONSULTATION,
        by=by,
        actor=by.actor,
    )


def may_sign(consent: Consent, link: Link) -> bool:
    try:
        actions.sign_consent(consent=consent, hand=HAND, shown_sha256=consent.sha256, link=link)
    except InputError as error:
        assert {problem.path for problem in error.problems} == {"plan"}
        return False
    return True


@pytest.fixture
def ready(consent: Consent) -> Consent:
    let_time_pass(consent)
    return read_all(consent)


def test_something_told_since_that_stops_the_plan_stops_the_signature(
    ready: Consent, link: Link, staff: dict[str, User]
) -> None:
    tell(ready, staff["owner"], medicines=[{"name": "isotretinoin", "route": "oral"}])
    assert not may_sign(ready, link)


def test_something_nobody_knows_stops_it_too(ready: Consent, link: Link, staff: dict[str, User]) -> None:
    tell(ready, staff["owner"], medicines=[{"name": "the blue one"}])
    assert not may_sign(ready, link)


def test_something_that_changes_nothing_does_not(ready: Consent, link: Link, staff: dict[str, User]) -> None:
    tell(ready, staff["owner"], goals=["smoother cheeks"])
    assert may_sign(ready, link)


def test_something_told_while_the_paper_is_made_is_noticed(
    ready: Consent, link: Link, staff: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = consent_pdf

    def meanwhile(*args: Any, **kwargs: Any) -> bytes:
        tell(ready, staff["owner"], medicines=[{"name": "isotretinoin", "route": "oral"}])
        return made(*args, **kwargs)

    monkeypatch.setattr(signing, "consent_pdf", meanwhile)
    with pytest.raises(InputError, match="changed since"):
        actions.sign_consent(consent=ready, hand=HAND, shown_sha256=ready.sha256, link=link)
    assert Consent.objects.get(pk=ready.pk).signature is None
