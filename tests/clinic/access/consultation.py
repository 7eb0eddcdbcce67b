"""Who may open consultations."""

from tests.clinic.access.row import CLINICIANS, OPENS, RECORD, Row, about_person

NOT_THERE = OPENS | {404}
EDITED = ("consultation_history",)
POSTED = ("consultation_notes", "consultation_close", "consultation_rename", "consultation_concerns")
ROWS = [
    Row(name="consultation", may=RECORD, args=about_person),
    *(Row(name=name, may=CLINICIANS, args=about_person) for name in EDITED),
    *(Row(name=name, may=CLINICIANS, args=about_person, method="post", opens=NOT_THERE) for name in POSTED),
    Row(name="consultation_read_as", may=CLINICIANS, args=about_person, method="post", opens=NOT_THERE),
    Row(
        name="consultation_score",
        may=CLINICIANS,
        args=lambda cast: {**about_person(cast), "place": 0},
        opens=NOT_THERE,
    ),
    Row(
        name="consultation_score_total",
        may=CLINICIANS,
        args=lambda cast: {**about_person(cast), "place": 0},
        method="post",
        opens=NOT_THERE,
    ),
    Row(name="consultation_clear", may=CLINICIANS, args=about_person, method="post", opens=NOT_THERE),
    Row(
        name="consultation_clearance_withdraw",
        may=CLINICIANS,
        args=lambda cast: {**about_person(cast), "pk": cast.clearance.pk},
        method="post",
    ),
    Row(name="consultation_letter_write", may=CLINICIANS, args=about_person, method="post", opens=NOT_THERE),
    Row(name="consultation_letter", may=RECORD, args=lambda cast: {**about_person(cast), "pk": cast.letter.pk}),
    Row(name="consultation_claims", may=RECORD, args=about_person),
    Row(
        name="consultation_earlier",
        may=RECORD,
        args=lambda cast: {**about_person(cast), "consultation_id": cast.visit.public_id},
        opens=NOT_THERE,
    ),
]
