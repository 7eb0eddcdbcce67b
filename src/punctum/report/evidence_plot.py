"""Writing the forest plots of an indication: one as SVG, or all in a page that tells of each study."""

from __future__ import annotations

from pathlib import Path

from punctum.outcome import Evidence
from punctum.problems import InputError, Problem
from punctum.report.figures.forest import drawable, forest_plot
from punctum.report.write import write_all


def write_plot(evidence: Evidence, path: Path) -> None:
    """Write the plot of the first scale (`.svg`) or a page with the plots of all scales (`.html`).

    Raises:
        InputError: another ending, no study with a value to draw, or a file that cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in (".svg", ".html"):
        raise InputError([Problem("--plot", "a file that ends in .svg or .html", repr(path.name))])
    scales = [part.scale for part in evidence.scales if drawable(part)]
    if not scales:
        raise InputError([Problem("--plot", "studies that print values to draw", f"none for {evidence.indication}")])
    if kind == ".svg":
        from punctum.report.figures.render import svg

        text = svg(forest_plot(evidence, scales[0])) + "\n"
    else:
        from punctum.report.figures.interactive import interactive_page

        specs = [forest_plot(evidence, scale) for scale in scales]
        text = interactive_page(f"What studies say: {evidence.indication}", specs)
    write_all({path.name: text.encode()}, path.parent, "--plot")
