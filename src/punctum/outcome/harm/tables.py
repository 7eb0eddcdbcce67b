"""The tables of harms: which are told with a likelihood, and what studies counted beyond `evidence/studies.csv`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from punctum.evidence.table import Ref, SourcedRow, Table
from punctum.outcome.values import Certainty


class Harm(SourcedRow):
    """A harm that is told with a likelihood; its id is that of the adverse event.

    Arguments:
        quantity: a class of days, a score from 0 to 10, or a share of people.
        only_with: flags of care of which one must be true; without any the harm is not told of here.
        cited_people, cited_studies, cited_text: what stands behind the percentages of the adverse event.
        whom_said: id of the sentence that tells patients who was counted.
    """

    id: Annotated[str, Ref("adverse_events")]
    quantity: Literal["class", "score", "share"]
    only_with: tuple[Annotated[str, Ref("care_flags")], ...] = ()
    cited_people: int = 0
    cited_studies: int = 0
    cited_text: str = ""
    whom_said: Annotated[str, Ref("sentences")] = ""
    certainty: Certainty
    certainty_why: str


class HarmResult(SourcedRow):
    """What one study or review says of a harm.

    Arguments:
        arm: the row of the studies that holds these people, if any; a score is read there.
        count, of: so many of how many people; a score has no count.
        why_not_pooled: why it cannot stand in a synthesis; empty where it can.
    """

    event: Annotated[str, Ref("harms")]
    arm: Annotated[str, Ref("studies")] = ""
    label: str
    count: int | None = None
    of: int | None = None
    phototypes: str = ""
    why_not_pooled: str = ""
    text: str

    @model_validator(mode="after")
    def _counts_fit(self) -> HarmResult:
        if self.count is not None and self.of is not None and not 0 <= self.count <= self.of:
            raise ValueError(f"`count` cannot be {self.count} of {self.of}")
        if not self.why_not_pooled and self.of is None:
            raise ValueError("`of`, or a `why_not_pooled`")
        return self


HARMS = Table("punctum.outcome.harm", "harms", Harm)
HARM_RESULTS = Table("punctum.outcome.harm", "harm_results", HarmResult)
