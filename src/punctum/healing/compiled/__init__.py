"""The equations of many columns at once, compiled for this processor."""
