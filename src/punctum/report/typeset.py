"""The one way PDFs are made: a Typst template, data that stays text, and a face that every machine has."""

from __future__ import annotations

import json
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, cast

from punctum.evidence.language import Language

if TYPE_CHECKING:
    from typst import Fonts

FACE = "Source Sans Pro"
CUTS = ("Regular", "It", "Semibold", "SemiboldIt", "Bold")
NO_GLYPH = "could not be displayed with"
# A name never reorders the line that it stands in.
REORDERING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF"})
UNTAGGED: dict[Language, str] = {
    "en": "Some characters here have no letter shape in the fonts of this computer. They are printed as empty boxes, "
    "and this file has no tags for screen readers. Install a font that has them and make the file again.",
    "de": "Für einige Zeichen hat dieser Computer keine Schrift. Sie stehen hier als leere Kästchen, und diese Datei "
    "hat keine Auszeichnung für Vorleseprogramme. Installieren Sie eine passende Schrift und erzeugen Sie sie neu.",
}


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF. `tagged`: it is PDF/UA-1. `warnings`: sentences to print, which also stand in the PDF."""

    content: bytes
    tagged: bool
    warnings: tuple[str, ...] = ()


def typeset(template: str, data: Mapping[str, Any], *, language: Language, title: str) -> Pdf:
    """Lay out data with a template of `report/papers`; see `typeset_in`."""
    with as_file(files("punctum.report").joinpath("papers")) as papers:
        return _typeset(papers, template, data, language, title)


def typeset_in(folder: Path, template: str, data: Mapping[str, Any], *, language: Language, title: str) -> Pdf:
    """Lay out data with a template of one's own folder, which may import `style.typ` of the papers here.

    Tagged with the face of the package; where a character has no glyph there, tagged with the fonts of the system
    as well; where they lack it too, untagged and with a warning. The same input gives the same bytes on a machine.

    Arguments:
        folder: with Typst files; one of the same name takes the place of a paper's. template: its name, without `.typ`.
        data: JSON values; `made_on` is the date of the paper, YYYY-MM-DD. Texts are never read as markup.
        language: of the text. title: of the document.

    Returns:
        the PDF.

    Raises:
        KeyError: `made_on` is missing. typst.TypstError: the template has a fault.
    """
    with as_file(files("punctum.report").joinpath("papers")) as papers, TemporaryDirectory() as root:
        for file in (*papers.glob("*.typ"), *folder.glob("*.typ")):
            shutil.copyfile(file, Path(root) / file.name)
        return _typeset(Path(root), template, data, language, title)


def _typeset(papers: Path, template: str, data: Mapping[str, Any], language: Language, title: str) -> Pdf:
    from typst import Compiler, TypstError

    midnight = datetime.combine(date.fromisoformat(data["made_on"]), time(), UTC)
    inputs = {
        "data": json.dumps(_printable(dict(data)), ensure_ascii=False),
        "title": _printable(title),
        "language": language,
        "warning": "",
    }
    with _face() as face:

        def compiled(fonts: Fonts, standards: list[Any], warning: str = "") -> bytes:
            families = [family for family in (FACE, "Noto Sans", "DejaVu Sans") if family in fonts.families()]
            compiler = Compiler(
                papers / f"{template}.typ",
                root=papers,
                font_paths=fonts,
                sys_inputs={**inputs, "warning": warning, "faces": json.dumps(families)},
            )
            return cast(bytes, compiler.compile(format="pdf", pdf_standards=standards, timestamp=midnight))

        for system in (False, True):
            try:
                return Pdf(compiled(_fonts(face, system), ["ua-1"]), tagged=True)
            except TypstError as error:
                if NO_GLYPH not in error.message:
                    raise
        warning = UNTAGGED[language]
        return Pdf(compiled(_fonts(face, True), [], warning), tagged=False, warnings=(warning,))


def _fonts(face: Path, system: bool) -> Fonts:
    from typst import Fonts

    return Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=[face])


@contextmanager
def _face() -> Iterator[Path]:
    """A folder with the cuts that are used: the package has each twice, and the reader takes whole folders."""
    with TemporaryDirectory() as folder:
        for cut in CUTS:
            name = f"SourceSansPro-{cut}.ttf"
            with as_file(files("font_source_sans_pro").joinpath("files", name)) as file:
                shutil.copyfile(file, Path(folder) / name)
        yield Path(folder)


def _printable(value: Any) -> Any:
    """The value with every character that no font draws, or that reorders a line, written as its number."""
    if isinstance(value, str):
        return "".join(map(_visible, value))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _visible(char: str) -> str:
    unseen = unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") and char not in "\n\t"
    if not (unseen or unicodedata.bidirectional(char) in REORDERING):
        return char
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")
