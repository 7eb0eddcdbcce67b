"""How hard a text is to read: the Flesch–Kincaid grade, with syllables counted by a rule of thumb."""

from __future__ import annotations

import re


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; at least one."""
    lower = word.lower().replace("’", "").replace("'", "")
    if re.fullmatch(r"[^aeiouy]*", lower):
        return max(1, len(lower)) if word.isupper() else 1
    count = len(re.findall(r"[aeiouy]+", lower))
    silent = (r"[^aeiouyl]e$", r"([^aeiouytdl]|[aeioul]l)ed$", r"[^aeiouyszxc]es$")
    if any(re.search(ending, lower) for ending in silent):
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid 1975)."""
    sentences = [part for part in re.split(r"[.!?:]+(?=\s|$)", text) if re.search(r"\w", part)]
    words = re.findall(r"[A-Za-z0-9'’-]+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
