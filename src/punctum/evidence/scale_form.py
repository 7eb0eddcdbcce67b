"""What a page needs to score a scale, and which scales fit a concern."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from punctum.evidence.indications import find_indication
from punctum.evidence.language import Language, translated
from punctum.evidence.scale_items import SCALE_FORMULAS, Formula, ItemKind, ScaleItem, items_of
from punctum.evidence.scales import SCALES, Scale, find_scale
from punctum.evidence.studies import STUDIES
from punctum.evidence.table import Basis

RESULT = "value"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to an item: its points, which are what is stored, and its words."""

    points: float
    label: str


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item of a form.

    Arguments:
        id: the key of its answer. group: the place it is looked at. choices: none for a number.
        minimum, maximum, step, unit: of a number; an open end is none. optional: a score may stand without it.
        basis: whether its points were read.
    """

    id: str
    label: str
    group: str
    kind: ItemKind
    choices: tuple[Choice, ...]
    minimum: float | None
    maximum: float | None
    step: float | None
    unit: str
    optional: bool
    basis: Basis
    note: str


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """How to score a scale.

    Arguments:
        scale: its row: range, direction, who rates, the smallest change that matters, licence.
        items: what to answer; none where no score can be computed.
        why: what cannot be scored or is left out, and why.
    """

    scale: Scale
    formula: Formula
    items: tuple[FormItem, ...]
    why: str

    @property
    def computable(self) -> bool:
        """Whether a score comes of it."""
        return self.formula != "none"

    @property
    def for_results(self) -> bool:
        """Whether it grades a change, so that it is for results and never a baseline."""
        return self.scale.change

    @property
    def licence_note(self) -> str:
        """What may be shown with it."""
        return self.scale.licence_note


def score_form(scale: str, language: Language = "en") -> ScoreForm:
    """How to score a scale: items with choices and points, in the words of whoever rates it.

    A scale whose words may not be shipped has numbers only, with their range and the licence note.

    Arguments:
        scale: an id or another name. language: of the words for patients; words for clinicians are English.

    Raises:
        InputError: no scale has this name.
    """
    row = find_scale(scale)
    rule = SCALE_FORMULAS.by_id[row.id]
    items = tuple(_item(item, row, language) for item in items_of(row.id))
    if rule.formula == "number":
        items = (_result(row, rule.step if row.step is None else row.step),)
    return ScoreForm(row, rule.formula, items, rule.why)


def scales_for(indication: str) -> tuple[Scale, ...]:
    """The scales to score a concern with, best first.

    First those that most studies of needling used, so that results can be compared with them; then those with a
    smallest change that matters, then those whose words may be shown. Scales of change are in `result_scales_for`.

    Raises:
        InputError: no indication has this name.
    """
    return _ranked(indication, change=False)


def result_scales_for(indication: str) -> tuple[Scale, ...]:
    """The scales that grade a change of a concern, best first; they are for results and no baseline."""
    return _ranked(indication, change=True)


def _ranked(name: str, *, change: bool) -> tuple[Scale, ...]:
    indication = find_indication(name).id
    looked = {(arm.study, arm.scale) for arm in STUDIES.rows if indication in arm.indications and arm.scale}
    studies = Counter(scale for _, scale in looked)
    fitting = [
        scale
        for scale in SCALES.rows
        if scale.change == change
        and SCALE_FORMULAS.by_id[scale.id].offered
        and (indication in scale.indications or (change and not scale.indications))
    ]
    return tuple(sorted(fitting, key=lambda row: (-studies[row.id], row.mcid is None, not row.embeddable)))


def _item(item: ScaleItem, scale: Scale, language: Language) -> FormItem:
    patient = scale.rater == "patient"
    own = (patient and item.patient_choices) or item.choices or item.patient_choices
    labels = tuple(translated(label, language) for label in own)
    return FormItem(
        id=item.id,
        label=translated((patient and item.patient_label) or item.label, language),
        group=item.group,
        kind=item.kind,
        choices=tuple(map(Choice, item.points, labels)),
        minimum=item.minimum,
        maximum=item.maximum,
        step=item.step,
        unit=item.unit,
        optional=item.optional,
        basis=item.basis,
        note=item.note,
    )


def _result(scale: Scale, step: float | None) -> FormItem:
    return FormItem(
        id=RESULT,
        label=scale.name,
        group="",
        kind="number",
        choices=(),
        minimum=scale.range_min,
        maximum=scale.range_max,
        step=step,
        unit="",
        optional=False,
        basis=scale.basis,
        note="",
    )
