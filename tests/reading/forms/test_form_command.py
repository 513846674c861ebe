"""`fivegoods form …` on the command line: where files go, and what is never written over."""

import pytest

from cli.cli_support import Program
from fivegoods.reading.parks import read_parks
from reading.data_support import DEMO
from reading.forms.forms_support import FILLED

CRITERIA = "demo-parks/2024"


@pytest.fixture
def program(capsys):
    return Program(capsys)


@pytest.mark.parametrize("name", ["form", "form.csv", "form.xls", "form.yaml"])
def test_an_empty_form_is_a_workbook(tmp_path, program, name):
    done = program("form", "new", "--criteria", CRITERIA, "-o", tmp_path / name, "--lang", "en")
    assert (done.code, ".xlsx" in done.err) == (2, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["parks.json", "parks.csv", "filled.xlsx"])
def test_parks_are_not_written_into_a_folder_named_like_a_file(tmp_path, program, name):
    done = program("form", "read", FILLED, "-o", tmp_path / name, "--lang", "en")
    assert (done.code, "folder" in done.err) == (2, True)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["p.yaml", "p.yml", "P.YAML"])
def test_one_park_may_go_into_one_file(tmp_path, program, name):
    assert program("form", "read", DEMO / "luming-2024.yaml", "-o", tmp_path / name).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_last_years_own_file_is_not_replaced_by_what_a_form_says_of_it(tmp_path, program):
    known = tmp_path / "luming-2023.yaml"
    known.write_bytes((DEMO / known.name).read_bytes())
    done = program("form", "read", FILLED, "-o", tmp_path, "--lang", "en")
    assert done.code == 0
    assert "luming-2023.yaml is there already" in done.err
    assert known.read_bytes() == (DEMO / known.name).read_bytes()
    assert (tmp_path / "luming-2024.yaml").exists()


def test_without_such_a_file_last_years_figures_make_one(tmp_path, program):
    assert program("form", "read", FILLED, "-o", tmp_path).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["luming-2023.yaml", "luming-2024.yaml"]
    again = program("form", "read", FILLED, "-o", tmp_path, "--lang", "en")
    assert again.code == 0, "a form may be read again"


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.xlsx", "t.json"])
def test_an_empty_table_knows_its_criteria(tmp_path, program, name):
    path = tmp_path / name
    assert program("form", "table", "--criteria", CRITERIA, "-o", path).code == 0
    found = read_parks([str(path)], None)
    assert found.criteria is not None
    assert f"{found.criteria.id}/{found.criteria.edition}" == CRITERIA
    assert [one.kind.code for one in found.findings] == ["FG073"], "headers are right, and there is no park yet"


def test_an_empty_table_filled_in_from_the_first_row_or_below(tmp_path, program):
    path = tmp_path / "t.csv"
    program("form", "table", "--criteria", CRITERIA, "--ids", "-o", path)
    header, first = path.read_text(encoding="utf-8-sig").splitlines()
    keys = [key.split("（")[0] for key in header.split(",")]

    def row(**cells):
        return ",".join(str(cells.get(key, "")) for key in keys)

    park = {"id": "a", "year": 2024, "tax": 3}
    for rows in ([row(criteria=CRITERIA, **park)], [first, row(**park)]):
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        found = read_parks([str(path)], None)
        assert [(one.id, one.data["tax"]) for one in found.parks] == [("a", 3)]
        assert not [one for one in found.findings if one.severity == "error"]
