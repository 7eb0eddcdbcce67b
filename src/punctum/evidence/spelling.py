"""How far two written words lie apart."""

from __future__ import annotations


def edits(left: str, right: str, limit: int) -> int:
    """Letters to change, add, remove or swap with their neighbour to turn one text into the other.

    The Damerau–Levenshtein distance in its restricted form: no letter is edited twice.

    Arguments:
        left: one text.
        right: the other.
        limit: the largest distance of interest.

    Returns:
        the distance, or `limit + 1` when it is larger than `limit`.
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left):
        earlier, before = before, row
        row = [i + 1]
        for j, b in enumerate(right):
            cost = min(before[j + 1] + 1, row[j] + 1, before[j] + (a != b))
            if i and j and a == right[j - 1] and b == left[i - 1]:
                cost = min(cost, earlier[j - 1] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def letter_mask(text: str) -> int:
    """The set of letters of a text as bits. One edit changes at most two bits, so masks rule out most pairs at once."""
    mask = 0
    for char in text:
        mask |= 1 << (ord(char) & 63)
    return mask
