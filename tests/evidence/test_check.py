"""The check of the tables: each kind of fault is found, and the package's own tables have none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest

from punctum.calibration.tables import TABLES as CALIBRATION
from punctum.evidence.check import check_tables
from punctum.evidence.sources import SOURCES
from punctum.evidence.table import Ref, SourcedRow, Table
from punctum.planning.registry import ALL_TABLES
from punctum.validation.tables import TABLES as VALIDATION


class Thing(SourcedRow):
    """A row that can be wrong in every way."""

    size_min_mm: float | None = None
    size_max_mm: float | None = None
    near: tuple[Annotated[str, Ref("things")], ...] = ()
    of: Annotated[str, Ref("things")] | None = None


class _Text(Table[Thing]):
    """A table whose file stands in the test."""

    def __init__(self, text: str) -> None:
        super().__init__("punctum.evidence", "things", Thing)
        self.__dict__["bytes"] = text.encode()


HEAD = "id,size_min_mm,size_max_mm,near,of,sources,basis\n"


def faults(*lines: str) -> list[str]:
    return [str(problem) for problem in check_tables([SOURCES, _Text(HEAD + "\n".join(lines) + "\n")])]


def test_a_sound_table_has_no_fault() -> None:
    assert faults("a,1,2,a;b,b,harris_2015_acne_scar_review,read", "b,,,,,house_default,house") == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a,2,1,,,house_default,house", "things.csv row a, size_min_mm: expected at most size_max_mm (1), found 2"),
        ("a,-1,1,,,house_default,house", "things.csv row a, size_min_mm: expected 0 to 100 millimetres, found -1"),
        ("a,,,c,,house_default,house", "things.csv row a, near: expected the id of a row in things.csv, found c"),
        ("a,,,,c,house_default,house", "things.csv row a, of: expected the id of a row in things.csv, found c"),
        (
            "a,,,,,house_defaul,house",
            "things.csv row a, sources: expected the id of a row in sources.csv, found house_defaul; "
            "did you mean 'house_default'?",
        ),
        ("a,,,,,,house", "things.csv row a, sources: expected Field required, found"),
        (
            "a,,,,,general_knowledge,read",
            "things.csv row a, basis: expected remembered, derived or house, found read, without a source",
        ),
        ("a,x,,,,house_default,house", "things.csv row a, size_min_mm: expected Input should be a valid number"),
        ("a,,,,,house_default,guessed", "things.csv row a, basis: expected Input should be 'read'"),
    ],
)
def test_each_fault_names_its_row(line: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(line)), faults(line)


def test_an_id_stands_once() -> None:
    row = "a,,,,,house_default,house"
    assert faults(row, row) == ["things.csv row a: expected an id that stands once, found it stands 2 times"]


def test_the_tables_of_the_package_are_sound() -> None:
    assert [str(problem) for problem in check_tables(ALL_TABLES)] == []


def test_every_csv_of_the_package_is_registered() -> None:
    from importlib.resources import files

    root = Path(str(files("punctum")))
    shipped = {path.relative_to(root).as_posix() for path in root.rglob("*.csv")}
    known = {
        f"{table.package.removeprefix('punctum.').replace('.', '/')}/{table.name}.csv"
        for table in (*ALL_TABLES, *CALIBRATION, *VALIDATION)
    }
    assert shipped == known
