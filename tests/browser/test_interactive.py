"""Interactive figures in a real browser: drawn under the policy, telling of each study, readable without a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from punctum.outcome import evidence
from punctum.report import write_plan
from punctum.report.evidence_plot import write_plot
from tests.browser.test_plan_page import violations
from tests.report import plans

pytestmark = pytest.mark.browser

WATCH = """window.refused = [];
document.addEventListener('securitypolicyviolation', event => window.refused.push(event.violatedDirective));"""
# The weeks of a fan can be pointed at too, but are not drawn.
POINTS = "[...document.querySelectorAll('.live .mark-symbol path:not([opacity=\"0\"])')]"
PAGES = ["evidence", "plan"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("interactive")
    write_plot(evidence("acne scars"), folder / "evidence.html")
    write_plan(plans.examples()["ana"], folder / "ana", interactive=True)
    return {"evidence": folder / "evidence.html", "plan": folder / "ana" / "plan.html"}


@pytest.fixture
def watched(browser: Browser, files: dict[str, Path]) -> Iterator[Any]:
    """Opens a page, waits until its figures are drawn, and fails on anything refused, asked for or complained of."""
    contexts, pages, noise, asked = [], [], [], []

    def open_page(name: str, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": 1000, "height": 1000}, **options)
        contexts.append(context)
        page = context.new_page()
        pages.append(page)
        page.add_init_script(WATCH)
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(files[name].as_uri())
        figures = page.locator("[data-spec]").count()
        assert figures > 0
        page.wait_for_function(f"document.querySelectorAll('[data-drawn=yes]').length === {figures}")
        return page

    yield open_page
    for page in pages:
        assert page.evaluate("window.refused") == []
    assert noise == []
    assert len(asked) == len(pages), asked
    for context in contexts:
        context.close()


def point_at(page: Page, index: int) -> None:
    page.evaluate(f"{POINTS}[{index}].scrollIntoView({{block: 'center', behavior: 'instant'}})")
    middle = "box => [box.x + box.width / 2, box.y + box.height / 2]"
    place = page.evaluate(f"({middle})({POINTS}[{index}].getBoundingClientRect())")
    page.mouse.move(*place)


@pytest.mark.parametrize("name", PAGES)
def test_figures_are_drawn_and_nothing_is_refused(watched: Any, name: str) -> None:
    page = watched(name)
    assert page.locator(".live svg").first.is_visible()
    assert not page.locator(".still").first.is_visible()
    assert page.evaluate(f"{POINTS}.length") >= 3


@pytest.mark.parametrize("name", PAGES)
def test_pointing_at_a_study_tells_of_it(watched: Any, name: str) -> None:
    page = watched(name)
    point_at(page, 0)
    told = page.locator(".told").first
    told.wait_for(state="visible")
    text = told.inner_text()
    assert "Dogra 2014" in text
    assert "30" in text
    assert "before and after" in text
    page.keyboard.press("Escape")
    assert not told.is_visible()


@pytest.mark.parametrize("name", PAGES)
def test_tapping_a_study_tells_of_it(watched: Any, name: str) -> None:
    page = watched(name, has_touch=True, is_mobile=True)
    place = page.evaluate(f"""() => {{
        const point = {POINTS}[0];
        point.scrollIntoView({{block: 'center', inline: 'center', behavior: 'instant'}});
        const box = point.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }}""")
    page.touchscreen.tap(*place)
    told = page.locator(".told").first
    told.wait_for(state="visible", timeout=3000)
    assert "Dogra 2014" in told.inner_text()
    page.touchscreen.tap(place[0], place[1] + 30)
    told.wait_for(state="hidden", timeout=3000)


def test_the_table_tells_the_same_by_keyboard(watched: Any) -> None:
    page = watched("evidence")
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    row = page.locator("tr", has_text="Dogra 2014").first
    assert row.is_visible()
    point_at(page, 0)
    page.locator(".told").first.wait_for(state="visible")
    cells = [" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()]
    told = page.locator(".told").first.locator("p").all_inner_texts()
    lines = [" ".join(line.split()).split(": ", 1)[1] for line in told]
    assert lines == cells


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(watched: Any, name: str, dark: bool) -> None:
    page = watched(name, color_scheme="dark" if dark else "light", bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_it_reads_without_a_script(browser: Browser, files: dict[str, Path], name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(files[name].as_uri())
    assert page.locator(".still svg").first.is_visible()
    assert page.locator(".live:visible").count() == 0
    if name == "evidence":
        page.locator("summary").first.click()
        assert page.locator("tr", has_text="Dogra 2014").first.is_visible()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_foreign_script_is_refused(browser: Browser, files: dict[str, Path], tmp_path: Path, name: str) -> None:
    before, end, after = files[name].read_text("utf-8").rpartition("</body>")
    (tmp_path / "page.html").write_text(f"{before}<script>window.foreign = 1</script>{end}{after}", "utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto((tmp_path / "page.html").as_uri())
    assert page.evaluate("window.foreign") is None
    assert page.evaluate("window.refused") == ["script-src-elem"]
    context.close()


@pytest.mark.parametrize("width", [390, 768])
@pytest.mark.parametrize("name", PAGES)
def test_only_the_figure_scrolls_sideways(watched: Any, name: str, width: int) -> None:
    page = watched(name)
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_plan_is_free_of_scripts_unless_asked(tmp_path: Path) -> None:
    text = (write_plan(plans.examples()["ana"], tmp_path) / "plan.html").read_text("utf-8")
    assert "<script" not in text
