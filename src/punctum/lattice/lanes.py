"""Sixteen numbers side by side that a compiled loop handles as one: Numba's type for a vector, and what it can do.

A vector stays a vector whatever the compiler thinks of the loop around it, so that every lane gets the same operations
and no lane can change another's bits.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils, types
from numba.core.datamodel import models
from numba.core.imputils import lower_builtin
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic, register_model
from numba.np.arrayobj import make_array

# As many float32 as the widest registers hold; narrower ones take them in parts.
LANES = 16


class Vector(types.Type):
    """LANES floats of so many bits."""

    def __init__(self, bits: int) -> None:
        self.bits = bits
        super().__init__(name=f"float{bits}x{LANES}")

    @property
    def code(self) -> Any:
        """How LLVM writes it."""
        return ir.VectorType(ir.FloatType() if self.bits == np.finfo(np.float32).bits else ir.DoubleType(), LANES)


SINGLE, DOUBLE = (Vector(np.finfo(kind).bits) for kind in (np.float32, np.float64))


@register_model(Vector)
class _Model(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Vector) -> None:
        super().__init__(manager, kind, kind.code)  # type: ignore[no-untyped-call]


def _vector_of(array: Any) -> Vector:
    return SINGLE if array.dtype == types.float32 else DOUBLE


class _Arithmetic(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if len(args) == 2 and isinstance(args[0], Vector) and args[0] == args[1]:
            return signature(args[0], *args)  # type: ignore[no-untyped-call]
        return None


def _arithmetic(symbol: Any, name: str) -> None:
    def lowered(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return getattr(builder, name)(*args)

    infer_global(symbol)(type(f"_{name}", (_Arithmetic,), {}))  # type: ignore[no-untyped-call]
    lower_builtin(symbol, Vector, Vector)(lowered)  # type: ignore[no-untyped-call]


for _symbol, _name in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
    (operator.truediv, "fdiv"),
):
    _arithmetic(_symbol, _name)


def _operation(function: Callable[..., Any]) -> Any:
    return intrinsic(function)


def _place(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    start = builder.mul(args[1], ir.Constant(args[1].type, LANES))
    data = make_array(sig.args[0])(context, builder, args[0]).data  # type: ignore[no-untyped-call]
    return builder.bitcast(builder.gep(data, [start]), _vector_of(sig.args[0]).code.as_pointer())


@_operation
def load(typing: Any, array: Any, at: Any) -> Any:
    """array[at·LANES : (at + 1)·LANES] of a flat array."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        made = builder.load(_place(context, builder, sig, args))
        made.align = sig.args[0].dtype.bitwidth // 8
        return made

    return _vector_of(array)(array, types.intp), code


@_operation
def store(typing: Any, array: Any, at: Any, vector: Any) -> Any:
    """array[at·LANES : (at + 1)·LANES] = vector."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        kept = builder.store(args[2], _place(context, builder, sig, args))
        kept.align = sig.args[0].dtype.bitwidth // 8
        return context.get_dummy_value()

    return types.void(array, types.intp, vector), code


@_operation
def spread(typing: Any, like: Any, value: Any) -> Any:
    """One number in all lanes, in the precision of the array `like`."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        vector = sig.return_type.code
        one = args[1] if vector.element == args[1].type else builder.fptrunc(args[1], vector.element)
        empty, index = ir.Constant(vector, ir.Undefined), ir.IntType(32)
        single = builder.insert_element(empty, one, ir.Constant(index, 0))
        return builder.shuffle_vector(single, empty, ir.Constant(ir.VectorType(index, LANES), [0] * LANES))

    return _vector_of(like)(like, types.float64), code


@_operation
def fused(typing: Any, a: Any, b: Any, c: Any) -> Any:
    """a·b + c, rounded once."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        vector = sig.return_type.code
        kind = ir.FunctionType(vector, [vector] * 3)
        name = f"llvm.fma.v{LANES}f{sig.return_type.bits}"
        called = cgutils.get_or_insert_function(builder.module, kind, name)  # type: ignore[no-untyped-call]
        return builder.call(called, args)

    return a(a, b, c), code


@_operation
def above(typing: Any, floor: Any, value: Any, then: Any, other: Any) -> Any:
    """`then` in the lanes where value > floor, else `other`."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return builder.select(builder.fcmp_ordered(">", args[1], args[0]), args[2], args[3])

    return then(floor, value, then, other), code


@_operation
def any_above(typing: Any, floor: Any, value: Any) -> Any:
    """Whether value > floor in any lane."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        bits = builder.bitcast(builder.fcmp_ordered(">", args[1], args[0]), ir.IntType(LANES))
        return builder.icmp_unsigned("!=", bits, ir.Constant(bits.type, 0))

    return types.boolean(floor, value), code


@_operation
def rounded(typing: Any, like: Any, vector: Any) -> Any:
    """A vector of doubles in the precision of the array `like`."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        made = sig.return_type
        return args[1] if made == DOUBLE else builder.fptrunc(args[1], made.code)

    return _vector_of(like)(like, vector), code


@_operation
def doubled(typing: Any, like: Any, vector: Any) -> Any:
    """A vector of any precision in that of the array `like`, which is double."""

    def code(context: Any, builder: Any, sig: Any, args: Any) -> Any:
        return args[1] if sig.args[1] == DOUBLE else builder.fpext(args[1], DOUBLE.code)

    return DOUBLE(like, vector), code
