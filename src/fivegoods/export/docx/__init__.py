"""Word documents: any report, and reports set in an office's own template."""
