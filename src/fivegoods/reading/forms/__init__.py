"""Filled-in forms (填报表) → park documents whose parts know their cells."""
