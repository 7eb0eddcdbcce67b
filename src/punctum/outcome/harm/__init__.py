"""How likely each harm is: what studies counted, pooled, and what no study counted."""
