"""How sure a ranking is (NumPy): draws of weights and methods, other weights, other methods, structure."""
