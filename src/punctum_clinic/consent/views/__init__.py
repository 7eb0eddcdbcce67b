"""The pages of consents, thin: one file for staff, one for patients, one for the texts."""
