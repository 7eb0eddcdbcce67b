"""Colours, lines and patterns of the map of holes; a figure or a pattern always says what a tone says."""

from __future__ import annotations

from punctum.report.figures.vega import ACCENT, FONT, INK, PAPER, QUIET

TONES = ("#ffffff", "#e3efee", "#bcdcda", "#7fb9b6", "#3d8c8a")
STOP = "#a3262a"

STYLE = (
    f"text{{font-family:{FONT};fill:{INK};font-size:14px}}"
    f".title{{font-size:21px;font-weight:600}}.lead{{font-size:17px}}.head{{font-weight:600}}"
    f".quiet,.small{{fill:{QUIET}}}"
    f".paper,.skin{{fill:{PAPER}}}.beyond{{fill:#f1efeb}}.backing{{fill:{PAPER};fill-opacity:.92}}"
    f".outline{{fill:none;stroke:{INK};stroke-width:1.5;stroke-linejoin:round}}"
    f".hole{{fill:none;stroke:{INK};stroke-linecap:round}}"
    f".ring{{fill:none;stroke:{ACCENT}}}.fine{{stroke-width:7}}.bold{{stroke-width:17}}"
    f".square{{stroke-width:13;stroke:{STOP}}}"
    f".gap{{fill:{PAPER};fill-opacity:.5;stroke:{STOP};stroke-width:2;stroke-dasharray:5 3}}"
    f".lead-line,.bar,.scale{{fill:none;stroke:{INK};stroke-width:1.5}}"
    f".where{{fill:none;stroke:{INK};stroke-width:2}}.frame{{fill:none;stroke:{INK};stroke-width:2}}"
    f".halo{{fill:none;stroke:{PAPER};stroke-width:5}}"
    f".on{{stroke:{PAPER};stroke-width:4;paint-order:stroke;stroke-linejoin:round;font-weight:600}}"
    f".mark{{fill:none;stroke:{INK}}}.swatch{{fill:none;stroke:{QUIET}}}"
    + "".join(f".c{name}{{fill:{tone}}}" for name, tone in enumerate(TONES))
)

# Laid over the tones, so that no class is known by its tone only; `back` undoes the scale of the squares.
PATTERNS = "".join(
    f'<pattern id="{{key}}-p{name}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
    f'patternTransform="scale({{back}})">{drawn}</pattern>'
    for name, step, drawn in (
        (0, 9, f'<path d="M2 2l5 5m0-5l-5 5" stroke="{STOP}" stroke-width="1.1" fill="none"/>'),
        (1, 7, f'<circle cx="3.5" cy="3.5" r="1.1" fill="{QUIET}"/>'),
        (3, 7, f'<path d="M-1 8L8-1" stroke="{INK}" stroke-width="1" fill="none"/>'),
        (4, 6, f'<path d="M-1 7L7-1M-1-1L7 7" stroke="{PAPER}" stroke-width="1" fill="none"/>'),
    )
)
