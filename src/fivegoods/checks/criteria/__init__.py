"""Checks over criteria, one finding about meaning per file."""
