"""What a clinic is started with: production refuses each thing that is missing or weak, in one line."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from punctum_clinic.environment import database_of, read_environment

ROOT = Path(__file__).parents[3]
STRONG = "q8Zr2v-4LxWn0TtKc7bYhE5sJ_d1PmUoGi9aFf3RQyXzVwNeS6"
OTHER = "H3pLk_9sVbQwX2-eYtRzN8mUcJf5aGd0oTi7KxWv1ZqErSy4Ph6"
PRODUCTION = {
    "PUNCTUM_MODE": "production",
    "PUNCTUM_HOSTS": "skin.example.org",
    "PUNCTUM_SECRET_KEY": STRONG,
    "PUNCTUM_AUDIT_KEY": OTHER,
    "PUNCTUM_BEHIND_PROXY": "yes",
}


def problems(tmp_path: Path, **changed: str | None) -> list[str]:
    values = {**PRODUCTION, "PUNCTUM_DATA": str(tmp_path), **changed}
    with pytest.raises(ImproperlyConfigured) as caught:
        read_environment({name: value for name, value in values.items() if value is not None})
    return str(caught.value).splitlines()


def test_a_proper_environment_is_read(tmp_path: Path) -> None:
    given = read_environment({**PRODUCTION, "PUNCTUM_DATA": str(tmp_path)})
    assert (given.mode, given.hosts, given.base_url) == (
        "production",
        ("skin.example.org",),
        "https://skin.example.org",
    )
    assert (given.secure, given.proxy, given.time_zone) == (True, True, "UTC")
    assert given.database["NAME"] == str(tmp_path / "clinic.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        (
            {"PUNCTUM_SECRET_KEY": None},
            "PUNCTUM_SECRET_KEY: expected a random text of 50 characters or more, found nothing",
        ),
        (
            {"PUNCTUM_AUDIT_KEY": ""},
            "PUNCTUM_AUDIT_KEY: expected a random text of 50 characters or more, found nothing",
        ),
        (
            {"PUNCTUM_SECRET_KEY": STRONG[:49]},
            "PUNCTUM_SECRET_KEY: expected a random text of 50 characters or more, found a weak one",
        ),
        (
            {"PUNCTUM_AUDIT_KEY": "change" * 10},
            "PUNCTUM_AUDIT_KEY: expected a random text of 50 characters or more, found a weak one",
        ),
        (
            {"PUNCTUM_AUDIT_KEY": STRONG},
            "PUNCTUM_AUDIT_KEY: expected another secret than PUNCTUM_SECRET_KEY, found the same",
        ),
        ({"PUNCTUM_HOSTS": "*"}, "PUNCTUM_HOSTS: expected the names this clinic is reached by, found none or *"),
        (
            {"PUNCTUM_BASE_URL": "http://skin.example.org"},
            "PUNCTUM_BASE_URL: expected an address with https://, found 'http://skin.example.org'",
        ),
        (
            {"PUNCTUM_TIME_ZONE": "Moon/Base"},
            "PUNCTUM_TIME_ZONE: expected a name such as Europe/Berlin, found 'Moon/Base'",
        ),
        (
            {"PUNCTUM_TIME_ZONE": "../passwd"},
            "PUNCTUM_TIME_ZONE: expected a name such as Europe/Berlin, found '../passwd'",
        ),
        (
            {"PUNCTUM_MODE": "live"},
            "PUNCTUM_MODE: expected one of production, example, test, found 'live'",
        ),
    ],
)
def test_each_refusal_is_one_line(tmp_path: Path, changed: dict[str, str | None], line: str) -> None:
    assert problems(tmp_path, **changed) == [line]


def test_everything_missing_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        read_environment({"PUNCTUM_DATA": str(tmp_path)})
    names = [line.partition(":")[0] for line in str(caught.value).splitlines()]
    assert names == ["PUNCTUM_HOSTS", "PUNCTUM_SECRET_KEY", "PUNCTUM_AUDIT_KEY"]


@pytest.mark.parametrize(
    "url",
    [
        "mysql://a/b",
        "clinic.sqlite3",
        "sqlite://",
        "postgresql://host",
        "postgresql://u:p@host:port/x",
        "postgres://[::1/x",
    ],
)
def test_a_database_of_neither_kind_is_refused_without_naming_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL: expected sqlite") as caught:
        database_of(url)
    assert "\n" not in str(caught.value)
    assert "u:p" not in str(caught.value)


def test_the_parts_of_a_postgresql_address() -> None:
    given = database_of("postgresql://nurse:p%40ss@db.example:5433/skin?sslmode=require")
    assert (given["USER"], given["PASSWORD"], given["HOST"], given["PORT"]) == ("nurse", "p@ss", "db.example", "5433")
    assert (given["NAME"], given["OPTIONS"]) == ("skin", {"sslmode": "require"})
    assert database_of("postgresql://nurse@/skin?host=%2Frun%2Fpg")["HOST"] == "/run/pg"


def test_outside_production_secrets_are_made_once_and_kept_from_others(tmp_path: Path) -> None:
    values = {"PUNCTUM_MODE": "example", "PUNCTUM_DATA": str(tmp_path / "new" / "folder")}
    first, second = read_environment(values), read_environment(values)
    assert (first.secret_key, first.audit_key) == (second.secret_key, second.audit_key)
    assert first.secret_key != first.audit_key
    assert len(first.secret_key) >= 50
    files = sorted((tmp_path / "new" / "folder").iterdir())
    assert [file.name for file in files] == ["punctum_audit_key.txt", "punctum_secret_key.txt"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "new" / "folder").stat().st_mode) == 0o700, "the records lie there too"


def test_a_folder_that_cannot_be_used_is_one_line_for_each_secret(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    lines = problems(tmp_path, PUNCTUM_MODE="example", PUNCTUM_DATA=str(tmp_path / "file"), PUNCTUM_SECRET_KEY=None)
    assert lines == [
        f"PUNCTUM_DATA: expected a folder for punctum_secret_key.txt, found '{tmp_path / 'file'}' (File exists)"
    ]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PUNCTUM_") and name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True
    )


@pytest.mark.slow
def test_a_production_clinic_is_ready_to_be_deployed(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "INFO", PUNCTUM_DATA=str(tmp_path), **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("command", [["serve"], ["check", "--deploy"], ["migrate"]])
def test_no_command_starts_a_production_clinic_without_its_secrets(tmp_path: Path, command: list[str]) -> None:
    given = {name: value for name, value in PRODUCTION.items() if not name.endswith("_KEY")}
    done = manage(*command, PUNCTUM_DATA=str(tmp_path), **given)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "PUNCTUM_SECRET_KEY: expected a random text of 50 characters or more, found nothing",
        "PUNCTUM_AUDIT_KEY: expected a random text of 50 characters or more, found nothing",
    ]
