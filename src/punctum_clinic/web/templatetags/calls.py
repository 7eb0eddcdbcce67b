"""Telephone numbers that can be tapped, out of whatever a clinic wrote beside them."""

from __future__ import annotations

import re

from django import template

register = template.Library()
NUMBER = re.compile(r"\+?\d(?:[\s()./-]{0,2}\d)+")


@register.filter
def tel(text: str) -> str:
    """The address of the first number in a text, `tel:01632960999`; empty when there is none."""
    found = NUMBER.search(str(text))
    return "tel:" + re.sub(r"[^\d+]", "", found[0]) if found else ""
