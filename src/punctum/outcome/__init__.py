"""What a person may expect: forecasts with intervals, and the other ways they were weighed against."""

from punctum.outcome.agents import AGENTS, BESIDE_INERT, INERT
from punctum.outcome.alternatives import alternatives
from punctum.outcome.certainty import CERTAINTY
from punctum.outcome.constants import FIXED, RESPONDER_CLASSES, SYNTHESIS
from punctum.outcome.course import PlannedCourse
from punctum.outcome.evidence import all_evidence, evidence
from punctum.outcome.evidence_rows import Doubt, EvidenceRow
from punctum.outcome.evidence_values import Evidence, ScaleEvidence
from punctum.outcome.forecast import forecast
from punctum.outcome.harm.dark_marks import dark_marks_incidence
from punctum.outcome.harm.tables import HARM_RESULTS, HARMS
from punctum.outcome.learning.drift import Drift, drift
from punctum.outcome.learning.own_file import read_own_results
from punctum.outcome.learning.own_result import OwnResult
from punctum.outcome.learning.rules import LEARNING
from punctum.outcome.learning.update import update
from punctum.outcome.pooling import PooledArms, pooled_responders, pooled_scores, scales_with_figures
from punctum.outcome.priors import PRIORS
from punctum.outcome.subtypes import SUBTYPES
from punctum.outcome.tissue_response import TISSUE_RESPONSE
from punctum.outcome.values import Alternative, DomainJudgement, FanPoint, Forecast, Slope, StudyResult

TABLES = (
    CERTAINTY,
    PRIORS,
    SUBTYPES,
    AGENTS,
    INERT,
    BESIDE_INERT,
    SYNTHESIS,
    FIXED,
    RESPONDER_CLASSES,
    TISSUE_RESPONSE,
    HARMS,
    HARM_RESULTS,
    LEARNING,
)

__all__ = [
    "TABLES", "Alternative", "DomainJudgement", "Doubt", "Drift", "Evidence", "EvidenceRow", "FanPoint",
    "Forecast", "OwnResult", "PlannedCourse", "PooledArms", "ScaleEvidence", "Slope", "StudyResult",
    "all_evidence", "alternatives", "dark_marks_incidence", "drift", "evidence", "forecast", "pooled_responders",
    "pooled_scores", "read_own_results", "scales_with_figures", "update",
]  # fmt: skip
