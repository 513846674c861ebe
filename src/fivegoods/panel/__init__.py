"""The data of a run (数据): park-years, their figures, and what an expression sees of them.

Imports `criteria` and what lies below it.
"""
