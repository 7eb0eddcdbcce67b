"""Reading YAML and JSON files that people write, into plain values, with a clear line for everything wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from punctum.problems import InputError, Problem, nearest, shown

LARGEST_BYTES = 1_000_000
DEEPEST = 40

EXPECTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "fields and values",
    "model_type": "fields and values",
    "missing": "this field",
    "string_too_short": "some text",
    "too_short": "at least one entry",
}


class _PlainLoader(yaml.SafeLoader):
    """YAML without implicit dates (they are read where they stand), aliases or repeated keys."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="aliases are not read", problem_mark=mark)
        self.depth += 1
        if self.depth > DEEPEST:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="too deeply nested", problem_mark=mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                raise yaml.MarkedYAMLError(problem=f"the field {key!r} stands twice", problem_mark=key_node.start_mark)
            if isinstance(key, Hashable):
                seen.add(key)
        return super().construct_mapping(node, deep)


# YAML 1.1 reads `on` and `no` as true and false; here they stay what was written, as in YAML 1.2.
_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rsplit(":", 1)[1] not in ("timestamp", "bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def read_raw(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file, no more than one beyond the most that is read.

    Raises:
        InputError: there is no file that can be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most_bytes + 1)  # Not all of it: it may have no end.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no name of a file"
        raise InputError([Problem(str(path), "a file that can be read", reason)]) from None


def text_of(raw: bytes, name: str, most_bytes: int) -> str:
    """Bytes as text in UTF-8, with or without a byte order mark; `name` stands in the messages.

    Raises:
        InputError: more bytes than that, or no UTF-8.
    """
    if len(raw) > most_bytes:
        raise InputError([Problem(name, f"at most {most_bytes} bytes", "more")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Problem(name, "text in UTF-8", f"byte {raw[error.start]:#04x} at {error.start}")]) from None


def read_document(path: Path) -> dict[str, Any]:
    """The fields of a YAML or JSON file (JSON by the suffix `.json`).

    Raises:
        InputError: the file cannot be read, is too large, is not YAML or JSON, or holds no fields.
    """
    raw = read_raw(path, LARGEST_BYTES)
    return parse_document(raw, path.name, as_json=path.suffix.lower() == ".json")


def parse_document(raw: bytes, name: str, *, as_json: bool = False) -> dict[str, Any]:
    """The fields of YAML or JSON text. Same rules and errors as `read_document`; `name` stands in the messages."""
    kind = "JSON" if as_json else "YAML"
    text = text_of(raw, name, LARGEST_BYTES)
    try:
        loaded = json.loads(text, object_pairs_hook=_unique) if as_json else yaml.load(text, _PlainLoader)  # noqa: S506
        value = _whole_characters(loaded)
    except InputError:
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name} line {mark.line + 1}" if mark else name
        raise InputError([Problem(where, f"readable {kind}", error.problem or "something else")]) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError, AttributeError) as error:
        reason = "too deeply nested" if isinstance(error, RecursionError) else " ".join(str(error).split())[:120]
        raise InputError([Problem(name, f"readable {kind}", reason)]) from None
    if not isinstance(value, dict):
        raise InputError([Problem(name, "fields and values", shown(value))])
    return {str(key): member for key, member in value.items()}


def _whole_characters(value: Any) -> Any:
    """Join characters that were escaped in two halves, which YAML, unlike JSON, leaves apart; refuse a lone half."""
    if isinstance(value, str):
        try:
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            raise InputError([Problem(shown(value), "whole characters", "half of one")]) from None
    if isinstance(value, dict):
        return {_whole_characters(key): _whole_characters(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_whole_characters(member) for member in value]
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise InputError([Problem(key, "each field once", "the field twice")])
        fields[key] = value
    return fields


def problems_of(error: ValidationError, model: type[BaseModel], found: Any) -> list[Problem]:
    """A pydantic error as problems: path, what was expected, what was found, and the nearest known field."""
    problems = []
    for item in error.errors():
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in item["loc"]).lstrip(".")
        inner = item.get("ctx", {}).get("error")
        if isinstance(inner, InputError):
            problems += [
                Problem(
                    ".".join(part for part in (path, problem.path) if part),
                    problem.expected,
                    problem.found,
                    problem.hint,
                )
                for problem in inner.problems
            ]
        elif item["type"] == "extra_forbidden":
            names = _fields_at(model, item["loc"][:-1])
            problems.append(Problem(path, "a known field", "an unknown one", nearest(str(item["loc"][-1]), names)))
        elif item["type"] == "missing":
            problems.append(Problem(path or "file", "this field", "nothing"))
        elif item["type"] == "literal_error":
            problems.append(Problem(path, str(item["ctx"]["expected"]).replace("'", ""), shown(item["input"])))
        else:
            expected = EXPECTED.get(item["type"]) or item["msg"].removeprefix("Input should be ").removeprefix(
                "Value error, "
            )
            problems.append(Problem(path or "file", expected, shown(item["input"])))
    return problems


def _fields_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    current: Any = model
    for part in loc:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, BaseModel):
            annotation = current.model_fields[part].annotation if part in current.model_fields else None
            current = _model_in(annotation)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return list(current.model_fields)
    return []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (model := _model_in(part)) is not None:
            return model
    return None
