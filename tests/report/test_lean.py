from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from punctum.outcome import StudyResult
from punctum.report.care_days import care_days
from punctum.report.lean import lean, lean_css, used_css
from punctum.report.page_groups import first_findings, grouped_results
from tests.report import plans

CSS = lean_css(Path("src/punctum/report/page.css").read_text("utf-8"))


def test_end_tags_are_left_out_only_where_html_puts_them_back() -> None:
    assert lean("<ul><li><p>a</p></li><li>b</li></ul>") == "<ul><li><p>a<li>b</ul>"
    assert lean("<p>a</p>\n<p>b</p>") == "<p>a<p>b</p>", "the end of the text is not the end of what holds it"
    assert lean("<p>a</p> and <b>more</b>") == "<p>a</p> and <b>more</b>"
    assert lean("<span><p>a</p></span>") == "<span><p>a</p></span>", "a span does not end a paragraph"
    table = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
    assert lean(table) == "<table><thead><tr><th>a<tbody><tr><td>b</table>"


def test_quotes_stay_where_a_value_would_run_into_what_follows() -> None:
    assert lean('<a class="x" href="https://a.b/c?d">e</a>') == "<a class=x href=https://a.b/c?d>e</a>"
    for kept in ('<a href="https://a.b/">e</a>', '<a href="?a=b">e</a>', '<p class="a b">c', '<p title="">c'):
        assert lean(kept) == kept
    assert lean('<rect rx="3" class="some"/>') == "<rect rx=3 class=some />"
    assert lean("a=&quot;b&quot; c") == "a=&quot;b&quot; c"


def test_css_keeps_what_the_page_uses() -> None:
    css = lean_css(
        "/* why */ .a, .b > p { margin: 0.5px 10.5px; }\n@media (x) { .c { top: 0; } .a { top: 0; } } b { top: 0 }"
    )
    assert css == ".a,.b>p{margin:.5px 10.5px}@media(x){.c{top:0}.a{top:0}}b{top:0}"
    assert used_css(css, '<p class="z a">') == ".a{margin:.5px 10.5px}@media(x){.a{top:0}}b{top:0}"
    assert used_css(css, "<p class=q>") == "b{top:0}"
    assert "calc(" not in CSS


def test_the_style_of_the_page_is_whole() -> None:
    every = " ".join(re.findall(r"\.([a-z][\w-]*)", CSS))
    assert used_css(CSS, f'<p class="{every}">') == CSS
    assert CSS.count("{") == CSS.count("}") > 100


def test_the_last_days_are_said_once_for_all_that_last_as_long() -> None:
    plan = plans.examples()["chidi"]
    patient = [entry for entry in plan.care if entry.audience == "patient"]
    assert plan.prescription is not None
    days = care_days(patient, plan.prescription.sessions)
    assert any(day.ends for day in days)
    for day in days:
        said = dict(day.ends)
        assert len(said) == len(day.ends)
        assert all(set(entry.ends) <= set(said[entry.for_how_long]) for entry in day.entries if entry.ends)
        assert set().union(*said.values(), set()) == {end for entry in day.entries for end in entry.ends}


def test_results_of_one_study_stand_together_with_the_measure_said_once() -> None:
    shown = next(forecast.shown for forecast in plans.examples()["chidi"].forecasts if forecast.shown)
    one, two = (replace(shown[0], result=f"score: {text}") for text in ("3 of 4.", "about 2 of 4."))
    other = replace(one, study="Another 2020")
    grouped = grouped_results((one, other, two))
    assert [(result.study, text) for result, text in grouped] == [
        (one.study, "score: 3 of 4. About 2 of 4."),
        ("Another 2020", "score: 3 of 4."),
    ]
    assert _said(one, replace(two, result="scars: fewer.")) == "score: 3 of 4. Scars: fewer."


def _said(*shown: StudyResult) -> str:
    ((_, text),) = grouped_results(shown)
    return text


def test_a_reference_to_a_rule_leads_to_its_first_finding() -> None:
    finding = plans.treatable().screening.findings[0]
    later = replace(finding, title="later")
    assert first_findings((finding, later)) == {finding.rule: finding}
