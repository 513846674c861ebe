"""How sure a ranking is. Everything here needs NumPy, which nothing else in the program imports."""
