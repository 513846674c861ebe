"""Criteria compiled once, when they are loaded: expressions typed, amounts in the unit of their indicator."""
