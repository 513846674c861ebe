"""Charts as SVG, and as PNG where a format takes no SVG."""
