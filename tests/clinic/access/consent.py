"""Who may open consents."""

from typing import Any

from tests.clinic.access.row import CLINICIANS, DESK, OPENS, OWNER, PATIENTS, RECORD, Cast, Row, about_person


def of_consent(cast: Cast) -> dict[str, Any]:
    return {"public_id": cast.consent.public_id}


TEXT = {"treatment": "scars", "language": "en"}
ROWS = [
    Row(name="person_consents", may=RECORD, args=about_person),
    Row(name="person_photos", may=CLINICIANS, args=about_person),
    Row(name="consent", may=RECORD, args=of_consent),
    Row(name="consent_link", may=DESK, args=of_consent, method="post"),
    Row(name="consent_tablet", may=DESK, args=of_consent, method="post"),
    Row(
        name="consent_answer",
        may=CLINICIANS,
        args=lambda cast: {**of_consent(cast), "question": 1},
        method="post",
        opens=OPENS | {404},
    ),
    Row(name="consent_shorten", may=CLINICIANS, args=of_consent, method="post"),
    Row(name="consent_end", may=CLINICIANS, args=of_consent, method="post"),
    Row(name="consent_copy", may=RECORD, args=of_consent, opens=frozenset({200, 404})),
    Row(name="consent_texts", may=OWNER),
    Row(name="consent_text", may=OWNER, args=lambda _cast: TEXT),
    Row(name="consent_version", may=OWNER, args=lambda _cast: {**TEXT, "number": 1}, opens=frozenset({200, 404})),
    Row(name="my_consent", may=PATIENTS),
    Row(name="my_consent_part", may=PATIENTS, args=lambda _cast: {"number": 1}),
    Row(name="my_consent_questions", may=PATIENTS),
    Row(name="my_consent_sign", may=PATIENTS),
    Row(name="my_consent_no", may=PATIENTS),
    Row(name="my_consent_photos", may=PATIENTS),
    Row(name="my_consent_copy", may=PATIENTS, opens=frozenset({200, 302, 303, 404})),
]
