"""Mutants: each is one small change of what computes, and a seed draws the same ones."""

import random
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
import mutants

SOURCE = '''\
"""About 1 + 1."""
from x import y


def f(a: "int" = 1) -> str:
    """Return 2 < 3."""
    if a < 2 and b:
        return "a b"
    return f"{a + 1}"
'''


def changes(source):
    return {(one.before, one.after) for one in mutants.mutants("f.py", source.encode())}


def test_what_computes_changes_and_nothing_else():
    assert changes(SOURCE) == {
        ("1", "2"), ("2", "3"), ("a < 2", "(a <= 2)"), ("a < 2 and b", "(a < 2 or b)"),
        ("a < 2 and b", "(not (a < 2 and b))"), ('"a b"', "'ab'"), ('return "a b"', "return None"),
        ('return f"{a + 1}"', "return None"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("x = a + b", ("a + b", "(a - b)")),
        ("x += 1", ("x += 1", "pass")),
        ("f(a)", ("f(a)", "pass")),
        ("x = f(a, b)", ("f(a, b)", "f(b, a)")),
        ("[x for x in y if x]", ("x", "(not (x))")),
        ("x = '税 收'", ("'税 收'", "'税收'")),
        ("x = True", ("True", "False")),
        ("x = not a", ("not a", "(a)")),
    ],
)
def test_kinds_of_change(source, change):
    assert change in changes(source)


def test_bytes_count_where_letters_are_chinese():
    found = next(one for one in mutants.mutants("f.py", "x = '税'; y = 1\n".encode()) if one.after == "2")
    assert found.applied("x = '税'; y = 1\n".encode()).decode() == "x = '税'; y = 2\n"


def test_a_seed_draws_the_same_sample():
    every = mutants.all_mutants()
    assert len(every) > 3000
    assert every == mutants.all_mutants()
    assert random.Random(1).sample(every, 3) == random.Random(1).sample(every, 3)
