"""Every text of the clinic has its German; no text of a page stands outside translation. Needs no gettext."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import override, templatize

import punctum_clinic
from punctum.report import words
from punctum_clinic.web.core_words import SAID_BY_THE_CORE, basis_words, day_text, told, told_all, verdict_words

HERE = Path(punctum_clinic.__file__).parent
MESSAGES = HERE / "locale" / "de" / "LC_MESSAGES"
TEMPLATES = sorted(path for path in HERE.rglob("*.html") if {"templates", "overrides"} & set(path.parts))
SOURCES = sorted(path for path in HERE.rglob("*.py") if "migrations" not in path.parts)
# Which of a call's arguments is a text: its context, the text, its plural.
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), ("text",)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), ("text", "plural")),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ("context", "text")),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ("context", "text", "plural")),
}
NAMED = re.compile(r"%\(\w+\)[#0 +-]*[\d.]*[a-zA-Z]|\{\w*\}")
BARE = re.compile(r"%[#0 +-]*[\d.]*[a-zA-Z]")
TAGS = re.compile(r"</?\w+[^<>]*>")
# The same in every language: names of formats, of the program, of units, and of keys on the keyboard.
SAME = {
    "SHA-256",
    "ZIP",
    "PDF",
    "cm²",
    "mm",
    "kg",
    "Punctum",
    "Punctum.",
    "Audit",
    "JSON",
    "CSV",
    "data/audit.json",
    "dictionary.json",
    "SHA256SUMS",
}
SPOKEN = {"alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"}
SPOKEN_DATA = re.compile(r"data-(offline|say|copied)")
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
BLOCK = re.compile(r"{%\s*(blocktrans(?:late)?|comment)\b.*?{%\s*end\1\s*%}", re.DOTALL)

Text = tuple[str, str, str]


def unquoted(written: str) -> str:
    """A text of a .po file."""
    return "".join(str(ast.literal_eval(line)) for line in written.split("\n") if line.startswith('"'))


@cache
def po() -> dict[Text, tuple[str, ...]]:
    """What the .po file says: context, text and plural to the German of each number."""
    said: dict[Text, tuple[str, ...]] = {}
    for block in (MESSAGES / "django.po").read_text(encoding="utf-8").strip().split("\n\n"):
        assert "#, fuzzy" not in block
        parts = re.findall(r'^(msg\w+(?:\[\d\])?) ((?:".*"\n?)+)', block, re.MULTILINE)
        fields = {name: unquoted(written) for name, written in parts}
        german = tuple(text for name, text in fields.items() if name.startswith("msgstr"))
        key = (fields.get("msgctxt", ""), fields["msgid"], fields.get("msgid_plural", ""))
        assert key not in said
        said[key] = german
    return said


def called(name: str, arguments: list[str]) -> Text:
    """The text that a call translates."""
    by = dict(zip(CALLS[name], arguments, strict=True))
    return by.get("context", ""), by["text"], by.get("plural", "")


def of_template(source: str) -> Iterator[Text]:
    """Every text that a template translates."""
    literal = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    code = templatize(source)
    for call in re.finditer(rf"\b({'|'.join(CALLS)})\(\s*{literal}(?:,\s*{literal})?(?:,\s*{literal})?", code):
        texts = [ast.literal_eval(one) for one in call.groups()[1:] if one is not None]
        yield called(call[1], texts[: len(CALLS[call[1]])])


def of_source(source: str) -> Iterator[Text]:
    """Every text that a module translates."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS):
            continue
        given = node.args[: len(CALLS[node.func.id])]
        texts = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        if len(texts) == len(CALLS[node.func.id]):
            yield called(node.func.id, texts)


@cache
def texts() -> dict[Text, str]:
    """Every text of the clinic that is to be translated, with one place where it stands."""
    found: dict[Text, str] = {}
    for path in TEMPLATES:
        found |= dict.fromkeys(of_template(path.read_text(encoding="utf-8")), str(path.relative_to(HERE)))
    for path in SOURCES:
        found |= dict.fromkeys(of_source(path.read_text(encoding="utf-8")), str(path.relative_to(HERE)))
    return found


def placeholders(text: str) -> list[str]:
    """What is put into a text, and its marks of HTML; bare ones in their order."""
    return sorted(NAMED.findall(text)) + BARE.findall(NAMED.sub("", text)) + sorted(TAGS.findall(text))


