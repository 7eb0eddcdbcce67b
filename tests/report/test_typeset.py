"""Every name gives a paper: tagged where a font has its letters, and with a warning where none has."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punctum.report import typeset as module
from punctum.report.typeset import UNTAGGED, Pdf, typeset
from tests.report.pdfs import is_tagged, is_within_margins, opened, pages, structure, text

NAMES = {
    "chinese": "李小龙",
    "arabic": "محمد",
    "hebrew": "שרה",
    "devanagari": "अनिता",
    "thai": "กานต์",
    "turkish": "Şükrü",
    "vietnamese": "Đặng",
    "cyrillic": "Ольга",
    "emoji": "😀",
    "joined emoji": "👩‍👩‍👧",
    "cuneiform": "𒀀",
    "combining": "Zoe\u0308\u0301\u0323",
    "control": "a\u0000b",
    "half a character": "a\ud800b",
    "no character": "a\ufffeb",
    "reordering": "a\u202eb",
    "line separator": "a\u2028b",
    "long": "W" * 300,
    "long with spaces": "Anna " * 60,
    "long and mixed": "محمد李" * 40,
    "markup": '#let x = 1; *b* _i_ $x$ @ref <label> \\ // [] {} "q" `raw` https://example.org = H',
    "json": '"},{"a": "b"}\\u0041',
    "nothing": "",
}
# These need nothing but the face of the package and what typst brings along.
EVERYWHERE = ("arabic", "hebrew", "turkish", "vietnamese", "cyrillic", "combining", "control", "half a character",
              "no character", "reordering", "long", "long with spaces", "markup", "json", "nothing")  # fmt: skip


def data(name: str) -> dict[str, Any]:
    return {
        "made_on": "2026-11-20",
        "date": "Fri 20 November 2026",
        "rule": "S043",
        "clinic": {"name": name, "address": name, "phone": name},
        "to": "The prescriber",
        "patient_id": name,
        "birth_date": "1 May 1975",
        "subject": "Anticoagulant in use",
        "zones": [["Cheek", "acne scars", "never longer than 1.0 mm"]],
        "visits": ["Acne scars: 3 visits"],
        "disclosed": [f"Medicine: {name}"],
        "reasons": [["Anticoagulant in use", "Bleeding lasts longer."]],
        "exception": "",
        "earlier": [name],
        "pauses": [],
        "waiting": "",
        "others_open": False,
        "conditions": [name],
        "sources": [["A study", "https://example.org/study"]],
        "confirm": "",
    }


@cache
def paper(name: str, *, language: Any = "en") -> Pdf:
    return typeset("letter", data(name), language=language, title=f"Letter about {name}")


@pytest.mark.parametrize("kind", NAMES)
def test_every_name_gives_a_paper_that_says_whether_it_is_tagged(kind: str) -> None:
    made = paper(NAMES[kind])
    assert made.content.startswith(b"%PDF-")
    assert is_tagged(made) is made.tagged
    assert bool(made.warnings) is not made.tagged
    assert is_within_margins(made)
    if not made.tagged:
        assert made.warnings == (UNTAGGED["en"],)
        assert UNTAGGED["en"] in text(made)


@pytest.mark.parametrize("kind", EVERYWHERE)
def test_these_names_are_tagged_on_every_machine(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = module._fonts
    monkeypatch.setattr(module, "_fonts", lambda face, system: fonts(face, False))
    assert typeset("letter", data(NAMES[kind]), language="en", title="T").tagged


def test_a_character_without_a_glyph_anywhere_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts = module._fonts
    monkeypatch.setattr(module, "_fonts", lambda face, system: fonts(face, False))
    for language in ("en", "de"):
        made = typeset("letter", data("𒀀"), language=language, title="T")
        assert not made.tagged
        assert made.warnings == (UNTAGGED[language],)
        assert UNTAGGED[language].split(". ")[0] in text(made)


def test_the_fonts_of_the_system_help_before_tags_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    fonts = module._fonts

    def noted(face: Path, system: bool) -> Any:
        asked.append(system)
        return fonts(face, system)

    monkeypatch.setattr(module, "_fonts", noted)
    typeset("letter", data("Olga"), language="en", title="T")
    assert asked == [False]
    asked.clear()
    typeset("letter", data("𒀀"), language="en", title="T")
    assert asked[:2] == [False, True]


@pytest.mark.parametrize(
    ("name", "shown"),
    [("a\u0000b", "a\\x00b"), ("a\ud800b", "a\\ud800b"), ("a\u202eb", "a\\u202eb"), ("*a* #b $c$", "*a* #b $c$")],
)
def test_what_a_person_wrote_is_text_and_never_markup(name: str, shown: str) -> None:
    assert f"Patient {shown}, born" in text(paper(name))


def test_language_title_date_and_face() -> None:
    for language in ("en", "de"):
        with opened(paper("Ana", language=language)) as file:
            assert str(file.Root.Lang) == language
            assert str(file.docinfo["/Title"]) == "Letter about Ana"
            assert str(file.docinfo["/CreationDate"]).startswith("D:20261120000000")
            assert file.Root.ViewerPreferences.DisplayDocTitle
    fonts = b"".join(paper("Ana").content.split(b"/FontName")[1:])
    assert fonts.count(b"SourceSansPro") >= 2


def test_headings_lists_and_table_headers_are_tagged() -> None:
    kinds = structure(paper("Ana"))
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 4
    assert kinds.count("/TH") == 3
    assert {"/L", "/LI", "/Table", "/Link"} <= set(kinds)


def test_pages_are_counted_in_the_language_of_the_paper() -> None:
    long = data("Ana") | {"disclosed": [f"Medicine: number {n}" for n in range(60)]}
    made = pages(typeset("letter", long, language="en", title="T"))
    assert "2 of 3" in made[1] or "2 of 2" in made[1]
    assert "1 von 1" in text(paper("Ana", language="de"))


def test_the_same_input_gives_the_same_bytes() -> None:
    for name in ("Ana", "محمد", "😀"):
        again = typeset("letter", data(name), language="en", title=f"Letter about {name}")
        assert again == paper(name)
    assert typeset("letter", data("Ana") | {"made_on": "2026-11-21"}, language="en", title="T") != paper("Ana")


def test_a_paper_needs_its_date() -> None:
    with pytest.raises(KeyError, match="made_on"):
        typeset("letter", {}, language="en", title="T")


def test_a_fault_of_a_template_is_no_question_of_fonts() -> None:
    with pytest.raises(RuntimeError, match="dictionary does not contain key"):
        typeset("letter", {"made_on": date(2026, 11, 20).isoformat()}, language="en", title="T")


def test_every_paper_takes_its_look_from_one_style() -> None:
    papers = Path(module.__file__).parent / "papers"
    for file in papers.glob("*.typ"):
        source = file.read_text("utf-8")
        assert file.name == "style.typ" or ('#import "style.typ"' in source and "paper.with(" in source)
        assert "eval(" not in source, "what a person wrote is never read as markup"


@settings(max_examples=40)
@given(name=st.text(max_size=60))
def test_any_name_gives_a_paper(name: str) -> None:
    made = typeset("letter", data(name), language="en", title=name or "T")
    assert made.tagged is is_tagged(made)
    assert made.tagged or UNTAGGED["en"] in text(made)


@settings(max_examples=20)
@given(name=st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), min_size=1, max_size=30))
def test_western_names_stand_in_a_tagged_paper_as_written(name: str) -> None:
    made = typeset("letter", data(name), language="en", title="T")
    assert made.tagged
    # Soft hyphens are not drawn, and spaces may end a line.
    squeezed, printed = ("".join(words.replace("\xad", "").split()) for words in (name, text(made)))
    assert squeezed in printed
