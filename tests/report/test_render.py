"""Figures as SVG and in a page: the same bytes, words for those who cannot see, nothing that a policy would refuse."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from punctum.outcome import evidence
from punctum.report.figures import render
from punctum.report.figures.forest import forest_plot
from punctum.report.figures.interactive import TOKENS, interactive_page, over, themed, with_script
from punctum.report.figures.policy import policy
from punctum.report.figures.render import bundle, svg
from tests.outcome.concerns import QUANTITATIVE, SCARS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return forest_plot(evidence(SCARS), QUANTITATIVE)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "punctum"


def test_a_drawing_has_a_role_a_title_and_a_description(spec: dict[str, Any]) -> None:
    root = ET.fromstring(svg(spec, "one"))  # noqa: S314
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "one-t one-d"
    title, desc = root[0], root[1]
    assert (title.tag, title.get("id"), title.text) == (f"{SVG}title", "one-t", spec["title"]["text"])
    assert (desc.tag, desc.get("id"), desc.text) == (f"{SVG}desc", "one-d", spec["description"])


def test_texts_are_escaped(spec: dict[str, Any]) -> None:
    sly = spec | {"description": "a < b & c", "title": spec["title"] | {"text": '<script>"x"</script>'}}
    drawn = svg(sly, 'k"')
    assert "<script" not in drawn
    ET.fromstring(drawn)  # noqa: S314


def test_letters_are_those_of_the_package_and_styles_are_no_attributes(spec: dict[str, Any]) -> None:
    drawn = svg(spec)
    assert "Source Sans Pro" in drawn
    assert "style=" not in drawn
    assert "<style" not in drawn


def test_every_process_draws_the_same_bytes(spec: dict[str, Any]) -> None:
    code = (
        "import hashlib, json, sys; from punctum.report.figures.render import svg;"
        "print(hashlib.sha256(svg(json.load(sys.stdin)).encode()).hexdigest())"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, input=json.dumps(spec), capture_output=True, text=True, check=True)
    assert run.stdout.strip() == sha256(svg(spec).encode()).hexdigest()


def test_a_kept_bundle_is_the_one_that_was_built(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = bundle()
    (kept,) = cache.iterdir()
    monkeypatch.setattr("vl_convert.javascript_bundle", None)
    assert bundle() == made
    assert kept.read_text("utf-8").endswith(made)
    kept.write_text(kept.read_text("utf-8")[:-1], "utf-8")
    with pytest.raises(TypeError):
        bundle()


def test_a_cache_that_cannot_be_written_is_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr("vl_convert.javascript_bundle", lambda *arguments, **named: "made </script>")
    assert bundle() == "made <\\/script>"
    assert blocked.read_text() == ""


@pytest.mark.parametrize(("given", "folder"), [("", "home/.cache"), ("here", "home/.cache"), ("/else", "/else")])
def test_the_cache_lies_where_the_standard_says(
    given: str, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert render._cache_folder() == tmp_path / folder / "punctum"


def test_the_bundle_holds_the_interpreter(cache: Path) -> None:
    made = bundle()
    assert "ast:true" in made
    assert "expressionInterpreter" in made
    assert "</script" not in made


class Parts(HTMLParser):
    """The styles, scripts, data and style attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = ""
        self.found: dict[str, list[str]] = {"style": [], "script": [], "data": []}
        self.loads: list[str] = []
        self.policy = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [f"{tag} {name}" for name in given if name in ("style", "src") or name.startswith("on")]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""
        if tag in ("style", "script"):
            self.inside = "data" if given.get("type") == "application/json" else tag
            self.found[self.inside].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[self.inside][-1] += data


@pytest.fixture(scope="module")
def parts(spec: dict[str, Any]) -> Parts:
    found = Parts()
    found.feed(interactive_page("What <studies> say", [spec, spec]))
    return found


def test_a_page_names_the_hash_of_all_that_may_run(parts: Parts) -> None:
    (style,), (script,) = parts.found["style"], parts.found["script"]
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in (script, style)]
    assert parts.policy.startswith(f"default-src 'none'; script-src {hashes[0]}; style-src {hashes[1]}; img-src data:")
    assert "unsafe" not in parts.policy
    assert parts.loads == []


def test_a_page_carries_its_figures_as_data_that_nothing_can_end(spec: dict[str, Any]) -> None:
    text = {"data": {"values": [{"text": "</script><script>alert(1)"}]}, "mark": "text"}
    sly = spec | {"layer": [*spec["layer"], text]}
    found = Parts()
    found.feed(interactive_page("One", [sly]))
    assert len(found.found["script"]) == 1
    (data,) = found.found["data"]
    assert json.loads(data)["layer"][-1]["data"]["values"][0]["text"] == "</script><script>alert(1)"
    assert "usermeta" not in json.loads(data)


def test_a_page_shows_drawing_and_table_without_a_script(spec: dict[str, Any]) -> None:
    page = interactive_page("One", [spec])
    body = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in body
    for row in spec["usermeta"]["table"]["rows"]:
        assert f'<th scope="row">{row[0]}</th>' in body
    assert body.count("<tr>") == 1 + len(spec["usermeta"]["table"]["rows"])


def test_colours_follow_the_page(spec: dict[str, Any]) -> None:
    body = themed(svg(spec))
    assert not any(token in body for token in TOKENS)
    assert "var(--ink)" in body


def test_the_same_figures_give_the_same_page(spec: dict[str, Any]) -> None:
    assert interactive_page("One", [spec]) == interactive_page("One", [spec])


def test_a_policy_without_scripts_lets_none_pass() -> None:
    assert "script-src 'none'; style-src 'none'" in policy(styles=[], scripts=[])


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, punctum.report.evidence_plot, punctum.report.figures.interactive;"
        "print([name for name in ('vl_convert', 'jinja2', 'typst') if name in sys.modules])"
    )
    clean = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=clean)
    assert run.stdout.strip() == "[]"


def test_a_finished_page_gets_its_figures_and_a_policy_that_knows_its_styles(spec: dict[str, Any]) -> None:
    fan = over("<svg><!-- by hand --></svg>", spec, "one")
    page = f"<!doctype html><html><head><style>a{{}}</style></head><body>{fan}</body></html>"
    text = with_script(page, {"one": spec})
    found = Parts()
    found.feed(text)
    assert [len(found.found[kind]) for kind in ("style", "script", "data")] == [2, 1, 1]
    for kind in ("style", "script"):
        for inner in found.found[kind]:
            assert b64encode(sha256(inner.encode()).digest()).decode() in found.policy
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert '<div class="still"><svg><!-- by hand --></svg></div>' in text
    assert json.loads(found.found["data"][0])["title"] == spec["title"] | {"text": spec["title"]["text"]}
    assert text.endswith("</body></html>")


def test_the_last_digits_of_a_number_are_not_drawn(spec: dict[str, Any], cache: Path) -> None:
    """Processors differ in them, and the same plan must give the same bytes."""

    def nudged(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: nudged(part) for name, part in value.items()}
        if isinstance(value, list):
            return [nudged(part) for part in value]
        return math.nextafter(value, math.inf) if isinstance(value, float) else value

    other = nudged(spec)
    assert other != spec
    assert svg(other) == svg(spec)
    assert interactive_page("Studies", [other]) == interactive_page("Studies", [spec])
