"""Delivery: where the needles go, how deep, and what that adds up to."""
