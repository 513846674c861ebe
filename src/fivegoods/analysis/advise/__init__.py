"""What a goal needs (改进建议): exact values each indicator must reach, and a shortest set of changes."""
