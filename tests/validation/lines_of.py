"""Lines of a file for tests."""

from __future__ import annotations

from punctum.validation.lines import Design, Line, Printed

HEADER = "group,quantity,symbol,value,unit,spread,conditions,source,seen,notes,role"
IN_PARTS = (
    "id,group,quantity,symbol,value,value_low,value_high,value_text,unit,spread,conditions,sources,basis,role,note"
)


def line(quantity: str, conditions: str = "", value: str = "", unit: str = "", **others: str) -> Line:
    spread = others.pop("spread", "")
    return Line(
        number=2,
        design=Design(quantity=quantity, symbol=others.pop("symbol", ""), unit=unit, conditions=conditions, **others),
        printed=Printed(value=value, spread=spread),
    )
