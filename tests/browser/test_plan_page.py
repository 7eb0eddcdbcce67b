"""The page as a browser shows it: nothing for axe to find, everything by keyboard, no sideways scrolling, on paper."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from punctum.planning.values import TreatmentPlan
from punctum.report import page as plan_page
from punctum.report import write_plan
from tests.report import plans

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
SHOWN = ["treatable", "postponed", "contraindicated", "simulated", "dalia"]
EVERY = [*SHOWN[:4], *sorted(plans.examples())]
Open = Callable[..., Page]


def plan_named(name: str) -> TreatmentPlan:
    by_hand: dict[str, Callable[[], TreatmentPlan]] = {
        "treatable": plans.treatable,
        "postponed": plans.postponed,
        "contraindicated": plans.contraindicated,
        "simulated": lambda: plans.healed("ana"),
    }
    return by_hand[name]() if name in by_hand else plans.examples()[name]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Any:
    """Opens the page of a named plan and fails when it asks for anything beside itself or runs a script."""
    contexts = []

    def open_page(name: str, *, width: int = 820, height: int = 1180, dark: bool = False) -> Page:
        folder = write_plan(plan_named(name), tmp_path / name)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto((folder / "plan.html").as_uri())
        assert len(asked) == 1, asked
        assert complaints == []
        return page

    yield open_page
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{item['id']}: {node['html'][:120]} {node['failureSummary']}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_nothing_with_everything_open(opened: Open, name: str, dark: bool) -> None:
    page = opened(name, dark=dark)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert violations(page) == []


def test_axe_finds_what_is_wrong(opened: Open) -> None:
    page = opened("treatable")
    page.evaluate("document.querySelector('.who').style.color = '#ccc'")
    assert any("color-contrast" in line for line in violations(page))


@pytest.mark.parametrize("width", [768, 1280, 390])
@pytest.mark.parametrize("name", EVERY)
def test_nothing_scrolls_sideways(opened: Open, name: str, width: int) -> None:
    page = opened(name, width=width)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [768, 1280])
@pytest.mark.parametrize("name", EVERY)
def test_nothing_scrolls_sideways_at_twice_the_size(opened: Open, name: str, width: int) -> None:
    # A browser's zoom of 200 % halves the width in CSS pixels.
    page = opened(name, width=width // 2)
    assert page.evaluate("document.documentElement.scrollWidth") <= width // 2


def test_the_policy_lets_no_script_and_no_other_style_in(opened: Open) -> None:
    page = opened("ana")
    page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "taken"';
        const style = document.createElement('style');
        style.textContent = 'body { display: none }';
        document.body.append(script, style);
    }""")
    assert page.title() == "Treatment plan – ana"
    assert page.locator("h1").is_visible()


