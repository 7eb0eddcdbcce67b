"""Pictures of every page and paper of the example patients, kept in build/pictures for people to look at."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Browser

from punctum.evidence import LANGUAGES, Language
from punctum.report import write_plan
from punctum.report.handout import patient_pdf
from tests.report import plans

pytestmark = pytest.mark.browser

KEPT = Path(__file__).parents[2] / "build/pictures"
NAMES = sorted(plans.examples())
INK = 120


def dark_share(picture: Path) -> float:
    """The share of a picture that is nearly as dark as ink."""
    with Image.open(picture) as opened:
        counts = opened.convert("L").histogram()
    return sum(counts[:INK]) / sum(counts)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_on_a_desk_and_on_a_tablet(browser: Browser, tmp_path: Path, name: str) -> None:
    folder = write_plan(plans.examples()[name], tmp_path)
    KEPT.mkdir(parents=True, exist_ok=True)
    for width, where in ((1280, "desk"), (768, "tablet")):
        page = browser.new_page(viewport={"width": width, "height": 1024})
        page.goto((folder / "plan.html").as_uri())
        picture = KEPT / f"{name}-{where}.png"
        page.screenshot(path=picture, full_page=True)
        page.close()
        assert 0.01 < dark_share(picture) < 0.2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_pages_for_the_patient(name: str, language: Language) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(patient_pdf(plans.examples()[name], language).content)
    for number in range(len(document)):
        picture = KEPT / f"{name}-patient-{language}-{number + 1}.png"
        document[number].render(scale=1.5).to_pil().save(picture)
        assert 0.005 < dark_share(picture) < 0.25
