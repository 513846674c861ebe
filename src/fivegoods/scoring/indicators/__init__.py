"""Indicator scores (指标得分): values, treatment, references, normalisation, missing policies."""
