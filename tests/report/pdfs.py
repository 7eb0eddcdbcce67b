"""Looking into finished PDFs: their tags, their text, their pages."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2

from punctum.report.typeset import Pdf


def opened(pdf: Pdf) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf.content))


def is_tagged(pdf: Pdf) -> bool:
    with opened(pdf) as file:
        marked = "/MarkInfo" in file.Root and bool(file.Root.MarkInfo.get("/Marked", False))
        metadata = file.Root.Metadata.read_bytes().decode("utf-8")
        return marked and "/StructTreeRoot" in file.Root and "<pdfuaid:part>1</pdfuaid:part>" in metadata


def structure(pdf: Pdf) -> list[str]:
    """The kinds of all structure elements, in reading order."""
    with opened(pdf) as file:
        return list(_kinds(file.Root.StructTreeRoot))


def _kinds(element: Any) -> Any:
    if isinstance(element, pikepdf.Array):
        for member in element:
            yield from _kinds(member)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S)
        if "/K" in element and element.get("/Type") != "/MCR":
            yield from _kinds(element.K)


def pages(pdf: Pdf) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def text(pdf: Pdf) -> str:
    """The text of all pages on one line."""
    return " ".join(" ".join(pages(pdf)).replace("\ufffe", "-").split())


def is_within_margins(pdf: Pdf) -> bool:
    """Whether no page has ink in its outer band: nothing runs off the paper."""
    document = pypdfium2.PdfDocument(pdf.content)
    try:
        for page in document:
            ink = page.render(scale=1).to_numpy().min(axis=2) < 250
            height, width = ink.shape
            if ink[:, : width // 20].any() or ink[:, -(width // 20) :].any() or ink[: height // 20].any():
                return False
        return True
    finally:
        document.close()
