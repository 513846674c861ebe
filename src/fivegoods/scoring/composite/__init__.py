"""Composite scores (合成): effective weights, aggregation, adjustments, coverage, further totals."""
