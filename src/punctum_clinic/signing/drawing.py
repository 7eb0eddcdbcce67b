"""A drawn signature as a picture."""

from __future__ import annotations

from punctum_clinic.signing.models import Signature


def path_of(signature: Signature) -> str:
    """SVG path data of a drawn signature in a box of 1000 by 400; empty for a typed one."""
    return " ".join(
        f"M{line[0][0]} {line[0][1]}" + "".join(f"L{x} {y}" for x, y in line[1:] or line) for line in signature.strokes
    )
