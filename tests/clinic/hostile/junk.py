"""What a hostile or broken browser sends: values that are too long, too large, of another kind, or no text at all."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as st

JUNK = (
    "",
    " ",
    "0",
    "-1",
    "\0",
    "a\0b",
    "x" * 5000,
    "9" * 40,
    "9" * 5000,
    "1e400",
    "nan",
    "-inf",
    "٣",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "2026-11-21",
    "🧵\u202e\ufeff",
    "<script>alert(1)</script>",
    "{{ 7 }}{% load x %}",
    "%s%d%(name)s{0}",
    "[]",
    "{}",
    "[[[1]]]",
    '{"a": {"b": null}}',
    "[[[1e999, 2]]]",
    "null",
    "true",
    "yes",
    "//evil.example/",
    "\r\nSet-Cookie: a=b",
    "00000000-0000-0000-0000-000000000000",
)
VALUES = st.sampled_from(JUNK) | st.text(max_size=40) | st.integers().map(str)
# Names that views read, besides those found on their own pages.
NAMES = (
    "page", "q", "next", "plan", "on", "name", "form_key", "sha256", "reason", "scale", "concerns", "drop", "add",
    "history", "path", "rule", "who", "goal", "note", "row", "what", "old", "notes", "seen", "person", "act", "before",
    "from", "to", "language", "open", "revision", "declared", "skip_rest", "stay", "question", "text", "lift",
    "another",
)  # fmt: skip


def upload() -> SimpleUploadedFile:
    """A file where a text was expected."""
    return SimpleUploadedFile("a\0.txt", b"\x00\xff\xfe", content_type="text/plain")


def forms(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Forms with these fields filled with anything, some of them twice, some not at all."""
    value = VALUES | st.lists(VALUES, min_size=2, max_size=3) | st.builds(upload)
    return st.dictionaries(st.sampled_from(names) | st.text(min_size=1, max_size=12), value, max_size=12)


# Bodies that are no form, or a broken one.
KINDS = (
    ("application/json", b"{"),
    ("application/json", b'{"question": "\\ud800", "answer": "\\u0000", "revision": 1}'),
    ("application/json", b'{"question": "notes", "answer": "\\ud800", "revision": 0}'),
    ("application/json", b'{"question": "notes", "answer": "\\u0000", "revision": 0}'),
    ("application/json", b"[" * 5000),
    ("multipart/form-data; boundary=x", b"no parts"),
    ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nabc\r\n--x--\r\n'),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=%ff%fe&b=%00&c"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(3000))),
    ("text/plain; charset=nonsense", b"\xff"),
)
_ANY = ("", "\0", "a\xff", "x" * 9000, "9" * 50, "a:b:c", ", ,", "-1")
HEADERS: dict[str, tuple[str, ...]] = {
    "HTTP_COOKIE": (
        *_ANY,
        'sessionid="aaaaaaaaaaaa\\000"',
        "sessionid=" + "a" * 9000,
        'punctum_intake="\\000:a:1"',
        'csrftoken="\\000"',
        'punctum_opening="\\000"',
        "messages=x; sessionid=; sessionid=b",
        'django_language="\\000"',
        "=;=;",
    ),
    "HTTP_ACCEPT_LANGUAGE": (*_ANY, "en;q=nan", "de,en;q=9" * 50),
    "HTTP_HOST": (*_ANY, "[::1", "evil.example", "testserver:99999999"),
    "HTTP_ORIGIN": (*_ANY, "http://[", "null"),
    "HTTP_REFERER": (*_ANY, "http://["),
    "HTTP_X_FORWARDED_FOR": (*_ANY, "1.2.3.4, 5.6.7.8"),
    "HTTP_HX_CURRENT_URL": (*_ANY, "http://["),
    "REMOTE_ADDR": ("", "x", "::1%eth0"),
    "QUERY_STRING": (*_ANY, "%00", "q=%00&q=%ff", "q=%ff", "&" * 2000),
}
HUGE = "9" * 30
PATHS = (
    "/people/%00/", "/%00", "/i/%00", "/i/%ff%fe/", "/i/a;b,c%22%0d%0a/", "/i/" + "x" * 5000 + "/", "/welcome/%00/",
    "/welcome/%ff/", f"/settings/staff/{HUGE}/", f"/jobs/{HUGE}/", f"/settings/services/{HUGE}/",
    f"/my/intake/q/medicines/{HUGE}/name/", f"/my/consent/part/{HUGE}/", "/consent/texts/%00/en/", "/static/%00",
    "/static/../settings.py", f"/second-factor/webauthn/keys/{HUGE}/remove/", "/settings/defaults/%00/",
)  # fmt: skip
