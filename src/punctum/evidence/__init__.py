"""Evidence: the works cited, the vocabulary, the studies, the scales, and the loader of every table."""

from punctum.evidence.claims import CLAIMS, Claim
from punctum.evidence.concepts import CONCEPTS, EMPTY_WORDS, FILLER_WORDS, Concept
from punctum.evidence.indications import INDICATIONS, Indication, find_indication
from punctum.evidence.limits import LIMITS
from punctum.evidence.parameters import PARAMETERS, Parameter
from punctum.evidence.scales import QUESTIONNAIRE_BANDS, SCALES, Scale, find_scale
from punctum.evidence.sources import SOURCES, Source
from punctum.evidence.studies import STUDIES, StudyArm
from punctum.evidence.table import Basis, Row, SourcedRow, Table
from punctum.evidence.units import UNITS

TABLES = (
    CLAIMS,
    CONCEPTS,
    EMPTY_WORDS,
    FILLER_WORDS,
    INDICATIONS,
    LIMITS,
    PARAMETERS,
    QUESTIONNAIRE_BANDS,
    SCALES,
    SOURCES,
    STUDIES,
    UNITS,
)

__all__ = [
    "CLAIMS", "CONCEPTS", "INDICATIONS", "PARAMETERS", "SCALES", "SOURCES", "STUDIES", "TABLES", "Basis", "Claim",
    "Concept", "Indication", "Parameter", "Row", "Scale", "Source", "SourcedRow", "StudyArm", "Table",
    "find_indication", "find_scale",
]  # fmt: skip
