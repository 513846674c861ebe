"""Tables of Python's are read as files are: same figures, same ranks, same findings."""

import json
from pathlib import Path

import pytest

import fivegoods
from fivegoods import FindingsError, load_parks, rank
from fivegoods.panel.entities import Gap

TABLES = Path(__file__).parents[2] / "samples" / "tables"
DEMO = "demo-parks/2024"
NAMES = (
    "pandas",
    "pandas.texts",
    "pandas.gaps",
    "pandas.index",
    "pandas.records",
    "polars",
    "columns",
    "records",
    "own",
)


class Column(list):
    def to_list(self):
        return list(self)


class Frame:
    """What a data frame is to us: names of columns, and each by its name. Stands in where no library is installed."""

    def __init__(self, columns):
        self.columns = list(columns)
        self._cells = columns

    def __getitem__(self, name):
        return Column(self._cells[name])


def columns_of(path):
    records = json.loads(path.read_text(encoding="utf-8"))
    keys = dict.fromkeys(key for record in records for key in record)
    return {key: [record.get(key) for record in records] for key in keys}


def table(name, path=TABLES / "parks.csv"):
    kind, _, variant = name.partition(".")
    if kind == "records":
        return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if kind in ("columns", "own"):
        columns = columns_of(path.with_suffix(".json"))
        return Frame(columns) if kind == "own" else columns
    library = pytest.importorskip(kind)
    if kind == "polars":
        return library.read_csv(path)
    frame = library.read_csv(path, dtype=str if variant == "texts" else None)
    if variant == "gaps":
        return frame.convert_dtypes()
    if variant == "index":
        return frame.set_index(["标识", "年度"])
    return frame.to_dict("records") if variant == "records" else frame


@pytest.mark.parametrize("name", NAMES)
def test_a_table_ranks_as_its_file_does(name):
    run, wanted = (rank(load_parks(data, DEMO), DEMO) for data in (table(name), TABLES / "parks.csv"))
    assert [(s.park.id, s.rank, s.points) for s in run.scores] == [(s.park.id, s.rank, s.points) for s in wanted.scores]


BAD = "id,year,name,taxx,tax,revenue,policy\na,2024,甲,1,many,-5,x\nb,2024,乙,2,3.5 亩,1e3,\nb,2024,丙,2,4,1,\n"


@pytest.mark.parametrize("name", ["pandas.texts", "polars"])
def test_findings_are_those_of_the_file(name, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    found = []
    for data in (path, table(name, path)):
        with pytest.raises(FindingsError) as error:
            load_parks(data, DEMO)
        found.append(
            {(f.kind.code, *(text for key, text in f.params.items() if key != "other")) for f in error.value.findings}
        )
    assert len(found[0]) > 3
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        ({"id": ["a", "b"], "year": [2024]}, "FG094", "id: 2; year: 1"),
        ([{"id": "a", "year": 2024, "tax": [1, 2]}], "FG094", "tax: […]"),
        ([{"id": "a", "year": 2024, "tax": float("inf")}], "FG094", "inf"),
        ([1, 2], "FG094", "{…}"),
        (17, "FG094", "int"),
        ({"year": [2024], "tax": [1]}, "FG050", "no header row"),
    ],
)
def test_what_is_no_table_is_told_so(data, code, words):
    with pytest.raises(FindingsError, match=rf"<records>.*\[{code}\]") as error:
        load_parks(data, DEMO)
    assert words in str(error.value)


def test_a_binary_fraction_is_its_shortest_digits():
    (park,) = load_parks({"id": ["a"], "name": ["甲"], "year": [2024.0], "tax": [0.1], "firms": [12.0]}, DEMO)
    assert (park.year, str(park.data["tax"]), str(park.data["firms"])) == (2024, "0.1", "12")


def test_a_gap_is_no_zero_and_no_figure():
    records = [{"id": "a", "name": "甲", "year": 2024, "tax": None, "firms": float("nan")}]
    (park,) = load_parks(records, DEMO)
    assert (park.gaps["tax"], "firms" in park.data, "firms" in park.gaps) == (Gap.NULL, False, False)


def test_one_record_is_a_table_of_one_row():
    parks = load_parks({"id": "a", "name": "甲", "year": 2024, "tax": {"value": 3, "unit": "亿元"}}, DEMO)
    assert [(park.id, park.data["tax"]) for park in parks] == [("a", 30000)]


def test_two_columns_of_one_name_are_told_as_in_a_file(tmp_path):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame([["a", "甲", 2024, 1, 2]], columns=["id", "name", "year", "tax", "tax"])
    with pytest.raises(FindingsError) as error:
        load_parks(frame, DEMO)
    path = tmp_path / "twice.csv"
    path.write_text("id,name,year,tax,tax\na,甲,2024,1,2\n", encoding="utf-8")
    with pytest.raises(FindingsError) as file:
        load_parks(path, DEMO)
    assert [f.kind.code for f in error.value.findings] == [f.kind.code for f in file.value.findings]


def test_peers_may_be_a_table_too():
    from fivegoods.api import open_run

    opened = open_run(TABLES.parent / "demo" / "yunling-2024.yaml", peers=table("records"), criteria=DEMO)
    assert opened.run is not None
    assert opened.run.scores[0].placing.of == 22


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_frames_come_out_in_the_library_that_went_in(library):
    frames = pytest.importorskip(library)
    run = rank(load_parks(table(library), DEMO), DEMO)
    assert isinstance(run.to_frame(), frames.DataFrame)
    assert isinstance(fivegoods.indicators(run).to_frame(), frames.DataFrame)


def test_a_frame_keeps_whole_numbers_whole():
    pytest.importorskip("pandas")
    frame = rank(load_parks(TABLES / "parks.csv", DEMO), DEMO).to_frame("pandas")
    assert frame["rank"].iloc[0] == 1
    assert (str(frame["rank"].dtype), str(frame["points"].dtype)) == ("Int64", "float64")


def test_without_any_library_it_says_what_to_install(monkeypatch):
    run = rank(load_parks(TABLES / "parks.csv", DEMO), DEMO)
    with pytest.raises(ModuleNotFoundError, match="pip install nothing"):
        run.to_frame("nothing")
