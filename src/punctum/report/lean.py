"""The same page in fewer bytes: what HTML and CSS can spare, and no style that nothing on the page uses."""

from __future__ import annotations

import re
from string import ascii_lowercase

TAG = re.compile(r"<[a-z][^<>]*>")
# A slash right after the value would become part of it.
QUOTED = re.compile(r"""="([^\s"'=<>`]*[^\s"'=<>`/])"(/?)(?=[\s/>])""")
BLOCKS = "section|article|div|p|h2|h3|h4|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|details|summary|figure|figcaption"
# End tags that HTML leaves out before the next of their kind and at the end of what holds them.
SPARED = re.compile(
    r"</p>\s*(?=<(?:section|article|div|p|h[1-6]|ul|ol|dl|table|details|figure|figcaption|header|footer)\b"
    r"|</(?:section|article|div|li|dd|td|th|details|figure|header|footer|main)>)"
    r"|</li>\s*(?=<li\b|</[uo]l>)|</(?:td|th)>\s*(?=<t[dh]\b|</tr>)|</tr>\s*(?=<tr\b|</t(?:head|body)>)"
    r"|</thead>\s*(?=<tbody\b)|</tbody>\s*(?=</table>)"
)
CLASSES = re.compile(r'\sclass=(?:"([^"]*)"|([^\s">]+))')
# A rule, or a group of rules that has none left.
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def lean(text: str) -> str:
    """The same HTML without the line ends, end tags and quotes that can be spared."""
    text = re.sub(rf"\s*\n\s*(?=</?(?:{BLOCKS})\b)", "", re.sub(r"\n\s*\n", "\n", text))
    return TAG.sub(lambda tag: QUOTED.sub(_bare, tag[0]), SPARED.sub("", text))


def _bare(quoted: re.Match[str]) -> str:
    return f"={quoted[1]} /" if quoted[2] else f"={quoted[1]}"


def lean_css(text: str) -> str:
    """The same CSS without comments and the spaces that can be spared; it may hold no `calc()`."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};,>+])\s*", r"\1", text).replace(": ", ":").replace(";}", "}").replace("@media (", "@media(")
    return re.sub(r"(?<![\w.])0\.(?=\d)", ".", text).strip()


def short_names(css: str) -> str:
    """Lean CSS with names of one letter for its own properties, as nothing but the CSS itself reads them."""
    names = dict.fromkeys(re.findall(r"--([a-z]+):", css))
    short = dict(zip(names, ascii_lowercase, strict=False))
    return re.sub(r"--([a-z]+)(?=[:,)])", lambda found: f"--{short.get(found[1], found[1])}", css)


def used_css(css: str, html: str) -> str:
    """The rules of lean CSS whose classes all stand in the HTML."""
    known = {name for found in CLASSES.finditer(html) for name in (found[1] or found[2]).split()}

    def kept(rule: re.Match[str]) -> str:
        if rule[1].startswith("@"):
            return rule[0]
        selectors = [each for each in rule[1].split(",") if set(re.findall(r"\.([a-z][\w-]*)", each)) <= known]
        return f"{','.join(selectors)}{{{rule[2]}}}" if selectors else ""

    return re.sub(r"@media[^{}]+\{\}", "", RULE.sub(kept, css))
