"""Checks over the figures of a run, one finding about meaning per file."""
