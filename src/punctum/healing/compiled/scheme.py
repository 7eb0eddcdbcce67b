"""Numbers of the scheme, which its plain and its compiled form share."""

from __future__ import annotations

from math import sqrt

# Of the L-stable diagonally implicit Runge-Kutta step of second order.
GAMMA = 1 - 1 / sqrt(2)
# Terms of Taylor's series, for a matrix that small.
TERMS, SMALL = 8, 1 / 16
# Less signal or fewer fibroblasts than this part of what is usual are none.
FLOOR = 1e-15
# Less left of a session's chain than this, and it is over.
OVER = 1e-12
