"""Other multi-criteria methods on the same data, as a check on the official ranking."""
