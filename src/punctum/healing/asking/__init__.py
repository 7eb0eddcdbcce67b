"""Asking: a course as a person asks for it in words, and the bands in which it is told."""
