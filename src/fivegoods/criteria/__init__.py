"""Criteria (评价标准): what people write, the scoring rules, and criteria compiled once.

Imports `numeric`, `messages` and `expressions`.
"""
