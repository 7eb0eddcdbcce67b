"""What a written name means: exact, near, unknown, or an empty answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from punctum.evidence.concepts import CONCEPTS, Concept, Kind
from punctum.evidence.spelling import edits, letter_mask
from punctum.evidence.wording import Reading, drop, has_role, key, letters, normalise, readings, says_nothing

# Limits of matching, not of medicine: names with fewer letters are found only as they stand.
_FEWEST_LETTERS_NEAR = 4
_FEWEST_LETTERS_TWO_EDITS = 8
_FEWEST_LETTERS_RUNNER_UP = 5
_FEWEST_LETTERS_WORD_OF_SENTENCE = 8
_TEXTS_REMEMBERED = 4096

# A name means the same under these headings; an allergy to it, or a wish for it, is something else.
_ALIKE: frozenset[Kind] = frozenset({"medicine", "condition", "procedure", "exposure", "product"})


@dataclass(frozen=True, slots=True)
class Match:
    """What a text was read as.

    Arguments:
        text: the text as it was written.
        concepts: what it means, in the order of the table; none when it is empty or unknown.
        how: `exact`: the text is a name. `near`: it holds a name or resembles one. `unknown`: neither.
            `empty`: it says that there is nothing.
    """

    text: str
    concepts: tuple[Concept, ...]
    how: Literal["empty", "exact", "near", "unknown"]


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    mask: int
    edits: int
    runner_up_edits: int
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class _Index:
    whole: Mapping[str, tuple[Concept, ...]]
    in_sentence: Mapping[str, tuple[Concept, ...]]
    longest_phrase: int
    place: Mapping[str, int]


@lru_cache(maxsize=_TEXTS_REMEMBERED)
def match(text: str, kind: Kind) -> Match:
    """What a text means that was written under one heading of a patient file.

    The whole text is looked up under its own heading, then under the others; then again without doses and, where
    that leaves the concept unchanged, without forms such as "tablet". Only a text that is no name is searched for
    names within it and for misspellings. Every name is returned that is as near as the nearest, or one edit
    farther where it can mean the same thing; so are the look-alikes of a name that was found by its spelling.

    Arguments:
        text: anything a person may have written; no text raises.
        kind: the heading it was written under.

    Returns:
        the concepts and how they were found.
    """
    if says_nothing(text):
        return Match(text, (), "empty")
    words = normalise(text)
    ways = tuple(readings(words))
    if concepts := _named(ways, kind):
        return Match(text, concepts, "exact")
    if concepts := _near(words, ways, kind):
        return Match(text, concepts, "near")
    return Match(text, (), "unknown")


def near_in(text: str) -> tuple[Concept, ...]:
    """All concepts whose name stands as a whole phrase in a long text, in the order of the table.

    A phrase inside a longer known phrase does not count: "acne scars" is no acne. An allergy counts where the text
    speaks of allergy, or where the name means nothing else.
    """
    words = normalise(text)
    allergy = has_role(words, "allergy")
    found: list[Concept] = []
    for _, concepts in _phrases(words):
        others = [concept for concept in concepts if concept.kind != "allergy"]
        found += concepts if allergy or not others else others
    return _in_order(found)


def _named(ways: Iterable[Reading], kind: Kind) -> tuple[Concept, ...]:
    for way in ways:
        for text, kinds in _lookups(way.text, kind):
            concepts = tuple(concept for concept in _index().whole.get(key(text), ()) if concept.kind in kinds)
            if concepts and all(_unchanged(concept, way) for concept in concepts):
                return concepts
    return ()


def _lookups(text: str, kind: Kind) -> Iterator[tuple[str, Collection[Kind]]]:
    yield text, {kind}
    if kind == "allergy":
        yield drop(text, "allergy"), {"allergy"}
        yield text, {"condition"}
        return
    if kind in _ALIKE:
        yield text, _ALIKE
    if has_role(text, "allergy"):
        yield text, {"allergy"}
        yield drop(text, "allergy"), {"allergy"}


def _unchanged(concept: Concept, way: Reading) -> bool:
    """Whether the concept is still meant with what the reading left out."""
    return way.forms <= set(concept.forms) and not (way.bare_number and concept.kind not in ("medicine", "product"))


def _near(words: str, ways: Iterable[Reading], kind: Kind) -> tuple[Concept, ...]:
    if has_role(words, "allergy"):
        kind = "allergy"
    found: list[Concept] = []
    held: set[str] = set()
    for phrase, concepts in _phrases(words):
        found += _fitting(concepts, kind)
        held.update(phrase.split())
    spelt = dict.fromkeys([words, *(way.text for way in ways), drop(words, "allergy")])
    for word in words.split():
        if len(word) >= _FEWEST_LETTERS_WORD_OF_SENTENCE and key(word) not in held:
            spelt[word] = None
    for text in spelt:
        found += _resembling(text, kind)
    return _in_order(found)


def _fitting(concepts: tuple[Concept, ...], kind: Kind) -> tuple[Concept, ...]:
    """Of the concepts that share a name: those of the heading, else those that mean the same anywhere, else all."""
    own = tuple(concept for concept in concepts if concept.kind == kind)
    return own or tuple(concept for concept in concepts if concept.kind in _ALIKE) or concepts


def _resembling(text: str, kind: Kind) -> list[Concept]:
    if letters(text) < _FEWEST_LETTERS_NEAR:
        return []
    mask = letter_mask(text)
    near: list[tuple[int, _Name]] = []
    for length in range(len(text) - 3, len(text) + 4):
        for name in _names_by_length().get(length, ()):
            if (mask ^ name.mask).bit_count() <= 2 * name.runner_up_edits:
                distance = edits(text, name.text, name.runner_up_edits)
                if distance <= name.runner_up_edits:
                    near.append((distance, name))
    nearest = min((distance for distance, name in near if distance <= name.edits), default=None)
    if nearest is None:
        return []
    found: list[Concept] = []
    for distance, name in near:
        concepts = _fitting(name.concepts, kind)
        if distance <= nearest:
            found += concepts
        elif distance == nearest + 1:
            found += [concept for concept in concepts if concept.kind == kind or concept.kind in _ALIKE]
    return found + [CONCEPTS.by_id[other] for concept in found for other in concept.look_alikes]


def _phrases(words: str) -> Iterator[tuple[str, tuple[Concept, ...]]]:
    """The known phrases in a text that lie in no longer one: the key of each, and what it means."""
    index = _index()
    keys = key(words).split()
    end = 0
    for start in range(len(keys)):
        for stop in range(min(len(keys), start + index.longest_phrase), max(start, end), -1):
            phrase = " ".join(keys[start:stop])
            if concepts := index.in_sentence.get(phrase):
                end = stop
                yield phrase, concepts
                break


def _in_order(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    place = _index().place
    return tuple(sorted({concept.id: concept for concept in concepts}.values(), key=lambda concept: place[concept.id]))


@cache
def _index() -> _Index:
    whole: dict[str, dict[str, Concept]] = {}
    in_sentence: dict[str, dict[str, Concept]] = {}
    for concept in CONCEPTS.rows:
        for name in (concept.name, *concept.synonyms, *concept.bare_synonyms):
            words = normalise(name)
            said = key(words)
            whole.setdefault(said, {})[concept.id] = concept
            if name not in concept.bare_synonyms and letters(words) >= _FEWEST_LETTERS_NEAR:
                in_sentence.setdefault(said, {})[concept.id] = concept
    return _Index(
        {name: tuple(concepts.values()) for name, concepts in whole.items()},
        {name: tuple(concepts.values()) for name, concepts in in_sentence.items()},
        max(len(name.split()) for name in in_sentence),
        {concept.id: place for place, concept in enumerate(CONCEPTS.rows)},
    )


@cache
def _names_by_length() -> Mapping[int, tuple[_Name, ...]]:
    meaning: dict[str, dict[str, Concept]] = {}
    for concept in CONCEPTS.rows:
        for name in (concept.name, *concept.synonyms, *concept.bare_synonyms):
            meaning.setdefault(normalise(name), {})[concept.id] = concept
    by_length: dict[int, list[_Name]] = {}
    for text, concepts in meaning.items():
        size = letters(text)
        if size < _FEWEST_LETTERS_NEAR:
            continue
        allowed = 2 if size >= _FEWEST_LETTERS_TWO_EDITS else 1
        runner_up = allowed + 1 if size >= _FEWEST_LETTERS_RUNNER_UP else allowed
        entry = _Name(text, letter_mask(text), allowed, runner_up, tuple(concepts.values()))
        by_length.setdefault(len(text), []).append(entry)
    return {length: tuple(names) for length, names in by_length.items()}
