"""Reports of a run: card, ranking, comparison, derivation, years."""
