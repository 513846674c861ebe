"""A document against its pydantic model: one finding per mistake, at its place."""
