"""Parks written out: as park files and as tables, nothing lost."""
