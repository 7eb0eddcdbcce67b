"""Evidence: the works cited, the vocabulary, the studies, the scales, and the loader of every table."""

from punctum.evidence.claim_search import CLAIM_WORDS, nearest_claims
from punctum.evidence.claims import CLAIM_LINKS, CLAIMS, Claim
from punctum.evidence.concepts import CONCEPTS, EMPTY_WORDS, FILLER_WORDS, Concept
from punctum.evidence.indications import INDICATIONS, Indication, find_indication
from punctum.evidence.language import LANGUAGES, TRANSLATIONS, Language, translated
from punctum.evidence.limits import LIMITS
from punctum.evidence.names import Match, match, near_in
from punctum.evidence.parameters import PARAMETERS, Parameter
from punctum.evidence.scale_form import Choice, FormItem, ScoreForm, result_scales_for, scales_for, score_form
from punctum.evidence.scale_items import SCALE_FORMULAS, SCALE_ITEMS
from punctum.evidence.scales import QUESTIONNAIRE_BANDS, SCALES, Scale, find_scale
from punctum.evidence.scoring import ItemShare, Score, score
from punctum.evidence.sentences import SENTENCES, Said, Sentence, said, say
from punctum.evidence.sources import SOURCES, Source
from punctum.evidence.studies import STUDIES, StudyArm
from punctum.evidence.table import Basis, Row, SourcedRow, Table
from punctum.evidence.units import UNITS

TABLES = (
    CLAIMS,
    CLAIM_LINKS,
    CLAIM_WORDS,
    CONCEPTS,
    EMPTY_WORDS,
    FILLER_WORDS,
    INDICATIONS,
    LIMITS,
    PARAMETERS,
    QUESTIONNAIRE_BANDS,
    SCALES,
    SCALE_FORMULAS,
    SCALE_ITEMS,
    SENTENCES,
    SOURCES,
    STUDIES,
    TRANSLATIONS,
    UNITS,
)

__all__ = [
    "CLAIMS", "CONCEPTS", "INDICATIONS", "LANGUAGES", "LIMITS", "PARAMETERS", "SCALES", "SENTENCES", "SOURCES",
    "STUDIES", "TABLES", "TRANSLATIONS", "Basis", "Choice", "Claim", "Concept", "FormItem", "Indication", "ItemShare",
    "Language", "Match", "Parameter", "Row", "Said", "Scale", "Score", "ScoreForm", "Sentence", "Source", "SourcedRow",
    "StudyArm", "Table", "find_indication", "find_scale", "match", "near_in", "nearest_claims", "result_scales_for",
    "said", "say", "scales_for", "score", "score_form", "translated",
]  # fmt: skip
