"""Many draws at once: scores, ranks, grades and boards under drawn weights and methods."""
