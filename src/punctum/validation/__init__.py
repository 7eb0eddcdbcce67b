"""Validation: how the model of healing does against printed quantities that no fit has seen."""
