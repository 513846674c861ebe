"""What people write: pydantic models of criteria, park and benchmark files. Nothing here computes."""
