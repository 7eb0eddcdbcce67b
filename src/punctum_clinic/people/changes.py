"""What differs between two versions of a history, as single changes that lead from one to the other without loss."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["added", "removed", "changed", "reordered"]
Path = tuple[str | int, ...]
# By which field the entries of a list are known again.
KNOWN_BY = ("name", "indication", "rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change.

    Arguments:
        path: where: names of fields, and places in lists. Of something added it is the place afterwards, else before.
        label: the name of the list entry it stands in, as it was before (afterwards for an added one).
        old, new: what stood and stands there; for `reordered`, new is the order of the places once all else is done.
    """

    kind: Kind
    path: Path
    label: str = ""
    old: Any = None
    new: Any = None


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes that lead from one document to another; none when they say the same.

    Entries of a list are known again by their name, so that one taken out of the middle is one change.
    """
    return tuple(_of_fields((), "", before, after))


def _of_fields(path: Path, label: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in [*before, *(name for name in after if name not in before)]:
        here = (*path, name)
        if name not in after:
            yield Change(kind="removed", path=here, label=label, old=before[name])
        elif name not in before:
            yield Change(kind="added", path=here, label=label, new=after[name])
        else:
            yield from _of_value(here, label, before[name], after[name])


def _of_value(path: Path, label: str, before: Any, after: Any) -> Iterator[Change]:
    if _canonical(before) == _canonical(after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_fields(path, label, before, after)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_list(path, label, before, after)
    else:
        yield Change(kind="changed", path=path, label=label, old=before, new=after)


def _of_list(path: Path, label: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    places = {key: place for place, key in enumerate(_keys(after))}
    kept: list[int] = []
    for place, key in enumerate(_keys(before)):
        here = (*path, place)
        name = _name(before[place]) or label
        if key in places:
            kept.append(places.pop(key))
            yield from _of_value(here, name, before[place], after[kept[-1]])
        else:
            yield Change(kind="removed", path=here, label=name, old=before[place])
    added = sorted(places.values())
    for place in added:
        yield Change(kind="added", path=(*path, place), label=_name(after[place]) or label, new=after[place])
    order = [*kept, *added]
    if order != sorted(order):
        yield Change(kind="reordered", path=path, label=label, new=tuple(order))


def _keys(entries: Sequence[Any]) -> list[tuple[str, int]]:
    """What each entry is known by: its name, and the how manieth of that name it is."""
    seen: dict[str, int] = {}
    keys = []
    for entry in entries:
        name = _name(entry)
        key = f"name {' '.join(name.casefold().split())}" if name else f"value {_canonical(entry)}"
        seen[key] = seen.get(key, 0) + 1
        keys.append((key, seen[key]))
    return keys


def _name(entry: Any) -> str:
    """The name of an entry, be it written alone or among fields."""
    if isinstance(entry, str):
        return entry
    if isinstance(entry, dict):
        return next((entry[field] for field in KNOWN_BY if isinstance(entry.get(field), str)), "")
    return ""


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
