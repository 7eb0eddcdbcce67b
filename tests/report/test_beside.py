from __future__ import annotations

from threading import Event, get_ident

import pytest

from punctum.report.beside import beside


def test_a_value_is_made_while_others_work() -> None:
    go = Event()

    def make() -> int:
        assert go.wait(10)
        return get_ident()

    made = beside(make)
    go.set()
    assert made() == made() != get_ident()


def test_what_went_wrong_is_raised_where_the_value_is_asked_for() -> None:
    made = beside(lambda: 1 // 0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            made()
