"""The fuzzer: random cases changed by small steps, so that most are read, scored and drawn all the same.

`search.one(seed)` makes a case with `generate`, changes its documents with `mutate` and `sheets`, runs one command on it
in this process (`program`) and reads what comes out with strict readers (`readers`). `relations` holds what must not
change a result. `python scripts/fuzz.py` runs it for long and adds its counts to `runs.csv`.
"""
