"""What a person may expect: forecasts with intervals, and the other ways they were weighed against."""

from punctum.outcome.alternatives import alternatives
from punctum.outcome.certainty import CERTAINTY
from punctum.outcome.forecast import forecast
from punctum.outcome.pooling import PooledArms, pooled_responders, pooled_scores, scales_with_figures
from punctum.outcome.priors import PRIORS
from punctum.outcome.subtypes import SUBTYPES
from punctum.outcome.values import Alternative, Forecast, StudyResult

TABLES = (CERTAINTY, PRIORS, SUBTYPES)

__all__ = [
    "TABLES", "Alternative", "Forecast", "PooledArms", "StudyResult", "alternatives", "forecast", "pooled_responders",
    "pooled_scores", "scales_with_figures",
]  # fmt: skip
