"""Tokens of links and secrets of the phones that hold them: made here, kept elsewhere as hashes only."""

from __future__ import annotations

import secrets
from hashlib import sha256

TOKEN_BYTES = 32


def new_secret() -> str:
    """A random text of 32 bytes that may stand in an address or a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def sha256_of(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
