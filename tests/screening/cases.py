"""One case for every row of the table of rules: a file that fires it, and a near miss that does not.

What is expected was written down from the clinical decisions, by hand, not read from the table.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

ON = date(2026, 11, 20)
Fields = dict[str, Any]
# Nothing is the matter with this person.
WELL: Fields = {
    "id": "p",
    "birth_date": "1990-06-15",
    "sex": "male",
    "phototype": "II",
    "smoker": False,
    "concerns": [{"indication": "skin rejuvenation", "zones": ["cheek"]}],
}


class Case(NamedTuple):
    row: str
    action: str
    until: date | None
    is_open: bool
    fires: Fields
    near_miss: Fields


def of(kind: str, name: str, **fields: Any) -> Fields:
    return {kind: [{"name": name, **fields}]}


def condition(name: str, **fields: Any) -> Fields:
    return of("conditions", name, **fields)


def medicine(name: str, **fields: Any) -> Fields:
    return of("medicines", name, **fields)


def procedure(name: str, **fields: Any) -> Fields:
    return of("procedures", name, **fields)


def exposure(name: str, **fields: Any) -> Fields:
    return of("exposures", name, **fields)


def product(name: str, **fields: Any) -> Fields:
    return of("products", name, **fields)


def allergy(name: str, **fields: Any) -> Fields:
    return of("allergies", name, **fields)


def wish(text: str) -> Fields:
    return {"requests": {"other": [text]}}


def concern(indication: str, *zones: str, **fields: Any) -> Fields:
    return {"concerns": [{"indication": indication, "zones": list(zones or ("cheek",)), **fields}]}


def case(
    row: str, action: str, fires: Fields, near_miss: Fields, *, until: str | None = None, is_open: bool | None = None
) -> Case:
    """A case; a postponement, a referral or a contraindication without a date ends openly unless it says otherwise."""
    day = date.fromisoformat(until) if until else None
    if is_open is None:
        is_open = day is None and action in ("postpone", "refer", "contraindicated")
    return Case(row, action, day, is_open, fires, near_miss)


WOMAN = {"sex": "female", "pregnant": False, "breastfeeding": False}
STOPPED = "2026-01-10"

CASES = [
    # acne
    case("S001", "postpone", condition("acne", zones=["cheek"]), condition("acne", zones=["chin"])),
    case("S001_request", "postpone", concern("active acne", active=False), condition("acne", active=False)),
    case("S002", "refer", condition("acne", severity="severe"), condition("acne", severity="moderate")),
    case("S004", "adjust", medicine("clindamycin gel"), medicine("clindamycin gel", stopped=STOPPED)),
    case("S004_oral", "adjust", medicine("lymecycline"), medicine("lymecycline", stopped=STOPPED)),
    # eczema, psoriasis, lichen planus, rosacea
    case("S010", "postpone", condition("eczema", zones=["cheek"]), condition("eczema", zones=["hand"])),
    case("S010_elsewhere", "refer", condition("eczema", zones=["hand"]), condition("eczema", zones=["cheek"])),
    case("S011", "caution", condition("eczema", active=False), condition("eczema", active=True)),
    case("S012", "contraindicated", condition("psoriasis", severity="mild", zones=["cheek"]),
         condition("psoriasis", severity="mild", zones=["forearm"])),
    case("S012_severe", "contraindicated", condition("psoriasis", severity="moderate", zones=["forearm"]),
         condition("psoriasis", severity="mild", zones=["forearm"])),
    case("S013", "refer", condition("psoriasis", active=False), condition("psoriasis", active=True)),
    case("S013_mild_elsewhere", "refer", condition("psoriasis", severity="mild", zones=["forearm"]),
         condition("psoriasis", severity="severe", zones=["forearm"])),
    case("S013_arthritis", "refer", condition("psoriatic arthritis"), condition("osteoporosis")),
    case("S014", "contraindicated", condition("lichen planus"), condition("lichen planus", active=False)),
    case("S014_clear", "refer", condition("lichen planus", active=False), condition("lichen planus", active=True)),
    case("S015", "postpone", condition("papulopustular rosacea"), condition("papulopustular rosacea", active=False)),
    case("S015_unclear", "postpone", concern("rosacea"), concern("rosacea", subtype="erythematotelangiectatic")),
    case("S016", "caution", concern("rosacea", subtype="erythematotelangiectatic"), concern("rosacea")),
    case("S016_quiet", "caution", condition("rosacea", active=False), condition("rosacea", active=True)),
    case("S017", "postpone", condition("perioral dermatitis"), condition("perioral dermatitis", active=False)),
    case("S018", "caution", condition("thread veins", zones=["cheek"]), condition("thread veins", zones=["thigh"])),
    # infections
    case("S020", "postpone", condition("cold sores", zones=["perioral"]), condition("cold sores", active=False)),
    case("S021", "adjust", condition("cold sores", active=False),
         condition("cold sores", active=False) | concern("skin rejuvenation", "thigh"), is_open=True),
    case("S022", "caution", concern("skin rejuvenation", "perioral"),
         concern("skin rejuvenation", "perioral") | condition("cold sores", active=False)),
    case("S023", "contraindicated", condition("impetigo", zones=["chin"]), condition("impetigo", zones=["back"])),
    case("S024", "contraindicated", condition("ringworm", zones=["neck"]), condition("ringworm", zones=["foot"])),
    case("S025", "contraindicated", condition("warts", zones=["nose"]), condition("warts", zones=["hand"])),
    case("S026", "contraindicated", condition("molluscum"), condition("molluscum", active=False)),
    case("S027", "contraindicated", condition("shingles", zones=["forehead"]), condition("shingles", zones=["back"])),
    case("S028", "refer", condition("hiv"), condition("hiv", controlled=True)),
    case("S028_controlled", "caution", condition("hepatitis b", controlled=True), condition("hepatitis b")),
    case("S029", "postpone", condition("fever"), condition("fever", active=False)),
    case("S029_antibiotic", "postpone", medicine("amoxicillin", stopped="2026-11-07"),
         medicine("amoxicillin", stopped="2026-11-06"), until="2026-11-21"),
    # scars
    case("S030", "contraindicated", condition("keloid", active=False), condition("family history of keloid"),
         is_open=False),
    case("S030_unclear", "contraindicated", condition("raised scars"), condition("acne scars")),
    case("S032", "refer", concern("hypertrophic scars"), concern("surgical/traumatic scars", since="2020-01-01")),
    case("S033_sites", "refer", condition("family history of keloid") | concern("skin rejuvenation", "décolletage"),
         condition("family history of keloid")),
    case("S033", "caution", condition("family history of keloid"), condition("acne scars")),
    case("S034", "postpone", concern("surgical/traumatic scars", since="2026-10-10"),
         concern("surgical/traumatic scars", since="2026-10-09"), until="2026-11-21"),
    case("S034_young", "refer", concern("surgical/traumatic scars", since="2025-11-21"),
         concern("surgical/traumatic scars", since="2025-11-20"), until="2026-11-21"),
    case("S034_young_striae", "refer", concern("striae distensae", subtype="alba", since="2025-11-21"),
         concern("striae distensae", subtype="alba", since="2025-11-20"), until="2026-11-21"),
    case("S034_striae_undated", "refer", concern("striae distensae", subtype="rubra"),
         concern("striae distensae", subtype="alba")),
    case("S035_immature", "refer", concern("burn scars", since="2025-11-21"), concern("burn scars", since="2025-11-20"),
         until="2026-11-21"),
    case("S035", "refer", concern("burn scars", since="2015-01-01"), concern("skin laxity")),
    # medicines
    case("S040", "contraindicated", medicine("isotretinoin"), medicine("isotretinoin", stopped=STOPPED)),
    case("S041", "postpone", medicine("Roaccutane", stopped="2026-05-21"), medicine("Roaccutane", stopped="2026-05-20"),
         until="2026-11-21"),
    case("S147", "refer", medicine("acitretin", stopped="2025-11-21"), medicine("acitretin", stopped="2025-11-20"),
         until="2026-11-21"),
    case("S043", "refer", medicine("warfarin"), medicine("warfarin", stopped=STOPPED)),
    case("S044", "caution", medicine("aspirin"), medicine("aspirin", prescribed=False)),
    case("S045", "adjust", medicine("aspirin", prescribed=False, stopped="2026-11-16"),
         medicine("aspirin", prescribed=False, stopped="2026-11-15"), until="2026-11-21"),
    case("S047", "contraindicated", condition("haemophilia"), condition("anaemia"), is_open=False),
    case("S048", "refer", medicine("prednisolone"), medicine("prednisolone", stopped=STOPPED)),
    case("S049", "refer", medicine("azathioprine"), medicine("azathioprine", stopped=STOPPED)),
    case("S050", "contraindicated", medicine("chemotherapy"), medicine("chemotherapy", stopped="2026-11-19")),
    case("S050_recent", "contraindicated", medicine("chemotherapy", stopped="2026-05-21"),
         medicine("chemotherapy", stopped="2026-05-20"), until="2026-11-21"),
    case("S050_past", "refer", medicine("chemotherapy", stopped="2026-05-20"),
         medicine("chemotherapy", stopped="2026-05-21")),
    case("S051", "contraindicated", condition("radiotherapy", zones=["cheek"]),
         condition("radiotherapy", zones=["breast"]), is_open=False),
    case("S052", "refer", medicine("hydroxychloroquine"), medicine("hydroxychloroquine", stopped=STOPPED)),
    case("S052_topical", "refer", medicine("Protopic", zones=["cheek"]), medicine("Protopic", zones=["hand"])),
    case("S053", "caution", medicine("doxycycline"), medicine("doxycycline", stopped=STOPPED)),
    case("S054", "proceed", medicine("combined pill"), medicine("combined pill", stopped=STOPPED)),
    case("S055", "adjust", medicine("amiodarone"), medicine("amiodarone", stopped=STOPPED)),
    case("S056", "adjust", medicine("nitrofurantoin"), medicine("nitrofurantoin", stopped=STOPPED)),
    case("S056_allergy", "adjust", allergy("sulfa"), allergy("penicillin")),
    case("S057", "adjust", medicine("minoxidil", route="topical") | concern("androgenetic alopecia", "scalp"),
         medicine("minoxidil", route="oral") | concern("androgenetic alopecia", "scalp")),
    # general health
    case("S060", "refer", condition("type 2 diabetes"), condition("type 2 diabetes", controlled=True)),
    case("S061", "caution", condition("type 1 diabetes", controlled=True), condition("type 1 diabetes")),
    case("S062", "contraindicated", WOMAN | {"pregnant": True}, WOMAN),
    case("S062_unanswered", "postpone", {"sex": "female", "breastfeeding": False},
         {"sex": "female", "breastfeeding": False, "birth_date": "1970-11-20"}),
    case("S063", "contraindicated", WOMAN | {"breastfeeding": True}, WOMAN),
    case("S063_unanswered", "postpone", {"sex": "unknown", "pregnant": False}, {"sex": "male"}),
    case("S064", "contraindicated", condition("scleroderma"), condition("fibromyalgia"), is_open=False),
    case("S065", "refer", condition("lupus"), condition("osteoporosis")),
    case("S066", "refer", condition("heart failure"), condition("high blood pressure")),
    case("S067", "caution", condition("pacemaker"), condition("metal implants")),
    case("S068", "contraindicated", condition("pacemaker") | wish("rf microneedling"), condition("pacemaker")),
    case(
        "S068_device",
        "contraindicated",
        condition("pacemaker") | {"requests": {"device": "Morpheus8"}},
        condition("hay fever") | {"requests": {"device": "Morpheus8"}},
    ),
    case("S069", "refer", condition("cirrhosis"), condition("fatty liver")),
    case("S070", "refer", condition("porphyria"), condition("hay fever")),
    case("S070_area", "refer", condition("pemphigus", zones=["cheek"]), condition("hay fever")),
    case("S071", "refer", condition("poor healing"), condition("hay fever")),
    case("S071_area", "refer", condition("lymphoedema", zones=["nose"]), condition("lymphoedema", zones=["leg"])),
    # lesions
    case("S080", "contraindicated", condition("melanoma", zones=["cheek"]), condition("melanoma", zones=["back"])),
    case("S080_elsewhere", "refer", condition("melanoma", zones=["back"]), condition("melanoma", zones=["cheek"])),
    case("S081", "refer", condition("changing mole"), condition("changing mole", active=False)),
    case("S082", "refer", condition("actinic keratosis"), condition("actinic keratosis", zones=["scalp"])),
    case("S083", "refer", condition("previous skin cancer", zones=["cheek"]),
         condition("previous skin cancer", zones=["back"])),
    case("S084", "adjust", condition("skin tag", zones=["cheek"]), condition("skin tag", zones=["neck"])),
    case("S085", "adjust", procedure("tattoo", zones=["cheek"]), procedure("tattoo", zones=["forearm"])),
    case("S086", "postpone", condition("open wound", zones=["cheek"]), condition("open wound", zones=["hand"])),
    case("S086_fresh", "postpone", procedure("piercing", on="2026-10-10"), procedure("piercing", on="2026-10-09"),
         until="2026-11-21"),
    case("S086_piercing", "adjust", procedure("piercing", on="2015-01-01"),
         procedure("piercing", on="2015-01-01", zones=["nose"])),
    # sun, products, procedures
    case("S090", "postpone", exposure("sunburn", on="2026-11-07", zones=["nose"]),
         exposure("sunburn", on="2026-11-06", zones=["nose"]), until="2026-11-21"),
    case("S090_dark", "postpone", {"phototype": "IV"} | exposure("sunburn", on="2026-10-24"),
         {"phototype": "IV"} | exposure("sunburn", on="2026-10-23"), until="2026-11-21"),
    case("S091", "postpone", exposure("tan", on="2026-11-07"), exposure("tan", on="2026-11-06"), until="2026-11-21"),
    case("S091_dark", "postpone", {"phototype": "VI"} | exposure("tan", on="2026-10-24"),
         {"phototype": "III"} | exposure("tan", on="2026-10-24"), until="2026-11-21"),
    case("S092", "postpone", exposure("self tanner", on="2026-11-19"), exposure("self tanner", on="2026-11-18"),
         until="2026-11-21"),
    case("S093", "adjust", product("retinol serum", last_used="2026-11-18"),
         product("retinol serum", last_used="2026-11-17"), until="2026-11-21"),
    case("S094", "adjust", product("glycolic acid", last_used="2026-11-18"),
         product("glycolic acid", last_used="2026-11-17"), until="2026-11-21"),
    case("S095", "postpone", procedure("superficial chemical peel", on="2026-11-07"),
         procedure("superficial chemical peel", on="2026-11-06"), until="2026-11-21"),
    case("S096", "postpone", procedure("TCA peel", on="2026-10-24"), procedure("TCA peel", on="2026-10-23"),
         until="2026-11-21"),
    case("S096_dermabrasion", "postpone", procedure("dermabrasion", on="2026-08-21"),
         procedure("dermabrasion", on="2026-08-20"), until="2026-11-21"),
    case("S097", "postpone", procedure("IPL", on="2026-11-07"), procedure("IPL", on="2026-11-06"), until="2026-11-21"),
    case("S097_wax", "postpone", procedure("waxing", on="2026-11-18"), procedure("waxing", on="2026-11-17"),
         until="2026-11-21"),
    case("S098", "postpone", procedure("CO2 laser", on="2025-11-21"), procedure("CO2 laser", on="2025-11-20"),
         until="2026-11-21"),
    case("S099", "postpone", procedure("botox", on="2026-11-07"), procedure("botox", on="2026-11-06"),
         until="2026-11-21"),
    case("S099_same_day", "adjust", wish("same day as botox or filler"), wish("more often")),
    case("S100", "postpone", procedure("dermal filler", on="2025-11-21", zones=["cheek"]),
         procedure("dermal filler", on="2025-11-21", zones=["chin"]), until="2026-11-21"),
    case("S101", "postpone", procedure("Sculptra", on="2025-11-21"), procedure("Sculptra", on="2025-11-20"),
         until="2026-11-21"),
    case("S101_threads", "refer", procedure("thread lift", on="2020-01-01"),
         procedure("thread lift", on="2020-01-01", zones=["neck"])),
    # allergies
    case("S110", "contraindicated", allergy("stainless steel"), allergy("nickel"), is_open=False),
    case("S110_nickel", "refer", allergy("nickel"), allergy("gold")),
    case("S110_gold", "adjust", allergy("gold"), allergy("penicillin")),
    case("S111", "adjust", allergy("lidocaine"), allergy("benzocaine")),
    case("S111_ester", "adjust", allergy("benzocaine"), allergy("lidocaine")),
    case("S112", "adjust", allergy("fragrance"), allergy("pollen")),
    case("S113", "adjust", condition("pseudocholinesterase deficiency"), condition("hay fever")),
    case("S114", "adjust", condition("G6PD deficiency"), condition("anaemia")),
    case("S115", "adjust", allergy("latex"), allergy("pollen")),
    case("S115_chlorhexidine", "adjust", allergy("chlorhexidine"), allergy("latex")),
    case("S115_iodine", "adjust", allergy("iodine"), allergy("latex")),
    case("S115_alcohol", "adjust", allergy("alcohol wipes"), allergy("latex")),
    # phototype and pigment
    case("S120", "adjust", {"phototype": "IV"}, {"phototype": "III"}),
    case("S120_disclosed", "adjust", condition("fitzpatrick iv-vi"), condition("hay fever")),
    case("S121", "adjust", condition("dark marks", active=False), condition("freckles")),
    case("S122", "refer", condition("melasma", zones=["forehead"]), condition("melasma", zones=["forearm"])),
    case("S123", "contraindicated", concern("vitiligo", "hand"), concern("vitiligo", "hand", active=False)),
    case("S123_stable", "refer", condition("vitiligo", active=False), condition("vitiligo")),
    case("S125", "caution", concern("photoageing") | medicine("combined pill"),
         concern("photoageing") | medicine("combined pill", stopped=STOPPED)),
    case("S166", "contraindicated", {"phototype": "V"} | concern("post-inflammatory hyperpigmentation"),
         concern("post-inflammatory hyperpigmentation")),
    # age and person
    case("S130", "contraindicated", {"birth_date": "2008-11-21"}, {"birth_date": "2008-11-20"}, until="2026-11-21"),
    case("S130_disclosed", "contraindicated", wish("for a child"), wish("more often")),
    case("S131", "caution", {"birth_date": "2004-11-21"}, {"birth_date": "2004-11-20"}),
    case("S131_disclosed", "caution", condition("age 18-21"), condition("hay fever")),
    case("S132", "adjust", {"birth_date": "1965-11-20"}, {"birth_date": "1965-11-21"}),
    case("S132_thin", "adjust", {"skin": {"thin": True}}, {"skin": {"thin": False}}),
    case("S133", "adjust", condition("needle phobia"), condition("migraine")),
    case("S134", "caution", {"smoker": True}, {"smoker": False}),
    case("S135", "refer", condition("body dysmorphic disorder"), condition("depression")),
    case("S136_scalp", "adjust", concern("androgenetic alopecia", "scalp"), concern("skin laxity", "neck")),
    case("S136", "adjust", condition("beard"), condition("hay fever")),
    case("S137", "contraindicated", procedure("permanent filler", zones=["cheek"]),
         procedure("permanent filler", zones=["chin"])),
    case("S138", "contraindicated", concern("facial wrinkles", "eyelid"), concern("facial wrinkles", "temple"),
         is_open=False),
    case("S138_request", "adjust", wish("eyelids"), wish("under eyes")),
    case("S138_outside", "proceed", concern("periorbital dark circles", "periorbital"), concern("facial wrinkles")),
    case("S139", "refer", {"requests": {"needle_length_mm": 1.75}, "preferences": {"device": "skinpen_precision"}},
         {"requests": {"needle_length_mm": 1.5}, "preferences": {"device": "skinpen_precision"}}),
    case("S139_asked", "refer", wish("go deeper"), wish("more often")),
    case("S140", "contraindicated", wish("exosomes"), wish("more often")),
    case("S140_blood", "refer", wish("PRP"), wish("more often")),
    case("S140_drug", "refer", wish("5-FU"), wish("more often")),
    case("S140_cosmetic", "adjust", {"requests": {"adjuncts": ["vitamin C"]}}, {"requests": {"adjuncts": []}}),
    case("S140_home", "proceed", product("vitamin C serum"), product("sunscreen")),
    case("S140_earlier", "caution", procedure("PRP", on="2020-01-01"), procedure("microneedling", on="2020-01-01")),
    case("S141", "adjust", procedure("home derma roller"), product("sunscreen")),
    case("S142", "proceed", {"lifestyle": {"swimming": True}}, {"lifestyle": {"swimming": False}}),
    case("S142_more_often", "proceed", wish("more often"), wish("no anaesthetic")),
    case("S143", "adjust", {"skin": {"sensitive": True}}, {"skin": {"thick": True}}),
    case("S145", "caution", procedure("blood donation"), procedure("dental treatment")),
    # the rest
    case("S146", "refer", condition("zorblaxitis"), condition("none")),
    case("S146_notes", "refer", {"notes": "Please call my daughter."}, {"notes": " "}),
    case("S146_named", "refer", condition("dementia"), condition("hay fever")),
    case("S146_severe_allergy", "refer", allergy("penicillin", severity="severe"),
         allergy("penicillin", severity="moderate")),
    case("S148", "refer", {"conditions": [{"name": "eczema", "active": False}, {"name": "cold sores"}]},
         condition("cold sores", active=False)),
    case("S148_earlier", "refer", condition("eczema herpeticum", active=False), condition("cold sores", active=False)),
    case("S149", "refer", concern("alopecia areata", "scalp"), concern("androgenetic alopecia", "scalp")),
    case("S150", "refer", concern("sun spots"), concern("photoageing")),
    case("S151", "refer", condition("lidocaine toxicity"), allergy("lidocaine")),
    case("S152", "caution", condition("epilepsy"), condition("migraine")),
    case("S153", "proceed", concern("facial wrinkles", "periorbital"), concern("facial wrinkles", "chin")),
    case("S153_allergy", "adjust", allergy("chlorhexidine") | concern("facial wrinkles", "periorbital"),
         allergy("chlorhexidine")),
    case("S154", "adjust", condition("genital herpes", active=False) | concern("skin laxity", "thigh"),
         condition("genital herpes", active=False), is_open=True),
    case("S155", "refer", condition("Behçet's disease"), condition("migraine")),
    case("S156", "refer", condition("sarcoidosis"), condition("asthma")),
    case("S157", "refer", condition("kidney failure"), condition("kidney stones")),
    case("S158", "refer", medicine("clobetasol", zones=["cheek"]), medicine("clobetasol", zones=["hand"])),
    case("S159", "refer", condition("stroke"), condition("migraine")),
    case("S160", "refer", medicine("tamoxifen"), medicine("levothyroxine")),
    case("S161", "refer", condition("mastocytosis"), condition("hay fever")),
    case("S162", "refer", condition("sickle cell disease"), condition("anaemia")),
    case("S163", "refer", condition("MRSA"), condition("hay fever")),
    case("S164", "refer", {"requests": {"device": "Morpheus8"}}, {"requests": {"device": "skinpen_precision"}}),
    case("S165", "refer", {"preferences": {"device": "dermapen_4"}}, {"preferences": {"device": "exceed"}}),
    case("S168", "adjust", product("numbing cream"), product("sunscreen")),
]  # fmt: skip
