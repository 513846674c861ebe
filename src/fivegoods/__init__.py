"""Exact, explained scoring and ranking of industrial parks from YAML criteria."""

__version__ = "0.1.0"
