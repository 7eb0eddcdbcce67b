"""Vega-Lite figures as SVG that reads the same on every machine, and the script that makes them interactive."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from punctum.report.figures.vega import Spec

VEGA_LITE = "6.4"


def steady(value: Any) -> Any:
    """A figure, or a part of one, with six digits a number: the last digits differ from one processor to the next."""
    if isinstance(value, Mapping):
        return {name: steady(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [steady(part) for part in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def svg(spec: Spec, key: str = "figure") -> str:
    """A figure as SVG text with a title and a description; static letters, so the same bytes on every machine.

    Arguments:
        spec: the figure. key: unique on the page.
    """
    import vl_convert

    _register_fonts()
    drawn = str(vl_convert.vegalite_to_svg(steady(spec), vl_version=VEGA_LITE))
    name, title = escape(key), escape(spec["title"]["text"])
    words = f'<title id="{name}-t">{title}</title><desc id="{name}-d">{escape(spec["description"])}</desc>'
    root, inner = drawn.split(">", 1)
    root = root.replace(' class="marks"', "")
    return f'{root} role="img" aria-labelledby="{name}-t {name}-d">{words}{inner}'


def png(drawing: str, scale: float = 2.0) -> bytes:
    """A drawing that stands alone, as SVG text, as a picture of `scale` dots for each of its pixels."""
    import vl_convert

    _register_fonts()
    return bytes(vl_convert.svg_to_png(drawing, scale=scale))


def bundle() -> str:
    """The script that draws figures in the page: Vega, Vega-Lite, vega-embed with its interpreter, and our own part.

    The interpreter of vega-embed's `ast` mode evaluates expressions without making functions from text, so the page
    needs no `unsafe-eval`. Built once, and kept in the user's cache folder when that can be written. A kept file that
    is damaged is built anew.
    """
    own = files("punctum.report.figures").joinpath("upgrade.js").read_text(encoding="utf-8")
    wanted = f"{version('vl-convert-python')} {VEGA_LITE} {own}".encode()
    folder = _cache_folder()
    kept = folder / f"vega-{sha256(wanted).hexdigest()[:24]}.js" if folder else None
    if kept is not None and (found := _read(kept)) is not None:
        return found
    import vl_convert

    # A closing tag inside a text would end the script early.
    made = str(vl_convert.javascript_bundle(own, vl_version=VEGA_LITE)).replace("</script", "<\\/script")
    if kept is not None:
        _write(kept, made)
    return made


@cache
def _register_fonts() -> None:
    import vl_convert

    found = find_spec("font_source_sans_pro")
    if found is not None and found.origin is not None:
        vl_convert.register_font_directory(str(Path(found.origin).parent / "files"))


def _cache_folder() -> Path | None:
    """The user's cache folder, or none for a user without a home."""
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        # The standard says that a relative path is to be ignored.
        return (given if given.is_absolute() else Path("~/.cache").expanduser()) / "punctum"
    except RuntimeError:
        return None


def _read(path: Path) -> str | None:
    """The text behind the first line, if the first line is its SHA-256."""
    try:
        first, _, text = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return text if sha256(text.encode()).hexdigest() == first else None


def _write(path: Path, text: str) -> None:
    """All of it or nothing; a folder that cannot be written is no problem."""
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False, newline="") as file:
            temporary = Path(file.name)
            file.write(f"{sha256(text.encode()).hexdigest()}\n{text}")
        temporary.replace(path)
    except OSError:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
