"""The vocabulary: complete rows, references that hold, and no name with two meanings by accident."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import get_args

from punctum.evidence.concepts import CONCEPTS, EMPTY_WORDS, FILLER_WORDS, Concept, Kind
from punctum.evidence.sources import SOURCES
from punctum.evidence.wording import key, normalise

# A name on purpose under several concepts of one kind: it is ambiguous, and the strictest of them acts.
SHARED = {
    ("medicine", "clindamycin"): {"med_clindamycin_topical", "med_antibiotic_unspecified"},
    ("medicine", "diclofenac gel"): {"med_diclofenac_topical_3", "med_topical_nsaid_gel"},
    ("medicine", "diclofenac topical"): {"med_diclofenac_topical_3", "med_topical_nsaid_gel"},
    ("medicine", "erythromycin"): {"med_erythromycin_topical", "med_macrolide"},
    ("medicine", "fluticasone"): {
        "med_potent_topical_steroid",
        "med_inhaled_steroid_or_combination",
        "med_nasal_steroid",
    },
    ("medicine", "hydrocortisone"): {"med_mild_topical_steroid", "med_hydrocortisone_tablets"},
    ("medicine", "metronidazole"): {"med_metronidazole_topical", "med_antibiotic_unspecified"},
    ("medicine", "mometasone"): {"med_potent_topical_steroid", "med_nasal_steroid"},
    ("medicine", "tacrolimus"): {"med_tacrolimus_topical", "med_tacrolimus_oral"},
    ("condition", "herpes"): {"cond_cold_sores_history", "cond_genital_herpes"},
    ("condition", "herpes simplex"): {"cond_cold_sores_history", "cond_genital_herpes"},
    ("condition", "hsv"): {"cond_cold_sores_history", "cond_genital_herpes"},
    ("allergy", "metal"): {"all_stainless_steel_allergy", "all_nickel_allergy"},
    ("allergy", "metal allergy"): {"all_stainless_steel_allergy", "all_nickel_allergy"},
    ("allergy", "local anaesthetic"): {"all_lidocaine_amide_allergy", "all_ester_anaesthetic_paba_allergy"},
    ("allergy", "local anesthetic"): {"all_lidocaine_amide_allergy", "all_ester_anaesthetic_paba_allergy"},
    ("allergy", "local anaesthetic allergy"): {"all_lidocaine_amide_allergy", "all_ester_anaesthetic_paba_allergy"},
    ("allergy", "anaesthetic"): {"all_lidocaine_amide_allergy", "all_ester_anaesthetic_paba_allergy"},
    ("product", "aha bha"): {"prod_aha", "prod_bha"},
}


def names(concept: Concept) -> tuple[str, ...]:
    return (concept.name, *concept.synonyms, *concept.bare_synonyms)


def test_every_kind_has_concepts_and_every_id_stands_once() -> None:
    assert {concept.kind for concept in CONCEPTS.rows} == set(get_args(Kind))
    for table in (CONCEPTS, EMPTY_WORDS, FILLER_WORDS):
        assert len(table.by_id) == len(table.rows)


def test_one_name_has_one_meaning_in_a_kind_unless_listed_here() -> None:
    meanings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in CONCEPTS.rows:
        for name in names(concept):
            meanings[concept.kind, key(normalise(name))].add(concept.id)
    on_purpose = {(kind, key(name)): ids for (kind, name), ids in SHARED.items()}
    assert {name: ids for name, ids in meanings.items() if len(ids) > 1} == on_purpose


def test_a_concept_says_each_name_once() -> None:
    for concept in CONCEPTS.rows:
        written = [normalise(name) for name in names(concept)]
        assert all(written), concept.id
        assert len(set(written)) == len(written), concept.id


def test_no_name_is_an_empty_answer() -> None:
    for concept in CONCEPTS.rows:
        assert not {normalise(name) for name in names(concept)} & {normalise(row.text) for row in EMPTY_WORDS.rows}, (
            concept.id
        )


def test_references_hold() -> None:
    for concept in CONCEPTS.rows:
        assert concept.id not in (*concept.implies_concepts, *concept.look_alikes), concept.id
        assert set(concept.implies_concepts) <= set(CONCEPTS.by_id), concept.id
        assert all(concept.id in CONCEPTS.by_id[other].look_alikes for other in concept.look_alikes), concept.id
        assert all(re.fullmatch(r"S\d{3}", rule) for rule in concept.implies_rules), concept.id


def test_what_is_implied_can_be_asked_and_answered() -> None:
    for concept in CONCEPTS.rows:
        if concept.implies_rules:
            assert concept.ask, concept.id
            assert concept.implies_concepts, concept.id
            assert not concept.no_action, concept.id


def test_facts_are_sourced() -> None:
    for concept in CONCEPTS.rows:
        assert concept.sources, concept.id
        assert set(concept.sources) <= set(SOURCES.by_id), concept.id
        unread = {"general_knowledge", "house_default"}
        assert (concept.basis == "read") == (not unread & set(concept.sources)), concept.id


def test_texts_are_short_and_whole() -> None:
    for concept in CONCEPTS.rows:
        assert not concept.ask or (concept.ask.endswith("?") and concept.ask.count("?") == 1), concept.id
        assert not concept.note or concept.note.endswith("."), concept.id
        assert len(concept.ask.split()) <= 18, concept.id
        assert not re.search(r"\bS\d{3}\b", concept.note + concept.ask), concept.id


def test_codes_are_atc_or_icd_10() -> None:
    for concept in CONCEPTS.rows:
        assert re.fullmatch(r"|ATC:[A-Z]\d\d[A-Z]{0,2}\d{0,2}|ICD10:[A-Z]\d\d(\.\d{1,3})?", concept.code), concept.id


def test_every_filler_role_has_words() -> None:
    assert {row.role for row in FILLER_WORDS.rows} == {
        *("opening", "unit", "dose", "allergy"),
        *("oral", "topical", "patch", "injected", "inhaled", "nasal", "eye"),
    }
