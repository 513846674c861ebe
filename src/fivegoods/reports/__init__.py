"""Results → format-neutral reports: what is shown and in which order, never how it is drawn."""
