"""One line of a file scored: what is predicted from its design, and how that stands beside what was printed."""

from __future__ import annotations

from dataclasses import dataclass

from punctum.validation.figures import Predicted, figures
from punctum.validation.held import bound_held, covered, signs_held
from punctum.validation.lines import Line
from punctum.validation.observed import Observed, observed
from punctum.validation.predict import Courses


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the file, scored; the fields that are None say nothing, and `reason` says why.

    Arguments:
        number: of the line. markers: each thing predicted. covered, sign_right, bound_right: how the printed value
            stands beside the prediction. assumed: what the line left open.
    """

    number: int
    quantity: str
    conditions: str
    role: str
    observed: Observed
    markers: tuple[Predicted, ...]
    covered: bool | None
    sign_right: bool | None
    bound_right: bool | None
    reason: str
    assumed: tuple[str, ...]

    @property
    def main(self) -> Predicted | None:
        """The first thing that has a figure."""
        return next((one for one in self.markers if one.value is not None), None)


def scored(line: Line, courses: Courses) -> Row:
    """A line scored. The prediction is made from `line.design` alone, before what was printed is looked at."""
    made, reasons, assumed = ((), (line.damaged,), ()) if line.damaged else figures(line.design, courses)
    seen = observed(line.printed)
    inside, why_covered = covered(line.design, made, seen)
    sign, why_sign = (None, "") if line.damaged else signs_held(line, made, seen, courses)
    bound, why_bound = bound_held(made, seen)
    notes = dict.fromkeys(why for why in (*reasons, why_covered, why_sign, why_bound) if why)
    return Row(
        number=line.number,
        quantity=line.design.quantity,
        conditions=line.design.conditions,
        role=line.role,
        observed=seen,
        markers=made,
        covered=inside,
        sign_right=sign,
        bound_right=bound,
        reason="; ".join(notes),
        assumed=assumed,
    )
