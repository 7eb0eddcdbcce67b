"""What the log may say: no key that stands in an address, and no row of a person that a database quotes."""

from __future__ import annotations

import logging
import re

KEYS = re.compile(r"/(welcome|i)/[^\s\"'?]+")
# PostgreSQL quotes the whole row that broke a rule.
QUOTED = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)


class CarefulFormatter(logging.Formatter):
    """A line of the log without keys and without what people told."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the traceback if there is one."""
        return QUOTED.sub(r"\1: …", KEYS.sub(r"/\1/…", super().format(record)))