def test_the_catalogue_that_is_read_says_what_the_one_for_people_says() -> None:
    with (MESSAGES / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    read = dict(compiled._catalog)  # type: ignore[attr-defined]
    written: dict[str | tuple[str, int], str] = {}
    for (context, text, plural), german in po().items():
        key = f"{context}\x04{text}" if context else text
        if not all(german):
            continue
        written |= {(key, number): one for number, one in enumerate(german)} if plural else {key: german[0]}
    assert read == written


def test_every_text_has_its_german() -> None:
    known = {key for key, german in po().items() if all(german)}
    missing = {
        f"{where}: {text!r}"
        for (context, text, plural), where in texts().items()
        if (context, text, plural) not in known
    }
    assert missing == set(), "run tools/messages and translate these"


def test_no_german_is_left_over() -> None:
    assert {key for key in po() if key[1]} - set(texts()) == set(), "run tools/messages"


def test_german_puts_in_what_english_puts_in() -> None:
    wrong = [
        (text, one)
        for (_, text, plural), german in po().items()
        if text and all(german)
        for one, english in zip(german, (text, plural or text), strict=False)
        if placeholders(one) != placeholders(english)
    ]
    assert wrong == []


def ends(text: str) -> str:
    """The mark that ends a sentence, if one does."""
    return text[-1:] if text.endswith((".", "?", ":")) else ""


def test_german_speaks_politely_and_in_whole_sentences() -> None:
    wrong = [
        (text, one)
        for (_, text, plural), german in po().items()
        for one in german
        if text and (re.search(r"\b(du|dich|dir|dein\w*)\b", one, re.IGNORECASE) or ends(text) != ends(one))
    ]
    assert wrong == []


class Visible(HTMLParser):
    """What of a page a person sees or hears."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.found += [value for name, value in attrs if value and (name in SPOKEN or SPOKEN_DATA.fullmatch(name))]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


# Only the attributes of an element that another template begins.
WITHIN_AN_ELEMENT = {"_wrong.html"}


def untranslated(source: str) -> list[str]:
    """Words of a template that stand outside its translated texts."""
    page = Visible()
    page.feed(TAG.sub(" x ", re.sub("<" + TAG.pattern, "<x ", BLOCK.sub(" x ", source), flags=re.DOTALL)))
    page.close()
    words = " ".join(page.found).split()
    return [word for word in words if re.search(r"[^\W\d_]{2,}", word) and word.strip("():,") not in SAME]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_visible_text_stands_outside_translation(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert untranslated(f"<i {source}>" if path.name in WITHIN_AN_ELEMENT else source) == []


def test_this_file_would_notice() -> None:
    assert untranslated('<p title="Help">{% translate "Yes" %} <b>never</b> {{ x }}</p>') == ["Help", "never"]
    assert list(of_template('{% translate "It\'s" %}{{ day|date:_("j M") }}')) == [("", "It's", ""), ("", "j M", "")]
    counted = "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}"
    assert list(of_template(counted)) == [("", "%(n)s row", "%(n)s rows")]
    assert list(of_source('_("a" "b"); gettext_lazy("c"); ngettext("d", "e", 2); _(name)')) == [
        ("", "ab", ""),
        ("", "c", ""),
        ("", "d", "e"),
    ]
    assert placeholders("%(a)s of <b>%d</b> {c}") == ["%(a)s", "{c}", "%d", "</b>", "<b>"]


def test_every_template_can_be_read() -> None:
    for path in TEMPLATES:
        folder = next(name for name in ("templates", "overrides") if name in path.parts)
        get_template("/".join(path.parts[path.parts.index(folder) + 1 :]))


def test_dates_follow_the_language() -> None:
    day = now().replace(year=2026, month=12, day=1)
    with override("de"):
        formats = {german[0] for (_, text, _plural), german in po().items() if re.fullmatch(r"[DljFMYHis:, ]+", text)}
        assert len(formats) > 3
        assert not any("December" in date_format(day, one) or "Dec" in date_format(day, one) for one in formats)
        assert date_format(day, "j. F Y") == "1. Dezember 2026"


def test_what_the_core_says_is_among_them() -> None:
    said = {*words.WORDS.values(), *words.ACTION_WORDS.values(), *words.BASIS_WORDS.values()} - {""}
    assert said == set(SAID_BY_THE_CORE)


def test_words_of_the_core_follow_the_page() -> None:
    day = date(2026, 12, 1)
    with override("en"):
        assert verdict_words("postpone", day, True) == words.verdict_words("postpone", day, True)
        assert (told("cheek"), told_all(["cheek", "chin", "a box of mine"])) == (
            "cheek",
            "cheek, chin and a box of mine",
        )
    with override("de"):
        assert verdict_words("postpone", day, True) == f"Warten bis {day_text(day)} oder später"
        assert verdict_words("postpone", None, True) == "Warten, bis das geklärt ist"
        assert verdict_words("refer") == "Zuerst ärztlich fragen"
        assert day_text(day).replace("\N{NO-BREAK SPACE}", " ") == "Dienstag, 1. Dezember 2026"
        assert (told("cheek"), told_all(["cheek", "chin", "a box of mine"])) == (
            "Wange",
            "Wange, Kinn und a box of mine",
        )
        assert told_all(["a box of mine", "another"]) == "a box of mine and another"
        assert basis_words("read") == ""
