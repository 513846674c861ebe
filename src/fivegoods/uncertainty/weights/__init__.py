"""Weights derived from data or from judgements."""
