"""Whom to call stands on every page of a phone, and the numbers can be tapped."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template.loader import render_to_string

from punctum_clinic.web.templatetags.calls import tel

TEMPLATES = Path(__file__).parents[3] / "src" / "punctum_clinic"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("01632 960 999", "tel:01632960999"),
        ("Night nurse: +44 (1632) 960-999, or go to A&E", "tel:+441632960999"),
        ("112", "tel:112"),
        ("the hospital in the town", ""),
        ("", ""),
    ],
)
def test_the_number_is_found_among_the_words(text: str, address: str) -> None:
    assert tel(text) == address


def test_without_a_number_there_is_no_link() -> None:
    assert "<a" not in render_to_string("web/_call.html", {"number": "the hospital"})
    assert 'href="tel:112"' in render_to_string("web/_call.html", {"number": "112"})


def test_no_page_of_a_phone_leaves_the_numbers_out() -> None:
    pages = [
        path
        for path in TEMPLATES.rglob("*.html")
        if "phone.html" in path.read_text() or "phone_base" in path.read_text()
    ]
    assert len(pages) > 5
    assert [path for path in pages if "block foot" in path.read_text()] == []
    assert "clinic_profile.out_of_hours" in (TEMPLATES / "web/templates/phone.html").read_text()
