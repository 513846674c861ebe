"""Reports of robustness, weights and structure."""
