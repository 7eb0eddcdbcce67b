"""Observing: what a study would measure, read from a course."""
