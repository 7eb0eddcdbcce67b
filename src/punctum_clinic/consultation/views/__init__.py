"""The pages of a consultation: thin functions."""