def test_letters_of_twice_the_size_fit_too(opened: Open) -> None:
    page = opened("ana", width=768)
    page.evaluate("document.documentElement.style.setProperty('font-size', '212.5%')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 768


def test_the_keyboard_reaches_and_opens_every_detail(opened: Open) -> None:
    page = opened("ana")
    count = page.locator("summary").count()
    assert count > 50
    reached = page.evaluate("""() => {
        const all = [...document.querySelectorAll('summary')];
        const takes = each => { each.focus(); return document.activeElement === each && each.tabIndex === 0 };
        return all.filter(takes).length;
    }""")
    assert reached == count
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.evaluate("document.activeElement.parentElement.open")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


def test_tabbing_meets_the_details_in_the_order_they_stand(opened: Open) -> None:
    page = opened("contraindicated")
    total = page.locator("summary").count()
    seen: list[int] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        place = page.evaluate("[...document.querySelectorAll('summary')].indexOf(document.activeElement)")
        if place >= 0 and place not in seen:
            seen.append(place)
        if len(seen) == total:
            break
    assert seen == list(range(total))


def test_a_source_number_leads_to_its_work(opened: Open) -> None:
    page = opened("ana")
    first = page.locator("#care summary").first
    first.click()
    link = page.locator("#care a[href^='#']").first
    target = str(link.get_attribute("href"))
    link.click()
    assert page.locator(f"[id='{target[1:]}']").is_visible()


TREE = """() => {
    const seen = [];
    const walk = node => {
        if (node.nodeType === 3) { seen.push(node.textContent.replace(/\\s+/g, ' ').trim()); return; }
        seen.push(node.nodeName, ...[...node.attributes || []].map(each => each.name + '=' + each.value));
        node.childNodes.forEach(walk);
        seen.push('/');
    };
    walk(document.body);
    return seen.filter(each => each);
}"""


@pytest.mark.parametrize("name", EVERY)
def test_what_the_text_spares_the_browser_puts_back(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    page = browser.new_page()
    page.set_content(plan_page(plan_named(name)))
    lean = page.evaluate(TREE)
    monkeypatch.setattr(sys.modules["punctum.report.page"], "lean", lambda text: text)
    page.set_content(plan_page(plan_named(name)))
    assert page.evaluate(TREE) == lean
    assert len(lean) > 500
    page.close()


def test_controls_are_large_enough_to_touch(opened: Open) -> None:
    page = opened("ana", width=390)
    small = page.evaluate("""() => [...document.querySelectorAll('summary, nav a')]
        .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < 43.5)
        .map(each => each.textContent)""")
    assert small == []


def test_only_four_letter_sizes_are_used(opened: Open) -> None:
    page = opened("ana")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    sizes = page.evaluate("""() => [...new Set([...document.querySelectorAll('body *')]
        .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
        .filter(each => !each.matches('.chart .num'))
        .map(each => Math.round(parseFloat(getComputedStyle(each).fontSize))))].sort()""")
    assert set(sizes) <= {14, 17, 21, 28}


@pytest.mark.parametrize("width", [390, 768, 1280])
@pytest.mark.parametrize("name", ["ana", "hugo", "jo"])
def test_the_numbers_on_the_chart_are_large_enough_to_read(opened: Open, name: str, width: int) -> None:
    page = opened(name, width=width)
    sizes = page.evaluate("""() => [...document.querySelectorAll('.chart .num')]
        .map(each => parseFloat(getComputedStyle(each).fontSize) * each.getScreenCTM().a)""")
    assert sizes
    assert min(sizes) >= 12


@pytest.mark.parametrize("name", ["treatable", "contraindicated"])
def test_it_reads_without_scripts_and_prints_black_on_white(browser: Browser, tmp_path: Path, name: str) -> None:
    folder = write_plan(plan_named(name), tmp_path)
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto((folder / "plan.html").as_uri())
    assert page.locator("h1").is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("nav").is_visible()
    assert page.locator("details.more:not([open]) > summary:visible").count() == 0
    assert len(page.pdf(format="A4")) > 10_000
    context.close()
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto((folder / "plan.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    style = "getComputedStyle(document.body)"
    assert page.evaluate(f"[{style}.color, {style}.backgroundColor]") == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    context.close()


def test_the_chart_is_printed_in_its_place_wherever_one_has_scrolled_to(opened: Open) -> None:
    page = opened("ana", width=1024, height=900)
    page.emulate_media(reduced_motion="reduce")
    page.locator("#expect figure").first.scroll_into_view_if_needed()
    assert page.evaluate("scrollY") > 0
    first = pypdfium2.PdfDocument(page.pdf(format="A4"))[0].get_textpage().get_text_bounded()
    assert "never needled" in first


@pytest.mark.parametrize("name", ["ana", "hugo"])
def test_no_row_of_a_table_is_printed_on_two_pages(opened: Open, name: str) -> None:
    page = opened(name)
    names = page.locator("#alternatives tbody th").all_inner_texts()
    assert len(names) > 2
    pages = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(page.pdf(format="A4"))]
    words = [" ".join(text.split()) for text in pages]
    for text in names:
        assert any(" ".join(text.split()) in sheet for sheet in words), text


@pytest.mark.parametrize("name", ["ana", "hugo"])
def test_the_keys_of_a_figure_keep_their_patterns_in_forced_colours(opened: Open, name: str) -> None:
    page = opened(name)
    style = """() => [...document.querySelectorAll('.key i')]
        .map(each => getComputedStyle(each)).map(each => each.backgroundImage + each.backgroundColor)"""
    plain = page.evaluate(style)
    page.emulate_media(forced_colors="active")
    assert page.evaluate(style) == plain
    assert any("gradient" in pattern for pattern in plain)
