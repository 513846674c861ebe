"""Ranking (排名): order and ties, grades, quotas, boards."""
