"""Ranks in dimensions and indicators: by shares of full points, only of those who have data."""

import json

import pytest

from analysis.analysis_support import sample
from cli.cli_support import Program
from fivegoods.analysis.parts import PartRanks
from fivegoods.analysis.strengths import strengths
from fivegoods.scoring.columns import WITH_DATA


@pytest.fixture(scope="module")
def demo():
    return sample("demo")


def test_ranks_are_those_of_the_shares_of_full_points(demo):
    ranks = PartRanks()
    for part in ("economy", "revenue_size"):
        column = demo.columns.part(part)
        shares = {s.id: column.points[s.row] / column.full[s.row] for s in demo.scores if column.full[s.row]}
        for score in demo.scores:
            ahead = sum(round(other, 12) > round(shares[score.id], 12) for other in shares.values())
            assert ranks.of(score, part) == ahead + 1


def test_who_has_no_data_is_not_ranked(demo):
    ranks, part = PartRanks(), "tax_per_mu"
    column = demo.columns.indicators[part]
    without = [score for score in demo.scores if column.outcomes[score.row] not in WITH_DATA]
    assert without
    assert {ranks.of(score, part) for score in without} == {None}
    found = [ranks.of(score, part) for score in demo.scores if score not in without]
    assert min(found) == 1
    assert max(found) <= len(found)


def test_json_and_csv_have_them(capsys):
    program = Program(capsys)
    data = json.loads(program("rank", "samples/demo", "-f", "json", "-q").out)
    first = data["parks"][0]["dimensions"][0]
    header, row, *_ = program("rank", "samples/demo", "-f", "csv", "-q").out.splitlines()
    by_key = dict(zip(header.split(","), row.split(","), strict=False))
    assert by_key[f"rank_in_{first['id']}"] == str(first["rank"])
    cards = program("score", "samples/demo", "-f", "csv", "-q").out.splitlines()
    assert cards[0].endswith(",rank")


def test_strengths_say_the_rank_among_peers(demo):
    ranks, park = PartRanks(), demo.of("yunling")
    found = {one.score.plan.id: one for one in strengths(demo, park)}
    assert {key: one.rank for key, one in found.items()} == {key: ranks.of(park, key) for key in found}
