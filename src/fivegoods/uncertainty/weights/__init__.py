"""Weights derived from data or from judgements. Everything here needs NumPy."""
