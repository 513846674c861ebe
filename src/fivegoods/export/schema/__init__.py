"""JSON Schema of the files that people write."""
