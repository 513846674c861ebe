"""Reports of what would change or has changed a score: advice, what-if, differences."""
