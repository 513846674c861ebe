"""Written values → values in the unit of their field, or findings."""
