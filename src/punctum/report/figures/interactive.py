"""Figures in a page: drawn already, drawn anew by a script where one may run, and repeated as a table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files

from punctum.report.figures.policy import policy
from punctum.report.figures.render import bundle, steady, svg
from punctum.report.figures.vega import ACCENT, FAINT, INK, LINE, PAPER, QUIET, Spec

TOKENS = {INK: "ink", QUIET: "quiet", LINE: "line", ACCENT: "accent", PAPER: "card", FAINT: "quiet"}
HINT = (
    "Point at a study or tap it, and what is known of it stands below the figure; Escape, or a tap beside it, "
    "closes that. The table says the same, also where no script runs."
)


def interactive_page(title: str, specs: Iterable[Spec]) -> str:
    """One self-contained HTML page: every figure as a drawing that needs no script, and its table.

    Where scripts run, the figures are drawn anew and tell of each study. A strict content security policy names the
    hashes of the only script and the only style; nothing is loaded and nothing is evaluated.
    """
    style, script = _css("interactive.css") + figure_css(), bundle()
    figures = "\n".join(
        f'<h2 class="unseen">{escape(spec["title"]["text"])}</h2>\n{embedded(spec, f"figure-{index}")}'
        for index, spec in enumerate(specs, 1)
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(styles=[style], scripts=[script])}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(title)}</h1>\n<p class="hint">{HINT}</p>\n{figures}\n</main>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def embedded(spec: Spec, key: str) -> str:
    """One figure for a page, with its table behind a line that opens it.

    Arguments:
        spec: the figure. key: unique on the page.
    """
    name, label = escape(key), escape(spec["title"]["text"])
    region = f'class="wide" tabindex="0" role="region" aria-label="{label}"'
    return (
        f'<figure class="drawn" data-spec="{name}-spec">\n'
        f'<div {region}><div class="still">{themed(svg(spec, key))}</div>'
        f'<div class="live" hidden><div role="img" aria-label="{escape(spec["description"])}"></div></div></div>\n'
        f'<div class="told" hidden></div>\n{_table(spec)}\n</figure>\n'
        f"{_data(spec, key)}"
    )


def over(still: str, spec: Spec, key: str) -> str:
    """A figure for a page that shows another drawing first, and keeps it where no script runs.

    The page must then go through `with_script`, which adds the figure itself under the same key.
    """
    name, label = escape(key), escape(spec["title"]["text"])
    return (
        f'<div class="drawn" data-spec="{name}-spec"><div class="still">{still}</div>'
        f'<div class="wide live" tabindex="0" role="region" aria-label="{label}" hidden>'
        f'<div role="img" aria-label="{escape(spec["description"])}"></div></div><div class="told" hidden></div></div>'
    )


def with_script(page: str, specs: Mapping[str, Spec]) -> str:
    """A finished page with its figures, their style and the script, under a policy that lets only its own parts pass.

    Arguments:
        page: whole, and not to be changed any more, because the policy holds its style by a hash.
        specs: the figures by their keys.
    """
    script, style = bundle(), figure_css()
    styles = [*re.findall(r"<style>(.*?)</style>", page, re.DOTALL), style]
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(styles=styles, scripts=[script])}">'
    before, head, rest = page.partition("<head>")
    inside, end_of_head, body = rest.partition("</head>")
    body, end_of_body, after = body.rpartition("</body>")
    data = "\n".join(_data(spec, key) for key, spec in specs.items())
    return (
        f"{before}{head}\n{meta}{inside}<style>{style}</style>\n{end_of_head}"
        f"{body}{data}\n<script>{script}</script>\n{end_of_body}{after}"
    )


def figure_css() -> str:
    """The style of figures inside a page."""
    return _css("figures.css")


def themed(text: str) -> str:
    """The colours of a figure as those of the page, so that dark mode and print follow."""
    return re.sub("|".join(TOKENS), lambda found: f"var(--{TOKENS[found[0]]})", text)


def _css(name: str) -> str:
    text = files("punctum.report.figures").joinpath(name).read_text(encoding="utf-8")
    return re.sub(r"\s*([{};,])\s*", r"\1", text).replace(": ", ":").strip()


def _data(spec: Spec, key: str) -> str:
    """A figure as JSON that no text inside can end early."""
    shown = {name: steady(value) for name, value in spec.items() if name != "usermeta"}
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    inner = themed(text).replace("<", "\\u003c")
    return f'<script type="application/json" id="{escape(key)}-spec">{inner}</script>'


def _table(spec: Spec) -> str:
    table = spec["usermeta"]["table"]
    label = escape(f"{spec['title']['text']}, as a table")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table["columns"])
    rows = "\n".join(_line(cells, link) for cells, link in zip(table["rows"], table["links"], strict=True))
    return (
        f'<details class="said"><summary>The figure as a table</summary>'
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}">'
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div></details>"
    )


def _line(cells: list[str], link: str) -> str:
    first, *rest, last = (escape(cell) for cell in cells)
    source = f'<a href="{escape(link)}">{last}</a>' if link else last
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}<td>{source}</td></tr>'
