"""Arithmetic in the large: loops compiled on this machine, and the threads that run them."""
