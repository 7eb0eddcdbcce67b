"""The pages of plans: thin functions, one module a page."""
