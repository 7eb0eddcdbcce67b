"""Who may open intakes: the patient on their own phone, and staff who send or read them."""

from tests.clinic.access.row import DESK, PATIENTS, RECORD, STAFF, Row, about_person

ROWS = [
    Row(name="my_intake", may=PATIENTS),
    Row(name="my_intake_question", may=PATIENTS, args=lambda _cast: {"question": "medicines"}),
    Row(
        name="my_intake_field",
        may=PATIENTS,
        args=lambda _cast: {"question": "medicines", "index": 0, "key": "name"},
        opens=frozenset({200, 302, 303, 404}),
    ),
    Row(name="my_intake_section", may=PATIENTS, args=lambda _cast: {"section": "health"}),
    Row(
        name="my_intake_suggest",
        may=PATIENTS,
        method="post",
        data=lambda _cast: {"question": "medicines", "text": "asp"},
    ),
    Row(name="my_intake_answers", may=PATIENTS, method="post"),
    Row(name="my_intake_review", may=PATIENTS),
    Row(name="my_intake_done", may=PATIENTS),
    Row(name="person_intake", may=STAFF, args=about_person),
    Row(name="send_intake", may=DESK, args=about_person, method="post"),
    Row(name="hand_over_intake", may=DESK, args=about_person, method="post"),
    Row(name="cancel_intake", may=DESK, args=about_person, method="post"),
    Row(
        name="signed_intake",
        may=RECORD,
        args=lambda cast: {**about_person(cast), "intake_id": cast.intake.public_id},
        opens=frozenset({200, 404}),  # it is not signed yet
    ),
]
