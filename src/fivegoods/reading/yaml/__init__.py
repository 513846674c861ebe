"""YAML text → a document whose every part knows its place."""
