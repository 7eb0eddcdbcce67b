"""Reading drawings back."""

from __future__ import annotations

from xml.etree import ElementTree


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own text


def described(svg: str) -> tuple[str, str]:
    tree = parsed(svg)
    title, text = tree.find("title"), tree.find("desc")
    assert title is not None
    assert text is not None
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    return title.text or "", text.text or ""
