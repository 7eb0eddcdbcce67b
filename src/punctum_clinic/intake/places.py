"""Where one answer stands: a question, or one follow-up of one named thing; and which comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from punctum.intake import SKIPPED, Question
from punctum_clinic.intake.questions import Standing, fields_of


@dataclass(frozen=True, slots=True)
class Place:
    """One screen.

    Arguments:
        root: the question of the intake. index, field: of a follow-up of one of the things named, or neither.
    """

    root: Question
    index: int | None = None
    field: Question | None = None

    @property
    def question(self) -> Question:
        """What is asked on this screen."""
        return self.field or self.root

    @property
    def url(self) -> str:
        """Its address."""
        if self.field is None:
            return reverse("my_intake_question", args=[self.root.id])
        return reverse("my_intake_field", args=[self.root.id, self.index, self.field.key])

    def answer_in(self, answers: dict[str, Any]) -> Any:
        """The answer that stands here; none if there is none."""
        value = answers.get(self.root.id)
        if self.field is None:
            return value
        entry = self.entry_in(answers)
        return entry.get(self.field.key) if entry is not None else None

    def entry_in(self, answers: dict[str, Any]) -> dict[str, Any] | None:
        """The named thing that a follow-up is about."""
        things = answers.get(self.root.id)
        if not isinstance(things, list) or self.index is None or self.index >= len(things):
            return None
        entry = things[self.index]
        return entry if isinstance(entry, dict) else {self.root.fields[0].key: entry}

    def put(self, answers: dict[str, Any], answer: Any) -> Any:
        """The whole answer to the question of the intake when this stands here."""
        entry = self.entry_in(answers)
        if self.field is None or entry is None:
            return answer
        return self._with_entry(answers, {**entry, self.field.key: answer})

    def skip_rest(self, answers: dict[str, Any]) -> Any:
        """The whole answer when nothing more is told about this thing."""
        entry = dict(self.entry_in(answers) or {})
        # A follow-up may open the next one, so they are looked at until none is left.
        while open_fields := [
            field for field in fields_of(self.root, entry) if not field.required and entry.get(field.key) is None
        ]:
            entry.update(dict.fromkeys((field.key for field in open_fields), SKIPPED))
        return self._with_entry(answers, entry)

    def _with_entry(self, answers: dict[str, Any], entry: dict[str, Any]) -> list[Any]:
        things = list(answers[self.root.id])
        things[self.index or 0] = entry
        return things


def places(standing: Standing) -> Iterator[Place]:
    """Every screen of an intake as it stands, in order."""
    for question in standing.asked:
        yield Place(question)
        things = standing.answers.get(question.id)
        if question.kind != "things" or not isinstance(things, list):
            continue
        for index, thing in enumerate(things):
            entry = thing if isinstance(thing, dict) else {question.fields[0].key: thing}
            for field in fields_of(question, entry):
                yield Place(question, index, field)


def next_url(standing: Standing) -> str:
    """The first screen that needs something; the review when none does."""
    for place in places(standing):
        if place.field is None and place.root.id in standing.to_confirm:
            return reverse("my_intake_section", args=[place.root.section])
        if place.answer_in(standing.answers) is None:
            return place.url
    return reverse("my_intake_review")


def url_of_path(path: str, standing: Standing) -> str:
    """The screen on which a problem can be mended; `medicines[0].stopped` is a follow-up."""
    for place in sorted(places(standing), key=lambda place: place.field is None):
        inside = f"[{place.index}].{place.field.key}" if place.field else ""
        if path.startswith(place.root.id + inside) and path[len(place.root.id + inside) :][:1] in ("", "[", "."):
            return place.url
    return reverse("my_intake_review")


def url_before(place: Place, standing: Standing) -> str:
    """The screen before this one; back is always safe."""
    before = reverse("my_intake")
    for other in places(standing):
        if other.url == place.url:
            break
        before = other.url
    return before
