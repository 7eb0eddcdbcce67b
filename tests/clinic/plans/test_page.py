"""The page of a plan and its papers: what stands on it, under which policy, and that it is kept who saw it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from punctum import InputError
from punctum_clinic.audit.models import Act, Entry
from punctum_clinic.jobs.models import Job
from punctum_clinic.people.models import Person
from punctum_clinic.plans import papers
from punctum_clinic.plans.models import Paper, Plan

STATIC = Path(settings.HERE) / "plans" / "static" / "plans"


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_everything_stands_on_it(plan: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    page = shown(signed_in("practitioner"), path)
    text = text_of(page)
    zone = plan.document["zones"][0]
    for said in (
        "Go ahead",
        "1.5\xa0mm".replace("\xa0", " "),
        "up to 250 holes per cm² a visit",
        zone["endpoint_text"],
        "Why not deeper?",
        "Label of SkinPen Precision",
        plan.document["anaesthetic"]["product"],
        plan.document["forecasts"][0]["controlled_text"],
        "Certainty:",
        "Doing nothing",
        "Moles and raised spots",
        plan.sha256,
    ):
        assert " ".join(said.split()) in text, said
    assert page.count("Visit ") >= len(plan.document["sessions"])
    assert plan.shown["charts"][0] in page
    assert plan.shown["forecasts"][0]["fan"] in page


def test_pictures_are_coloured_by_a_style_of_ours(plan: Plan) -> None:
    told = [each["fan"] for each in plan.shown["forecasts"]] + [
        icons["drawing"] for each in plan.shown["forecasts"] for icons in each["icons"]
    ]
    drawn = "".join([*plan.shown["charts"], plan.shown["redness"], plan.shown["timeline"], plan.shown["people"], *told])
    classes = {name for found in re.findall(r'class="([^"]+)"', drawn) for name in found.split()}
    style = (STATIC / "figures.css").read_text()
    assert len(classes) > 15
    # What is never needled is filled by its own pattern.
    assert [name for name in sorted(classes - {"never"}) if f".{name}" not in style] == []
    assert "style=" not in drawn


def test_nothing_on_it_breaks_the_policy(path: str, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("practitioner").get(path)
    page = answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
    assert answer["Cache-Control"] == "private, no-store"


def test_it_is_written_down_who_saw_it(path: str, plan: Plan, signed_in: Callable[[str], Client]) -> None:
    before = Entry.objects.filter(act=Act.VIEW).count()
    shown(signed_in("read_only"), path)
    seen = Entry.objects.filter(act=Act.VIEW).order_by("number")
    assert seen.count() == before + 1
    last = seen.last()
    assert last is not None
    assert (last.subject, last.person) == (f"plans.plan:{plan.pk}", str(plan.person.public_id))


def test_what_a_person_wrote_is_escaped(plan: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    Plan.objects.filter(pk=plan.pk).update(name="<b>bold</b>")
    page = shown(signed_in("practitioner"), path)
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold" in page


@pytest.mark.parametrize("role", ["owner", "prescriber", "practitioner", "read_only"])
def test_who_may_see_the_record_may_open_it(path: str, signed_in: Callable[[str], Client], role: str) -> None:
    page = shown(signed_in(role), path)
    assert ("Change it" in page) == (role != "read_only")
    assert ("Sign this plan" in page) == (role != "read_only")


def test_front_desk_and_strangers_do_not(path: str, signed_in: Callable[[str], Client]) -> None:
    front_desk, stranger = signed_in("front_desk"), Client()
    for part in ("", "edit/", "sign/", "withdraw/", "rescreen/", "paper/page/"):
        assert front_desk.get(path + part).status_code == 403
        assert stranger.get(path + part).status_code == 302
    for part in ("again/", "edit/", "edit/preview/", "sign/", "withdraw/", "rescreen/"):
        assert front_desk.post(path + part).status_code == 403
        assert stranger.post(path + part).status_code == 302


def test_who_may_only_read_changes_nothing(plan: Plan, path: str, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("read_only")
    for part in ("again/", "edit/", "edit/preview/", "sign/", "withdraw/", "rescreen/"):
        assert client.post(path + part).status_code == 403
    assert client.post(f"/people/{plan.person.public_id}/plans/").status_code == 403


def test_it_is_not_found_under_another_person(
    plan: Plan, other_person: Person, signed_in: Callable[[str], Client]
) -> None:
    other = f"/people/{other_person.public_id}/plans/{plan.public_id}/"
    for part in ("", "edit/", "rescreen/", "paper/page/"):
        assert signed_in("owner").get(other + part).status_code == 404


@pytest.fixture
def made(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> Job:
    """The papers, made as the worker does, without the simulations that take long."""
    monkeypatch.setattr(papers, "with_deliveries", lambda each: each)
    monkeypatch.setattr(papers, "with_healing", lambda each: each)
    job = Job.objects.get(kind="plan_papers")
    told: list[Any] = []
    papers.finish(job, papers.compute(job.payload, lambda share, step: told.append((share, step))))
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    return job


def test_papers_are_kept_once(plan: Plan, made: Job) -> None:
    result = papers.compute(made.payload, lambda *_: None)
    papers.finish(made, result)
    kinds = sorted((paper.kind, paper.language) for paper in plan.papers.all())
    assert kinds == [("calendar", "de"), ("calendar", "en"), ("page", "en"), ("patient", "de"), ("patient", "en")]
    assert {paper.plan_sha256 for paper in plan.papers.all()} == {plan.sha256}


def test_papers_are_of_the_plan_as_it_is(plan: Plan, made: Job) -> None:
    Plan.objects.filter(pk=plan.pk).update(sha256="0" * 64)
    assert papers.compute(made.payload, lambda *_: None) == ()
    Paper.objects.all().delete()
    papers.finish(made, (papers.Made("page", "en", "text/html", b"old"),))
    assert not Paper.objects.exists()


def test_a_plan_that_no_longer_comes_out_gets_no_papers(plan: Plan, made: Job) -> None:
    changed = plan.patient | {"phototype": "V"}
    Plan.objects.filter(pk=plan.pk).update(patient=changed)
    with pytest.raises(InputError, match="as it was kept"):
        papers.compute(made.payload, lambda *_: None)


def test_the_whole_page_has_a_policy_of_its_own(path: str, made: Job, signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("practitioner").get(f"{path}paper/page/")
    page = answer.content.decode()
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    hashed = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = answer["Content-Security-Policy"]
    assert f"style-src 'sha256-{hashed}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert answer["Cache-Control"].startswith("private")


def test_the_patients_papers_come_in_their_language(
    plan: Plan, path: str, made: Job, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in("practitioner")
    german, english = (client.get(f"{path}paper/patient/?language={each}").content for each in ("de", "en"))
    assert german.startswith(b"%PDF")
    assert german != english
    calendar = client.get(f"{path}paper/calendar/?language=xx")
    assert calendar["Content-Type"].startswith("text/calendar")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert Entry.objects.filter(act=Act.VIEW, detail__paper="patient").count() == 2
    page = shown(client, path)
    assert "paper/page/#care" in page


def test_while_they_are_made_the_page_says_so(path: str, signed_in: Callable[[str], Client]) -> None:
    page = shown(signed_in("practitioner"), path)
    assert f'id="job-{Job.objects.get().pk}"' in page
    assert signed_in("practitioner").get(f"{path}paper/page/").status_code == 404
    assert signed_in("practitioner").get(f"{path}paper/other/").status_code == 404
