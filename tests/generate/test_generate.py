"""The generator: the same documents for the same seed, nearly all of them accepted, every feature at work."""

import json
from decimal import Decimal

import pytest

import generate
from cli.cli_support import Program
from generate.draw import Draw
from generate.features import _KNOWN

#: How many of the random criteria `fivegoods criteria check` accepts: all of seeds 0 to 399 when this was written.
CHECKED, ACCEPTED = 40, 38


@pytest.fixture
def program(capsys):
    return Program(capsys)


def test_draws_are_the_same_under_every_python_version():
    draw = Draw(2024)
    assert [draw.below(1000) for _ in range(6)] == [470, 728, 303, 887, 410, 716]


@pytest.mark.parametrize("seed", range(4))
def test_the_same_seed_gives_the_same_documents(seed):
    criteria = generate.criteria(seed)
    assert criteria == generate.criteria(seed) != generate.criteria(seed + 1)
    assert generate.parks(criteria, seed) == generate.parks(criteria, seed) != generate.parks(criteria, seed + 1)
    assert generate.benchmarks(criteria, seed) == generate.benchmarks(criteria, seed)


@pytest.mark.parametrize("word", sorted(_KNOWN - {"given_benchmarks"}))
def test_every_feature_can_be_left_out_and_has_an_effect(word):
    fewer = generate.ALL.without(word)
    for seed in range(400):
        full, less = generate.criteria(seed), generate.criteria(seed, fewer)
        if full != less or generate.parks(full, seed, count=3) != generate.parks(full, seed, fewer, count=3):
            return
    pytest.fail(f"{word} changes nothing")


def test_benchmarks_can_be_left_out(tmp_path):
    fewer = generate.ALL.without("given_benchmarks")
    assert any(generate.write_case(tmp_path, seed).benchmarks for seed in range(8))
    assert not any(generate.write_case(tmp_path, seed, fewer).benchmarks for seed in range(8))


def test_left_out_rules_and_policies_do_not_occur():
    fewer = generate.ALL.without("rule:z_score", "missing:*", "review", "boards*", "grades:*")
    text = json.dumps([generate.criteria(seed, fewer) for seed in range(60)], default=str)
    assert not [word for word in ('"z_score"', '"missing"', '"boards"', '"grades"') if word in text]
    assert '"goalposts"' in text


def test_a_feature_that_does_not_exist_is_refused():
    with pytest.raises(KeyError):
        generate.ALL.without("rule:golaposts")


def test_numbers_are_exact():
    def numbers(part):
        if isinstance(part, dict | list):
            for inner in part.values() if isinstance(part, dict) else part:
                yield from numbers(inner)
        else:
            yield part

    criteria = generate.criteria(5)
    found = {type(leaf) for leaf in numbers([criteria, *generate.parks(criteria, 5)])}
    assert Decimal in found
    assert float not in found


@pytest.mark.slow
@pytest.mark.slow
def test_nearly_all_criteria_are_accepted_and_parks_scored(program, tmp_path):
    accepted = scored = 0
    outcomes = set()
    for seed in range(CHECKED):
        case = generate.write_case(tmp_path / str(seed), seed, count=4)
        accepted += "error[" not in program("criteria", "check", case.criteria).err
        given = ["--benchmarks", case.benchmarks] if case.benchmarks else []
        done = program("rank", case.parks, "-c", case.criteria, *given, "--allow-partial", "--format", "json")
        assert done.code in (0, 2)
        scored += done.code == 0
        outcomes |= {word for word in OUTCOMES if f'"{word}"' in done.out}
    assert accepted >= ACCEPTED
    assert scored >= ACCEPTED
    assert outcomes == set(OUTCOMES)


OUTCOMES = ("scored", "missing", "not_applicable", "no_reference", "overridden", "voided")


def test_a_table_and_park_files_of_the_same_parks_score_alike(program, tmp_path):
    for seed in (2, 3):
        case = generate.write_case(tmp_path / str(seed), seed, count=4)
        assert case.parks.suffix in (".csv", ".json")
        folder = tmp_path / f"{seed}-files"
        folder.mkdir()
        for park in case.documents:
            (folder / f"{park['id']}-{park['year']}.yaml").write_text(generate.dump(park), encoding="utf-8")
        first, second = (
            program("rank", parks, "-c", case.criteria, "--format", "json").data["parks"]
            for parks in (case.parks, folder)
        )
        assert [(p["id"], p["points"], p["rank"]) for p in first] == [(p["id"], p["points"], p["rank"]) for p in second]
