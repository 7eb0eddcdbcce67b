"""Who may open the doors, the settings and what stands beside them."""

from tests.clinic.access.row import CLINICIANS, EVERYBODY, OWNER, PRESCRIBERS, RECORD, STAFF, Row

NOT_THERE = frozenset({200, 302, 404})
ROWS = [
    Row(name="home", may=STAFF),
    Row(name="audit", may=OWNER),
    Row(name="lock", may=STAFF, method="post"),
    Row(name="unlock", may=STAFF),
    Row(name="still_here", may=STAFF, method="post"),
    Row(name="account", may=STAFF),
    Row(name="healthz", may=EVERYBODY, opens=frozenset({200, 503})),
    Row(name="account_login", may=EVERYBODY),
    Row(name="account_logout", may=STAFF),
    Row(name="account_reauthenticate", may=STAFF),
    *(
        Row(name=name, may=STAFF, opens=NOT_THERE)
        for name in (
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
        )
    ),
    Row(name="mfa_reauthenticate", may=STAFF, opens=NOT_THERE),
    Row(name="mfa_reauthenticate_webauthn", may=STAFF, opens=NOT_THERE),
    Row(name="mfa_remove_webauthn", may=STAFF, args=lambda _cast: {"pk": 1}, opens=NOT_THERE),
    Row(name="mfa_edit_webauthn", may=STAFF, args=lambda _cast: {"pk": 1}, opens=NOT_THERE),
    Row(name="mfa_authenticate", may=STAFF),
    # A one-time link that nobody was sent says so to everybody alike.
    Row(name="welcome", may=EVERYBODY, args=lambda _cast: {"token": "x" * 43}, opens=frozenset({200, 404, 410})),
    Row(name="staff", may=OWNER),
    Row(name="staff_new", may=OWNER),
    Row(name="staff_member", may=OWNER, args=lambda cast: {"pk": cast.staff["practitioner"].pk}),
    Row(name="staff_invite", may=OWNER, args=lambda cast: {"pk": cast.staff["practitioner"].pk}, method="post"),
    Row(name="settings", may=OWNER),
    Row(name="settings_clinic", may=OWNER),
    Row(name="services", may=STAFF),
    Row(name="service_new", may=OWNER),
    Row(name="service", may=OWNER, args=lambda _cast: {"pk": 1}, opens=NOT_THERE),
    Row(name="defaults", may=PRESCRIBERS),
    Row(name="defaults_of", may=PRESCRIBERS, args=lambda _cast: {"table": "screening/rules"}, opens=NOT_THERE),
    Row(name="job", may=RECORD, args=lambda cast: {"job_id": cast.job.pk}),
    Row(name="job_again", may=CLINICIANS, args=lambda cast: {"job_id": cast.job.pk}, method="post"),
    Row(name="job_cancel", may=CLINICIANS, args=lambda cast: {"job_id": cast.job.pk}, method="post"),
]
