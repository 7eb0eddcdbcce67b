"""Normal numbers together, and densities: what the integral over the effects of one study is made of."""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log, pi

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

__all__ = ["Normal", "log_ndtr", "log_normal", "log_student"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Normal:
    """A normal distribution of r numbers for each member of a stack: mean (…, r) and covariance (…, r, r)."""

    mean: Array
    covariance: Array

    def seen(self, values: Array, error: Array) -> tuple[Array, Normal]:
        """The log density of the numbers as seen with errors, (…,), and the numbers given that.

        Arguments:
            values: as seen, (…, r). error: SD of the errors, (…, r).
        """
        numbers = self.mean.shape[-1]
        root = np.linalg.cholesky(self.covariance + error[..., :, None] ** 2 * np.eye(numbers))
        away = np.linalg.solve(root, (values - self.mean)[..., None])[..., 0]
        across = np.linalg.solve(root, self.covariance)
        turned = np.matrix_transpose(across)
        log_root = np.log(np.einsum("...ii->...i", root)).sum(axis=-1)
        log_p = -log_root - (away**2).sum(axis=-1) / 2 - numbers * log(2 * pi) / 2
        mean = self.mean + (turned @ away[..., None])[..., 0]
        return log_p, Normal(mean, self.covariance - turned @ across)

    def drawn(self, normal: Array) -> Array:
        """The numbers made of independent normal numbers, (…, r); a covariance may have directions without spread."""
        values, vectors = np.linalg.eigh(self.covariance)
        found: Array = self.mean + (vectors @ (np.sqrt(np.clip(values, 0, None)) * normal)[..., None])[..., 0]
        return found


def log_normal(value: float | Array, mean: Array, sd: Array) -> Array:
    """Log density of a normal number."""
    found: Array = -(((value - mean) / sd) ** 2) / 2 - np.log(sd) - log(2 * pi) / 2
    return found


def log_student(value: float, middle: Array, scale: Array, df: float) -> Array:
    """Log density of Student's t with df degrees of freedom around a middle."""
    constant = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    found: Array = constant - np.log(scale) - (df + 1) / 2 * np.log1p(((value - middle) / scale) ** 2 / df)
    return found
