"""One zone in its best view, as a drawing that stands alone: its own colours and a scale."""

from __future__ import annotations

from html import escape

from punctum.evidence.language import Language, translated
from punctum.problems import InputError, Problem
from punctum.report.figures.chart import ZoneMark, badge_radius, description, drawing
from punctum.report.figures.svg import element
from punctum.skin import ZONES, View, view, views_of
from punctum.skin.anthropometry import Sex

# Plain colours and sizes: whatever shows an SVG can show this one.
STYLE = """
path,circle,rect{{stroke-linejoin:round;stroke-linecap:round}}
.art,.scale{{fill:none;stroke:#1c2430;stroke-width:{line}}}
.free{{fill:#fff;stroke:#d9d5ce;stroke-width:{line}}}
.treated{{stroke:#0f6b6b;stroke-width:{line}}}
.never{{stroke:#5a6472;stroke-width:{line}}}
.landmark{{fill:none;stroke:#a3262a;stroke-width:{line}}}
.ground,.paper{{fill:#fff}}
.hatch{{stroke:#0f6b6b}}
.dot{{fill:#8a5200}}
.cross{{stroke:#5a6472;fill:none}}
text{{fill:#1c2430;font-family:system-ui,sans-serif}}
"""
# The longest side of the drawing on a screen, in pixels.
LONGEST = 900


def zone_drawing(zone: str, sex: Sex, language: Language = "en") -> str:
    """A zone hatched in the view that shows it best, with the measuring points of that view and a scale.

    Arguments:
        zone: the id of a zone; one that is never needled is crossed. sex: whose mean size it is drawn at.

    Returns:
        An SVG document.

    Raises:
        InputError: no view shows the zone.
    """
    if not (views := views_of(zone)):
        raise InputError([Problem("zone", "a zone that is drawn", zone)])
    shown = view(views[0], sex)
    size = badge_radius(shown)
    margin = 2 * size
    left, top = shown.left_mm - margin, shown.top_mm - margin
    wide, high = shown.width_mm + 2 * margin, shown.height_mm + 5 * margin
    pixels = LONGEST / max(wide, high)
    name = f"{translated(ZONES.by_id[zone].name, language)}, {translated(shown.name, language)}"
    marks = {zone: ZoneMark("", "treated")}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" width="{wide * pixels:.0f}" '
        f'height="{high * pixels:.0f}" viewBox="{left:.1f} {top:.1f} {wide:.1f} {high:.1f}">',
        f'<title id="t">{escape(name)}</title><desc id="d">{escape(description(shown, {}, language))}</desc>',
        f"<style>{STYLE.format(line=f'{1.5 / pixels:.2f}')}</style>",
        element("rect", x=f"{left:.1f}", y=f"{top:.1f}", width=f"{wide:.1f}", height=f"{high:.1f}", class_="paper"),
        *drawing("zone", shown, marks, landmarks=True),
        *_scale(shown, size),
        "</svg>",
    ]
    return "".join(parts) + "\n"


def _scale(shown: View, size: float) -> list[str]:
    bar = next(length for length in (500, 200, 100, 50, 20, 10) if 2 * length < shown.width_mm)
    x, y = shown.left_mm + (shown.width_mm - bar) / 2, shown.top_mm + shown.height_mm + 2 * size
    tick = size / 2
    path = f"M{x:.1f} {y - tick:.1f}v{tick:.1f}h{bar}v{-tick:.1f}"
    text = f"{bar} mm" if bar < 100 else f"{bar // 10} cm"
    return [
        element("path", d=path, class_="scale"),
        element("text", text, x=f"{x + bar / 2:.1f}", y=f"{y + 1.5 * size:.1f}", font_size=f"{size:.1f}",
                text_anchor="middle"),
    ]  # fmt: skip
