"""One file a command: its options, what it calls, its exit code. Heavy imports stand inside the functions."""
