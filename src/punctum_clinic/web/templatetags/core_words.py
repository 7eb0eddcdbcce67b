"""Texts of the core in templates."""

from __future__ import annotations

from typing import Any

from django import template

from punctum_clinic.web import core_words

register = template.Library()


@register.filter
def told(text: Any) -> str:
    """A text of the core's tables in the language of the page."""
    return core_words.told(str(text)) if text else ""
