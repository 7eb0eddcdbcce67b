"""Who may open the pages about people and their rights."""

from tests.clinic.access.row import CLINICIANS, DESK, OWNER, PRESCRIBERS, RECORD, STAFF, Row, about_person

ROWS = [
    Row(name="people", may=STAFF),
    Row(name="person_add", may=DESK),
    Row(name="person", may=STAFF, args=about_person),
    Row(name="person_edit", may=DESK, args=about_person),
    Row(name="person_version", may=RECORD, args=lambda cast: {**about_person(cast), "number": 1}),
    Row(name="person_compare", may=RECORD, args=about_person),
    Row(name="rights", may=CLINICIANS, args=about_person),
    Row(name="rights_correct", may=CLINICIANS, args=about_person),
    Row(name="rights_correct_one", may=CLINICIANS, args=lambda cast: {**about_person(cast), "key": "weight_kg"}),
    Row(name="rights_export", may=PRESCRIBERS, args=about_person, method="post"),
    Row(
        name="rights_export_file",
        may=PRESCRIBERS,
        args=lambda cast: {**about_person(cast), "export_id": cast.export.public_id},
        method="post",
        opens=frozenset({404}),  # it is not made yet
    ),
    Row(name="rights_hold", may=OWNER, args=about_person),
    Row(name="rights_restrict", may=OWNER, args=about_person, method="post"),
    Row(name="rights_erase", may=OWNER, args=about_person),
]
