"""Findings and words (提示与用语): what the program says, in both languages. Imports `numeric` only."""
