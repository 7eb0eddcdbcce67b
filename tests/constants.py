"""Search Python code for clinical constants: numbers, intervals and doses that belong in a table.

Three nets, from wide to fine:
- any number literal besides a few harmless ones (an index, a half, a percentage);
- any number but 0 given to a name that carries a clinical unit, and any `timedelta` of more than a day;
- any text that states a dose, a length or an interval.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

HARMLESS = frozenset({0, 1, 2, -1, 100})
UNIT = re.compile(
    r"(^|_)(mm|um|cm|cm2|kg|mg|g|ml|hz|percent|minutes|hours|days|weeks|months|years"
    r"|passes|sessions|visits|age|density)$"
)
QUANTITY = re.compile(
    r"\d\s?(mm|µm|cm|kg|mg|ml|g|minutes?|hours?|days?|weeks?|months?|years?|passes|sessions?|visits?)\b"
    r"|(?<!=\")\b\d+(\.\d+)?\s?%(?! (confidence|prediction) interval)|\bSPF\s?\d",
    re.IGNORECASE,
)
SPANS = {"timedelta", "relativedelta"}
# "The day after" is arithmetic; every other number with a unit is a statement.
# Weeks to days, months to years, hours to days, minutes to hours, shares to percent, milli to one.
CONVERSIONS = frozenset({7, 12, 24, 60, 100, 1000})
DAY = re.compile(r"(^|_)days$")


class Constant(NamedTuple):
    """One suspicious literal."""

    line: int
    value: object
    why: str


def numbers(node: ast.AST) -> Iterator[tuple[int, float]]:
    """Line and value of every number literal inside a node; factors between units are left out."""
    value = number(node)
    if value is not None and isinstance(node, ast.expr):
        yield node.lineno, value
        return
    for child in ast.iter_child_nodes(node):
        if not is_conversion(node, child):
            yield from numbers(child)


def is_conversion(node: ast.AST, factor: ast.AST) -> bool:
    """Whether a factor only changes the unit of something that is not itself a literal: `weeks * 7`."""
    match node:
        case ast.BinOp(left=left, op=ast.Mult() | ast.Div() | ast.FloorDiv() | ast.Mod(), right=right):
            other = right if factor is left else left
            return number(factor) in CONVERSIONS and number(other) is None
        case _:
            return False


def number(node: ast.AST) -> float | None:
    """The value of a number literal, with its sign; none for anything else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = number(node.operand)
        return None if value is None else -value
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and type(node.value) is not bool:
        return node.value
    return None


def called(node: ast.Call) -> str:
    function = node.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def last_name(node: ast.AST) -> str:
    """The name a value is read from or stored in: `x.age_years` and `x["age_years"]` give `age_years`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)) | ast.arg(arg=name):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case _:
            return ""


def named_values(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Pairs of a name and the expression that is given to it or compared with it."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield last_name(target), value
        case ast.AnnAssign(target=target, value=ast.AST() as value) | ast.AugAssign(target=target, value=value):
            yield last_name(target), value
        case ast.keyword(arg=str(name), value=value):
            yield name, value
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            if all(isinstance(op, ast.Eq | ast.NotEq) for op in ops):
                return  # "one week" against "two weeks" is grammar
            sides = [left, *comparators]
            for one in sides:
                for other in sides:
                    if other is not one and number(other) is not None:
                        yield last_name(one), other
        case ast.BinOp(left=left, right=right):
            for one, other in ((left, right), (right, left)):
                if number(other) is not None and not is_conversion(node, other):
                    yield last_name(one), other
        case ast.arguments(args=args, kwonlyargs=kwonly, defaults=defaults, kw_defaults=kw_defaults):
            late = args[len(args) - len(defaults) :] if defaults else []
            for argument, default in [
                *zip(late, defaults, strict=True),
                *zip(kwonly, kw_defaults, strict=True),
            ]:
                if default is not None:
                    yield argument.arg, default
        case ast.Call(args=arguments) if called(node) in SPANS:
            for value in arguments:
                yield "days", value
        case _:
            return


def docstrings(tree: ast.AST) -> set[int]:
    """Identities of the constants that are docstrings."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, kinds) and node.body]
    return {id(body[0].value) for body in bodies if isinstance(body[0], ast.Expr)}


def texts(code: str) -> list[tuple[int, str]]:
    """Line and value of every text in Python code that is not a docstring."""
    tree = ast.parse(code)
    quiet = docstrings(tree)
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet
    ]


def suspects(code: str) -> list[Constant]:
    """All literals in Python code that look like clinical constants, in line order."""
    tree = ast.parse(code)
    found = [Constant(line, value, "a number") for line, value in numbers(tree) if value not in HARMLESS]
    for node in ast.walk(tree):
        found += [
            Constant(line, value, f"a number for {name}")
            for name, given in named_values(node)
            if UNIT.search(name)
            for line, value in numbers(given)
            if value not in ((0, 1, -1) if DAY.search(name) else (0,))
        ]
    found += [Constant(line, text, "a quantity in a text") for line, text in texts(code) if QUANTITY.search(text)]
    return sorted(set(found), key=lambda constant: (constant.line, str(constant.value), constant.why))
