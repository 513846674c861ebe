"""Numbers (数): exact decimals, decimals that remember their arithmetic, units, near matches.

Imports nothing of the program.
"""
