"""What the environment says: which clinic this is, its secrets and its database. Nothing secret has a default."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured

Mode = Literal["production", "example", "test"]
MODES: tuple[Mode, ...] = ("production", "example", "test")
SHORTEST_SECRET = 50
ENGINES = {
    "sqlite": "django.db.backends.sqlite3",
    "postgresql": "django.db.backends.postgresql",
    "postgres": "django.db.backends.postgresql",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What a clinic is started with.

    Arguments:
        mode: `production`; `example` holds invented people only; `test` is for the tests.
        data: the folder of the SQLite file and, outside production, of generated secrets.
        secret_key: signs sessions. audit_key: seals the audit trail; losing it means the trail cannot be checked.
        hosts: names this clinic is reached by. base_url: how links for patients begin. database: for Django.
        secure: served by HTTPS only. proxy: a trusted proxy in front tells the scheme. time_zone: IANA name.
    """

    mode: Mode
    data: Path
    secret_key: str
    audit_key: str
    hosts: tuple[str, ...]
    base_url: str
    database: dict[str, Any]
    secure: bool
    proxy: bool
    time_zone: str


def read_environment(values: Mapping[str, str] = os.environ) -> Environment:
    """The environment of this process.

    Raises:
        ImproperlyConfigured: one line for each variable that is missing or cannot be used.
    """
    problems: list[str] = []
    mode = _mode(values.get("PUNCTUM_MODE", "production"), problems)
    data = Path(values.get("PUNCTUM_DATA", "build/clinic")).resolve()
    production = mode == "production"
    hosts = tuple(host for host in values.get("PUNCTUM_HOSTS", "").replace(",", " ").split() if host)
    if production and (not hosts or "*" in hosts):
        problems.append("PUNCTUM_HOSTS: expected the names this clinic is reached by, found none or *")
    base_url = values.get(
        "PUNCTUM_BASE_URL", f"https://{hosts[0]}" if production and hosts else "http://127.0.0.1:8000"
    )
    if production and (hosts or "PUNCTUM_BASE_URL" in values) and not base_url.startswith("https://"):
        problems.append(f"PUNCTUM_BASE_URL: expected an address with https://, found {base_url!r}")
    secret_key = _secret("PUNCTUM_SECRET_KEY", values, data, production, problems)
    audit_key = _secret("PUNCTUM_AUDIT_KEY", values, data, production, problems)
    if production and secret_key and secret_key == audit_key:
        problems.append("PUNCTUM_AUDIT_KEY: expected another secret than PUNCTUM_SECRET_KEY, found the same")
    time_zone = _time_zone(values.get("PUNCTUM_TIME_ZONE", "UTC"), problems)
    database: dict[str, Any] = {}
    try:
        database = database_of(values.get("DATABASE_URL") or f"sqlite:///{data / 'clinic.sqlite3'}")
    except ImproperlyConfigured as error:
        problems.append(str(error))
    if problems:
        raise ImproperlyConfigured("\n".join(problems))
    return Environment(
        mode=mode,
        data=data,
        secret_key=secret_key,
        audit_key=audit_key,
        hosts=hosts or ("127.0.0.1", "localhost", "[::1]", "testserver"),
        base_url=base_url.rstrip("/"),
        database=database,
        secure=production,
        proxy=values.get("PUNCTUM_BEHIND_PROXY", "") == "yes",
        time_zone=time_zone,
    )


def database_of(url: str) -> dict[str, Any]:
    """Django's description of the database at an address.

    Arguments:
        url: `sqlite:////folder/file` or `postgresql://user:password@host:port/name?option=value`.

    Raises:
        ImproperlyConfigured: the address is of neither kind.
    """
    expected = "DATABASE_URL: expected sqlite:////folder/file or postgresql://user:password@host:port/name"
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"{expected}, found a port or host that is none") from error
    if parts.scheme not in ENGINES:
        raise ImproperlyConfigured(f"{expected}, found {parts.scheme or 'no'} scheme")
    if not parts.path.strip("/"):
        raise ImproperlyConfigured(f"{expected}, found no name of a database")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": ENGINES["sqlite"],
            "NAME": unquote(parts.path.removeprefix("/")),
            "OPTIONS": {
                # Two writers never meet halfway, what was acknowledged survives a power cut, what is deleted is gone.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": ENGINES[parts.scheme],
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _mode(text: str, problems: list[str]) -> Mode:
    for mode in MODES:
        if text == mode:
            return mode
    problems.append(f"PUNCTUM_MODE: expected one of {', '.join(MODES)}, found {text!r}")
    return "production"


def _secret(name: str, values: Mapping[str, str], data: Path, production: bool, problems: list[str]) -> str:
    """A secret of the environment; outside production one is made once and kept beside the data."""
    if given := values.get(name, ""):
        if production and (len(given) < SHORTEST_SECRET or len(set(given)) < SHORTEST_SECRET // 5):
            problems.append(f"{name}: expected a random text of {SHORTEST_SECRET} characters or more, found a weak one")
        return given
    if production:
        problems.append(f"{name}: expected a random text of {SHORTEST_SECRET} characters or more, found nothing")
        return ""
    try:
        return _kept_secret(data / f"{name.lower()}.txt")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no text"
        problems.append(f"PUNCTUM_DATA: expected a folder for {name.lower()}.txt, found {str(data)!r} ({reason})")
        return ""


def _kept_secret(file: Path) -> str:
    """The secret in a file; whoever comes first makes it, whole or not at all."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(SHORTEST_SECRET))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text()


def _time_zone(name: str, problems: list[str]) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problems.append(f"PUNCTUM_TIME_ZONE: expected a name such as Europe/Berlin, found {name!r}")
    return name
