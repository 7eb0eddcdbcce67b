"""Whatever a phone sends: never a fault of ours, and nothing but the answers of its own intake changes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from punctum.intake import intake_questions
from punctum_clinic.intake.checking import MOST_BYTES
from punctum_clinic.intake.models import Intake
from punctum_clinic.links.models import Link
from punctum_clinic.people.models import History, Person
from punctum_clinic.signing.models import Signature
from punctum_clinic.staff.models import User
from tests.clinic.intake.filling import ANSWERS, fill, phone_of, save, sign

IDS = [question.id for question in intake_questions()]
KEYS = sorted({field.key for question in intake_questions() for field in question.fields})
TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "not_sure",
        "skipped",
        "none",
        "",
        "yes",
        "\0",
        "\ud800",
        "2026-01-01",
        "everywhere",
        "cheek",
        "rosacea",
        "-1",
        "1e400",
    ]
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
ANYTHING = st.recursive(
    PLAIN,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS | st.sampled_from(KEYS), inside, max_size=4),
    max_leaves=12,
)
BODIES = ANYTHING | st.fixed_dictionaries(
    {"question": st.sampled_from(IDS) | ANYTHING, "answer": ANYTHING, "revision": st.integers(-1, 4) | ANYTHING}
)
OFTEN = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def phone(person: Person, staff: dict[str, User]) -> Client:
    return phone_of(person, staff["owner"])[0]


def nothing_else_changed() -> None:
    assert Intake.objects.get().state == "open"
    assert not History.objects.exists()
    assert not Signature.objects.exists()
    assert Link.objects.get().closed_at is None


@OFTEN
@given(body=BODIES)
def test_any_json_is_saved_or_refused_in_lines(phone: Client, body: Any) -> None:
    before = Intake.objects.get()
    reply = phone.post("/my/intake/answers", json.dumps(body), content_type="application/json")
    after = Intake.objects.get()
    told = reply.json()
    assert reply.status_code in (200, 400, 404, 409, 413, 422)
    assert told["saved"] == (reply.status_code == 200) == (not told["problems"])
    assert told["revision"] == after.revision
    if reply.status_code != 200:
        assert (after.answers, after.revision) == (before.answers, before.revision)
        assert all(set(line) == {"field", "line"} for line in told["problems"])
    else:
        changed = {
            name for name in {*before.answers, *after.answers} if before.answers.get(name) != after.answers.get(name)
        }
        assert changed <= {body["question"]}
    nothing_else_changed()
    assert phone.get("/my/intake/").status_code == 200
    assert phone.get("/my/intake/review/").status_code == 200


@OFTEN
@given(
    question=st.sampled_from(IDS),
    index=st.none() | st.integers(0, 2),
    key=st.sampled_from(KEYS),
    form=st.dictionaries(
        st.sampled_from(["answer", "text", "date", "pick", "stay", "skip_rest", "revision", "x"]),
        st.lists(TEXTS | st.sampled_from(["entry:0", "entry:9", "name:asthma", "name:", "0", "1", "I"]), max_size=3),
        max_size=6,
    ),
)
def test_any_form_is_saved_or_refused(phone: Client, question: str, index: int | None, key: str, form: Any) -> None:
    url = f"/my/intake/q/{question}/" + ("" if index is None else f"{index}/{key}/")
    sendable = {name: [text.encode("utf-8", "replace").decode() for text in texts] for name, texts in form.items()}
    sendable.setdefault("revision", [str(Intake.objects.get().revision)])
    reply = phone.post(url, sendable)
    assert reply.status_code in (303, 404, 409, 422)
    nothing_else_changed()
    for page in ("/my/intake/", "/my/intake/review/", url):
        assert phone.get(page).status_code in (200, 404)


@OFTEN
@given(
    kept=st.sets(st.sampled_from(sorted(ANSWERS))),
    form=st.fixed_dictionaries(
        {},
        optional={
            "declared": st.sampled_from(["yes", "no", "on"]),
            "signature-name": TEXTS | st.just("Ana Álvarez"),
            "signature-method": st.sampled_from(["typed", "drawn", "stamp"]),
            "signature-strokes": TEXTS | ANYTHING.map(lambda value: json.dumps(value, default=str)),
            "revision": st.sampled_from(["0", "-1", "x"]),
        },
    ),
)
def test_an_incomplete_or_unsigned_form_is_never_accepted(phone: Client, kept: set[str], form: Any) -> None:
    complete = {"pregnant", "breastfeeding", "concerns", "conditions", "medicines", "allergies", "procedures"}
    complete |= {"exposures", "products"}
    Intake.objects.update(answers={name: ANSWERS[name] for name in kept})
    post = {"revision": str(Intake.objects.get().revision), **form}
    post = {name: text.encode("utf-8", "replace").decode() for name, text in post.items()}
    if complete <= kept and post.get("declared") == "yes":
        post["declared"] = "no"
    assert phone.post("/my/intake/review/", post).status_code in (409, 422)
    nothing_else_changed()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(sorted(ANSWERS)))
def test_the_order_of_answers_does_not_matter(person: Person, staff: dict[str, User], order: list[str]) -> None:
    phone, intake = phone_of(person, staff["owner"])
    for question in order[:3]:
        fill(
            phone,
            {question: "not_sure"} if question == "breastfeeding" else {question: ANSWERS[question]},
            Intake.objects.get(pk=intake.pk).revision,
        )
    fill(phone, {name: ANSWERS[name] for name in order}, Intake.objects.get(pk=intake.pk).revision)
    intake.refresh_from_db()
    assert dict(intake.answers) == ANSWERS
    assert sign(phone, intake.revision).status_code == 303
    documents = list(History.objects.values_list("document", flat=True))
    assert all(document == documents[0] for document in documents)
    assert len({json.dumps(document, sort_keys=True) for document in documents}) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 20000, 400),
        (b"1", 400),
        (b'{"question": "notes", "answer": NaN, "revision": 0}', 422),
        (b'{"question": "notes", "answer": 1, "revision": 0.0}', 400),
        (b'{"question": "shoe_size", "answer": 1, "revision": 0}', 404),
        (b" " * (MOST_BYTES + 1), 413),
    ],
)
def test_bodies_that_are_no_answer(phone: Client, body: bytes, status: int) -> None:
    reply = phone.post("/my/intake/answers", body, content_type="application/json")
    assert reply.status_code == status
    assert reply.json()["problems"]


def test_two_tabs_notice_each_other(phone: Client) -> None:
    assert save(phone, "notes", "one", 0).json()["revision"] == 1
    late = save(phone, "notes", "two", 0)
    assert late.status_code == 409
    assert late.json()["now"] == "one"
    page = phone.post("/my/intake/q/notes/", {"text": "two", "revision": "0"})
    assert page.status_code == 409
    assert "one" in page.content.decode()
    assert "two" in page.content.decode()
    assert 'name="revision" value="1"' in page.content.decode()
    # Sending the same twice, as a double tap does, is no conflict.
    assert save(phone, "notes", "one", 0).status_code == 200


def test_a_script_elsewhere_cannot_send_answers(person: Person, staff: dict[str, User]) -> None:
    phone, _ = phone_of(person, staff["owner"])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = phone.cookies
    assert save(strict, "notes", "x", 0).status_code == 403
