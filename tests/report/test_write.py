from __future__ import annotations

import json
from pathlib import Path

import pytest

from punctum.problems import InputError
from punctum.report import calendar, dump, page, patient_pdf, write_plan
from punctum.report import write as module
from tests.report import plans

NAMES = {"plan.json", "plan.html", "patient.pdf", "care.ics"}


def test_four_files_and_nothing_else(tmp_path: Path) -> None:
    plan = plans.treatable()
    folder = write_plan(plan, tmp_path / "a" / "b")
    assert folder == tmp_path / "a" / "b"
    assert {file.name for file in folder.iterdir()} == NAMES
    assert (folder / "plan.json").read_bytes() == dump(plan)
    assert (folder / "plan.html").read_text("utf-8") == page(plan)
    assert (folder / "care.ics").read_bytes() == calendar(plan)
    assert (folder / "patient.pdf").read_bytes() == patient_pdf(plan, "en").content


def test_the_patients_pages_may_be_in_another_language(tmp_path: Path) -> None:
    pages = patient_pdf(plans.treatable(), "de")
    write_plan(plans.treatable(), tmp_path, handout=lambda: pages)
    assert (tmp_path / "patient.pdf").read_bytes() == pages.content


def test_writing_again_replaces(tmp_path: Path) -> None:
    write_plan(plans.treatable(), tmp_path)
    write_plan(plans.postponed(), tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == NAMES
    assert json.loads((tmp_path / "plan.json").read_bytes())["verdict"] == "postpone"


@pytest.mark.parametrize("stage", ["dump", "page", "calendar", "patient_pdf"])
def test_a_failure_while_rendering_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise RuntimeError(stage)

    monkeypatch.setattr(module, stage, fail)
    with pytest.raises(RuntimeError, match=stage):
        write_plan(plans.treatable(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="--out: expected a folder that can be written"):
        write_plan(plans.treatable(), tmp_path / "file" / "out")
    with pytest.raises(InputError, match="--out"):
        write_plan(plans.treatable(), tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_name_that_is_taken_by_a_folder_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "care.ics").mkdir()
    with pytest.raises(InputError, match=r"care\.ics is a folder"):
        write_plan(plans.treatable(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["care.ics"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def full(_: int) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InputError, match="No space left on device"):
        write_plan(plans.treatable(), tmp_path / "new" / "out")
    assert list(tmp_path.iterdir()) == []
