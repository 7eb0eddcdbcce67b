"""Many holes: every loop compiled by Numba, the work shared among cores; same places and figures as without."""
