"""Derivations (推导): one park's points step by step, by the same rules over traced numbers.

Imports `scoring` and what lies below it.
"""
