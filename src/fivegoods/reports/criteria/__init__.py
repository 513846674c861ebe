"""Reports of criteria: the list, one criteria file, worked cases."""
