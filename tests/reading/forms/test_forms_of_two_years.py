"""Forms of two years, read into two folders or one: last year's column yields to that year's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.cli_support import Program
from fivegoods.reading.parks import read_parks

DEMO = Path(__file__).parents[3] / "samples" / "demo"
PARKS = ("luming", "songhe", "huaijin")


@pytest.fixture
def run(capsys):
    return Program(capsys)


@pytest.fixture
def forms(run, tmp_path):
    """Forms of both years of three parks; those of 2024 hold the revenue of 2023 as well."""
    parks = [part for name in PARKS for year in (2023, 2024) for part in ("--from", DEMO / f"{name}-{year}.yaml")]
    assert run("form", "new", *parks, "-o", tmp_path / "forms", "-q").code == 0
    return tmp_path / "forms"


def of_year(forms, year):
    return sorted(forms.glob(f"*-{year}.xlsx"))


def points(run, *paths):
    done = run("rank", *paths, "--year", "2024", "--format", "json")
    assert done.code == 0, done.err
    return {park["id"]: park["points"] for park in done.data["parks"]}


@pytest.mark.parametrize("order", [("2023", "2024"), ("2024", "2023")])
def test_two_folders_rank_together_in_either_order(run, forms, tmp_path, order):
    for year in order:
        assert run("form", "read", *of_year(forms, year), "-o", tmp_path / year).code == 0
    # The folder of 2024 holds what its forms say of 2023 as well.
    assert {path.stem for path in (tmp_path / "2024").iterdir()} >= {"luming-2023", "luming-2024"}
    both = [tmp_path / year for year in order]
    found = read_parks([str(path) for path in both])
    assert [one.kind.code for one in found.findings if one.kind.code == "FG315"] == []
    assert points(run, *both) == points(run, *[DEMO / f"{name}-{year}.yaml" for name in PARKS for year in order])
    own = next(park for park in found.parks if (park.id, park.year) == ("luming", 2023))
    assert (own.only_fills, "tax" in own.data) == (False, True)


def test_one_folder_newest_first(run, forms, tmp_path):
    folder = tmp_path / "parks"
    first = run("form", "read", *of_year(forms, 2024), "-o", folder, "--lang", "en")
    assert (first.code, "3 of them hold last year's column only" in first.err) == (0, True)
    last_year = folder / "luming-2023.yaml"
    assert "filling: true" in last_year.read_text("utf-8")
    assert run("form", "read", *of_year(forms, 2023), "-o", folder).code == 0, "a file that only fills yields"
    assert "tax:" in last_year.read_text("utf-8")
    before = last_year.read_bytes()
    assert run("form", "read", *of_year(forms, 2024), "-o", folder).code == 0
    assert last_year.read_bytes() == before, "and never comes back"


def test_a_figure_that_differs_from_that_years_own_is_named(run, forms, tmp_path):
    assert run("form", "read", *of_year(forms, 2024), "-o", tmp_path / "2024").code == 0
    filling = tmp_path / "2024" / "luming-2023.yaml"
    filling.write_text(filling.read_text("utf-8").replace("552.4", "552.5"), "utf-8")
    done = run("check", tmp_path / "2024", DEMO / "luming-2023.yaml", "--lang", "en")
    assert (done.code, done.out.count("FG351")) == (0, 1), done.out
