"""Who may open the way in of patients: everybody, as it opens nothing without a link and a date of birth."""

from tests.clinic.access.row import EVERYBODY, Row

ROWS = [
    Row(name="open_link", may=EVERYBODY, args=lambda _cast: {"token": "x" * 43}),
    Row(name="birth_date", may=EVERYBODY, opens=frozenset({200, 303, 404, 410})),
]
