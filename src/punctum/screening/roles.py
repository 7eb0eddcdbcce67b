"""Who may clear what: the roles a clearance can name, and which other roles each of them includes."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from punctum.evidence.table import PatientName, Ref, Row, Table

RoleId = Annotated[str, Ref("roles")]


class Role(Row):
    """One role. `counts_as`: the other roles that whoever has it may act in."""

    name: PatientName
    aliases: tuple[str, ...] = ()
    counts_as: tuple[RoleId, ...] = ()


ROLES = Table("punctum.screening", "roles", Role)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


@cache
def _names() -> dict[str, Role]:
    return {_plain(name): role for role in ROLES.rows for name in (*role.aliases, role.name, role.id)}


def acts_as(text: str) -> frozenset[str]:
    """The roles in which somebody with a written role may act; none for a role that is not known."""
    role = _names().get(_plain(text))
    return frozenset() if role is None else frozenset({role.id, *role.counts_as})
