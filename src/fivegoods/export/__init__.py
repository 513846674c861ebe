"""Reports and findings → text or bytes, one file for each format. Formats do not compute."""
