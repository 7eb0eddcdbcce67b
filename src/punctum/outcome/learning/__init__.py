"""What a clinic's own results teach its forecasts, and whether they drift."""
