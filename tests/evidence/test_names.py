"""What written names mean: exact, near, unknown or empty, and never a wrong certainty."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from punctum.evidence.concepts import CONCEPTS, EMPTY_WORDS, FILLER_WORDS, Concept, Kind
from punctum.evidence.names import match, near_in
from punctum.evidence.spelling import edits, letter_mask
from punctum.evidence.wording import key, letters, normalise

KINDS: tuple[Kind, ...] = get_args(Kind)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMED = [
    (concept, name)
    for concept in CONCEPTS.rows
    for name in (concept.name, *concept.synonyms, *concept.bare_synonyms)
]  # fmt: skip
LONG_NAMED = [(concept, name) for concept, name in NAMED if letters(normalise(name)) >= 8]
SHORT_NAMED = [(concept, name) for concept, name in NAMED if letters(normalise(name)) <= 3]


def ids(concepts: tuple[Concept, ...]) -> set[str]:
    return {concept.id for concept in concepts}


def ids_with_look_alikes(concept: str) -> set[str]:
    return {concept, *CONCEPTS.by_id[concept].look_alikes}


def read(text: str, kind: Kind) -> tuple[str, set[str]]:
    found = match(text, kind)
    assert found.text == text
    return found.how, ids(found.concepts)


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_is_exactly_the_concepts_that_carry_it(kind: Kind) -> None:
    carriers: dict[str, set[str]] = {}
    for concept, name in NAMED:
        if concept.kind == kind:
            carriers.setdefault(key(normalise(name)), set()).add(concept.id)
    for concept, name in NAMED:
        if concept.kind == kind:
            for written in (name, f"  {name.upper()}!", name.replace(" ", " - ")):
                assert read(written, kind) == ("exact", carriers[key(normalise(name))]), written


@pytest.mark.parametrize(
    ("text", "kind", "concept"),
    [
        ("isotretinoin", "medicine", "med_isotretinoin_oral"),
        ("Roaccutane", "medicine", "med_isotretinoin_oral"),
        ("ACCUTANE", "medicine", "med_isotretinoin_oral"),
        ("acne vulgaris", "condition", "cond_active_acne"),
        ("lidocaine", "allergy", "all_lidocaine_amide_allergy"),
        ("superficial chemical peel", "procedure", "proc_superficial_peel"),
        ("sunburn", "exposure", "exp_sunburn"),
        ("retinol serum", "product", "prod_retinol_cosmetic"),
        ("vitamin C", "request", "req_vitamin_c_or_serum_with_needling"),
        ("vitamin C", "product", "prod_vitamin_c_serum_at_home"),
        ("vitamin C", "medicine", "med_vitamin_c_oral"),
        ("vitamin C", "allergy", "all_vitamin_c_retinol_acid_reaction"),
        ("blood thinners", "medicine", "med_blood_thinner_unspecified"),
        ("cold sores", "condition", "cond_cold_sores_history"),
        ("Eliquis", "medicine", "med_apixaban"),
        ("Éliquis", "medicine", "med_apixaban"),
    ],
)
def test_everyday_names(text: str, kind: Kind, concept: str) -> None:
    assert read(text, kind) == ("exact", {concept})


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Eliquis 5 mg twice daily", "med_apixaban"),
        ("accutane 20mg once a day", "med_isotretinoin_oral"),
        ("warfarin tablets 2.5 mg", "med_warfarin"),
        ("I take ramipril 10mg every morning", "med_ramipril"),
        ("fluoxetine 20", "med_fluoxetine"),
        ("low dose aspirin", "med_aspirin"),
        ("Omega-3 capsules", "med_fish_oil"),
        ("salbutamol inhaler", "med_salbutamol"),
        ("vitamin B12 injections", "med_vitamin_b12"),
    ],
)
def test_doses_and_forms_beside_a_name_leave_it_exact(text: str, concept: str) -> None:
    assert read(text, "medicine") == ("exact", {concept})


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("isotretinoin gel", "med_isotretinoin_topical"),
        ("topical isotretinoin", "med_isotretinoin_topical"),
        ("isotretinoin lotion 0.05%", "med_isotretinoin_topical"),
        ("isotretinoin capsules", "med_isotretinoin_oral"),
        ("tacrolimus cream", "med_tacrolimus_topical"),
        ("tacrolimus tablets", "med_tacrolimus_oral"),
        ("minoxidil foam 5%", "med_minoxidil_topical"),
        ("minoxidil 2.5 mg tablets", "med_minoxidil_oral"),
        ("diclofenac 3% gel", "med_diclofenac_topical_3"),
        ("diclofenac 50mg tablets", "med_diclofenac_oral"),
        ("diclofenac 1% gel", "med_topical_nsaid_gel"),
    ],
)
def test_the_form_decides_where_it_changes_the_medicine(text: str, concept: str) -> None:
    assert read(text, "medicine") == ("exact", {concept})


@pytest.mark.parametrize("text", ["prednisolone eye drops", "tretinoin capsules", "warfarin cream", "aspirin gel"])
def test_a_form_that_may_change_the_medicine_is_never_dropped_silently(text: str) -> None:
    assert match(text, "medicine").how == "near"


@pytest.mark.parametrize("text", ["herpes 2", "hepatitis b 4", "keloid 3"])
def test_a_bare_number_is_a_dose_only_beside_a_medicine(text: str) -> None:
    assert match(text, "condition").how == "near"


def test_vitamin_a_with_a_dose_stays_vitamin_a() -> None:
    assert read("vitamin a 52000", "medicine") == ("exact", {"med_high_dose_vitamin_a"})


def test_a_name_under_another_heading_is_still_that_name() -> None:
    assert read("Roaccutane", "product") == ("exact", {"med_isotretinoin_oral"})
    assert read("retinol serum", "medicine") == ("exact", {"prod_retinol_cosmetic"})
    assert read("botox", "medicine") == ("exact", {"proc_botulinum_toxin"})
    assert read("eczema", "allergy") == ("exact", {"cond_eczema_active"})
    assert read("allergic to latex", "condition") == ("exact", {"all_latex_allergy"})
    assert read("penicillin allergy", "medicine") == ("exact", {"all_penicillin_allergy"})


def test_an_allergy_or_a_wish_is_not_the_medicine() -> None:
    assert read("warfarin", "allergy") == ("near", {"med_warfarin"})
    assert read("warfarin", "request") == ("near", {"med_warfarin"})
    assert read("nickel", "condition") == ("near", {"all_nickel_allergy"})
    assert read("ibuprofen", "allergy") == ("exact", {"all_aspirin_nsaid_allergy"})
    assert read("allergic to penicillin tablets", "allergy") == ("exact", {"all_penicillin_allergy"})


def test_an_ambiguous_name_means_all_its_concepts() -> None:
    assert read("herpes", "condition") == ("exact", {"cond_cold_sores_history", "cond_genital_herpes"})
    assert read("tacrolimus 1mg", "medicine") == ("exact", {"med_tacrolimus_topical", "med_tacrolimus_oral"})


@pytest.mark.parametrize("kind", KINDS)
def test_empty_answers(kind: Kind) -> None:
    for row in EMPTY_WORDS.rows:
        assert read(row.text, kind) == ("empty", set()), row.id
        assert read(f" {row.text.upper()} ", kind) == ("empty", set()), row.id


@pytest.mark.parametrize("text", ["", "   ", "\n", "- -", "N/A.", "None!", "no known Allergies."])
def test_blank_and_decorated_empty_answers(text: str) -> None:
    assert match(text, "allergy").how == "empty"


@pytest.mark.parametrize(
    "text", ["?", "???", "🙂", "❌", "药", "unknown", "not sure", "see letter", "yes", "\x00", "\u200b"]
)
def test_what_says_neither_yes_nor_no_is_unknown(text: str) -> None:
    assert read(text, "condition") == ("unknown", set())


@pytest.mark.parametrize(
    ("text", "kind", "concept"),
    [
        ("no allergies to penicillin", "allergy", "all_penicillin_allergy"),
        ("not diabetic", "condition", "cond_diabetes_unspecified"),
        ("never had keloids", "condition", "cond_keloid_own"),
        ("stopped smoking", "condition", "cond_smoking_or_vaping"),
        ("no isotretinoin", "medicine", "med_isotretinoin_oral"),
        ("none, only warfarin", "medicine", "med_warfarin"),
    ],
)
def test_a_negated_name_is_near_and_never_empty(text: str, kind: Kind, concept: str) -> None:
    how, found = read(text, kind)
    assert how == "near"
    assert concept in found


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("my doctor gives me warfarin since march", {"med_warfarin"}),
        ("warfarin, aspirin", {"med_warfarin", "med_aspirin"}),
        ("isotretinoin since 2024", {"med_isotretinoin_oral"}),
        ("eliqis", {"med_apixaban"}),
        ("took isotretinon last year", {"med_isotretinoin_oral"}),
    ],
)
def test_names_in_a_sentence_and_misspellings_are_near(text: str, concepts: set[str]) -> None:
    how, found = read(text, "medicine")
    assert how == "near"
    assert concepts <= found


def test_a_name_inside_a_longer_name_does_not_count() -> None:
    assert read("deep acne scars since school", "condition") == ("near", {"cond_acne_scars"})
    assert ids(near_in("a history of skin cancer years ago")) == {"cond_skin_cancer_history"}
    assert read("active acne scars", "condition") == ("near", {"cond_active_acne", "cond_acne_scars"})


LOOK_ALIKES = [
    ("Plavix", "med_clopidogrel", "Paxil", "med_paroxetine"),
    ("Allegra", "med_fexofenadine", "Viagra", "med_sildenafil_tadalafil"),
    ("Lamictal", "med_lamotrigine", "Lamisil", "med_griseofulvin_terbinafine_oral"),
    ("Losec", "med_omeprazole", "Lasix", "med_furosemide_bumetanide"),
    ("Celebrex", "med_celecoxib", "Celexa", "med_citalopram"),
]


@pytest.mark.parametrize(("left", "one", "right", "other"), LOOK_ALIKES)
def test_look_alikes_are_apart_when_written_right_and_together_when_misspelt(
    left: str, one: str, right: str, other: str
) -> None:
    assert read(left, "medicine") == ("exact", {one})
    assert read(right, "medicine") == ("exact", {other})
    for name in (left, right):
        for place in range(1, len(name)):
            how, found = read(name[:place] + "q" + name[place + 1 :], "medicine")
            assert how == "near"
            assert {one, other} <= found


def test_a_runner_up_one_edit_farther_is_returned_too() -> None:
    assert (edits("imagran", "imigran", 3), edits("imagran", "imuran", 3)) == (1, 2)
    assert {"med_sumatriptan_and_triptans", "med_azathioprine"} <= read("imagran", "medicine")[1]
    assert (edits("plaxil", "paxil", 3), edits("plaxil", "plavix", 3)) == (1, 2)
    assert {"med_paroxetine", "med_clopidogrel"} <= read("plaxil", "medicine")[1]


def test_two_slips_are_forgiven_from_eight_letters_on() -> None:
    assert read("isotretimoim", "medicine") == ("near", ids_with_look_alikes("med_isotretinoin_oral"))
    assert read("apixabbann", "medicine") == ("near", {"med_apixaban"})
    assert read("wafarinn", "medicine")[0] == "near"
    assert read("eliqquiss", "medicine") == ("unknown", set())


@st.composite
def slips(draw: st.DrawFn) -> tuple[Concept, str, str]:
    """A name of eight letters or more with one letter lost, added, changed or swapped."""
    concept, name = draw(st.sampled_from(LONG_NAMED))
    words = normalise(name)
    place = draw(st.integers(0, len(words) - 1))
    letter = draw(st.sampled_from(LETTERS))
    slip = draw(
        st.sampled_from(
            [
                words[:place] + words[place + 1 :],
                words[:place] + letter + words[place:],
                words[:place] + letter + words[place + 1 :],
                words[:place] + words[place + 1 : place + 2] + words[place] + words[place + 2 :],
            ]
        )
    )
    return concept, words, slip


@given(slips())
def test_one_slip_in_a_long_name_still_finds_it(case: tuple[Concept, str, str]) -> None:
    concept, _, slip = case
    found = match(slip, concept.kind)
    assert found.how in ("exact", "near")
    if found.how == "near":
        assert concept in found.concepts
    elif concept not in found.concepts:  # the slip wrote another name
        held = f" {key(normalise(slip))} "
        assert any(
            f" {key(normalise(name))} " in held
            for other in found.concepts
            for name in (other.name, *other.synonyms, *other.bare_synonyms)
        )


@pytest.mark.parametrize("kind", KINDS)
def test_short_names_are_never_found_in_a_sentence(kind: Kind) -> None:
    for _, name in SHORT_NAMED:
        assert read(f"zzzz {name} zzzz", kind) == ("unknown", set()), name


@given(st.sampled_from(SHORT_NAMED), st.sampled_from(LETTERS), st.integers(0, 3))
def test_short_names_are_never_found_by_spelling(named: tuple[Concept, str], letter: str, place: int) -> None:
    concept, name = named
    slip = normalise(name)[:place] + letter + normalise(name)[place:]
    found = match(slip, concept.kind)
    longer = [normalise(text) for other, text in NAMED if other == concept and letters(normalise(text)) >= 4]
    if concept in found.concepts and found.how == "near" and not concept.look_alikes:
        assert any(edits(slip, text, 2) <= 2 for text in longer)


def test_a_short_name_in_a_sentence_is_unknown() -> None:
    assert read("hiv zzzz", "condition") == ("unknown", set())
    assert read("hjv", "condition") == ("unknown", set())
    assert read("hiv", "condition") == ("exact", {"cond_hiv"})


@given(st.text(), st.sampled_from(KINDS))
@example("x" * 10_000, "medicine")
@example("warfarim " * 1_200, "condition")
@example("a b " * 2_500, "allergy")
@example("\ud800\udfff\x00\x1b[31m", "product")
@example("ﷺ" * 500, "request")
@example("%" * 5_000, "exposure")
@example("1 " * 5_000 + "mg", "medicine")
def test_no_text_raises(text: str, kind: Kind) -> None:
    found = match(text, kind)
    assert found.text == text
    assert bool(found.concepts) == (found.how in ("exact", "near"))
    assert match(text, kind) == found
    near_in(text)


@given(st.lists(st.sampled_from([*(name for _, name in NAMED), *(r.text for r in FILLER_WORDS.rows), "not", "42"])))
def test_any_mixture_of_known_words_is_ordered_and_says_each_concept_once(parts: list[str]) -> None:
    place = {concept.id: number for number, concept in enumerate(CONCEPTS.rows)}
    text = " ".join(parts)
    for concepts in (near_in(text), *(match(text, kind).concepts for kind in KINDS[:2])):
        places = [place[concept.id] for concept in concepts]
        assert places == sorted(set(places))


@given(st.sampled_from(NAMED))
def test_a_name_among_other_words_is_found_or_left_to_a_clinician(named: tuple[Concept, str]) -> None:
    concept, name = named
    found = match(f"zzzz {name} zzzz", concept.kind)
    assert found.how in ("near", "unknown")
    if letters(normalise(name)) >= 4 and name not in concept.bare_synonyms:
        assert found.how == "near"


def test_near_in_reads_phrases_of_a_long_text() -> None:
    text = "I'm expecting good results. My acne scars bother me, I take Eliquis and use retinol. Skin type 2, no HIV."
    assert ids(near_in(text)) == {"cond_acne_scars", "med_apixaban", "prod_retinol_cosmetic"}
    assert near_in("") == ()
    assert near_in("nothing that is known") == ()


def test_near_in_reads_an_allergy_only_where_the_text_speaks_of_one() -> None:
    assert ids(near_in("I take aspirin")) == {"med_aspirin"}
    assert ids(near_in("allergic to aspirin")) == {"med_aspirin", "all_aspirin_nsaid_allergy"}


def slow_edits(left: str, right: str) -> int:
    """The same distance by its recursive definition."""
    if not left or not right:
        return len(left) + len(right)
    choices = [
        slow_edits(left[1:], right) + 1,
        slow_edits(left, right[1:]) + 1,
        slow_edits(left[1:], right[1:]) + (left[0] != right[0]),
    ]
    if len(left) > 1 and len(right) > 1 and left[0] == right[1] and left[1] == right[0]:
        choices.append(slow_edits(left[2:], right[2:]) + 1)
    return min(choices)


@given(st.text("ab", max_size=6), st.text("abc", max_size=6), st.integers(0, 4))
@example("ab", "ba", 4)
@example("cabd", "acbd", 4)
@example("ca", "abc", 4)
def test_edits_agree_with_the_definition(left: str, right: str, limit: int) -> None:
    assert edits(left, right, limit) == min(slow_edits(left, right), limit + 1)


@given(st.text(LETTERS, max_size=12), st.text(LETTERS, max_size=12))
def test_one_edit_changes_at_most_two_bits_of_the_mask(left: str, right: str) -> None:
    assert (letter_mask(left) ^ letter_mask(right)).bit_count() <= 2 * edits(left, right, 12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Crohn’s—DISEASE ", "crohns disease"),
        ("Café 1%", "cafe 1 percent"),
        ("5-FU", "5 fu"),
        ("ＡＳＰＩＲＩＮ", "aspirin"),
        ("", ""),
    ],
)
def test_normalise(text: str, words: str) -> None:
    assert normalise(text) == words


@given(st.text())
def test_normalise_is_settled_after_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("keloids", "keloid"), ("allergies", "allergy"), ("rashes", "rash"), ("abscesses", "abscess"), ("warts", "wart")],
)
def test_plural_and_singular_have_one_key(plural: str, singular: str) -> None:
    assert key(plural) == key(singular)


@pytest.mark.parametrize("word", ["lupus", "psoriasis", "pots", "aids", "abscess"])
def test_words_that_only_look_plural_stay(word: str) -> None:
    assert key(word) == word
