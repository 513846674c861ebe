"""Analyses from Python: the numbers of the command line, one line to look at, words for what cannot be."""

import json
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import fivegoods as fg
from cli.cli_support import Program

SAMPLES = Path(__file__).parents[2] / "samples"
DEMO = "demo-parks/2024"


@pytest.fixture(scope="module")
def run():
    return fg.rank(fg.load_parks(SAMPLES / "demo", DEMO), DEMO)


ANALYSES = {
    ("rank",): lambda run: run,
    ("score",): fg.indicators,
    ("compare",): fg.compare,
    ("rank", "--years", "2023-2024"): lambda run: fg.years(run, [2023, 2024]),
    ("weights", "critic"): lambda run: fg.weights(run, "critic"),
    ("weights", "structure"): fg.structure,
    ("weights", "check", "--on", "shares"): lambda run: fg.other_methods(run, "shares"),
    ("robustness", "--noise", "10%", "-n", "200", "--no-drivers"): lambda run: fg.robustness(
        run, noise=0.1, draws=200, drivers=False
    ),
}


@pytest.mark.parametrize("words", ANALYSES, ids=" ".join)
def test_data_are_the_json_of_the_command(run, words, capsys):
    printed = Program(capsys)(*words, str(SAMPLES / "demo"), "--format", "json", "--quiet", "--lang", "en").out
    ours, theirs = json.loads(ANALYSES[words](run).to_json("en")), json.loads(printed)
    assert ours == theirs


@pytest.mark.parametrize("words", ANALYSES, ids=" ".join)
def test_a_result_is_one_line_and_shows_itself_in_a_notebook(run, words):
    result = ANALYSES[words](run)
    assert len(repr(result).splitlines()) == 1
    assert len(repr(result)) < 150
    page = result._repr_html_()
    assert page.startswith("<div lang=")
    assert "<table" in page
    assert "<style" not in page


def test_a_park_alone_shows_its_card():
    (alone,) = fg.score(fg.load_parks(SAMPLES / "demo" / "yunling-2024.yaml", DEMO), DEMO)
    assert {row["park"] for row in alone.records()} == {"yunling"}
    assert "indicator" in alone.records()[0]


def test_costs_and_changes_are_those_of_the_files(run):
    dear = fg.advise(run, "yunling", rank=5, costs={"tax": 0.5, "revenue": None}).found
    assert dear.costs.each == {"tax": Decimal("0.5"), "revenue": None}
    tried = fg.what_if(run, "yunling", {"set": {"tax": "4.2 亿元"}, "scale": {"revenue": 1.1}}).found
    assert [type(change).__name__ for change in tried.changes] == ["SetField", "ScaleField"]


def test_a_document_may_be_a_mapping(run, tmp_path):
    declared = {"weights": {"kind": "normal", "by": "10%"}}
    path = tmp_path / "uncertainty.yaml"
    path.write_text(json.dumps(declared), encoding="utf-8")
    by_mapping, by_file = (fg.robustness(run, one, draws=100, drivers=False).records() for one in (declared, path))
    assert by_mapping == by_file


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda run: fg.advise(run, "yunlin"), r"no park yunlin .* Did you mean yunling\?"),
        (lambda run: fg.advise(run, "yunling", rank=1, target=90), "only one"),
        (lambda run: fg.advise(run, "yunling", costs={"taxx": 1}), r"taxx .* mean tax\?"),
        (lambda run: fg.what_if(run, "yunling", {"set": {"taxx": 1}}), r"taxx .* mean tax\?"),
        (lambda run: fg.what_if(run, "yunling", {"sett": {}}), "no change sett; known: set, scale"),
        (lambda run: fg.derivations(run, ["tax_per_m"]), r"tax_per_m.* mean tax_per_mu\?"),
        (lambda run: fg.weights(run, "entrpy"), "one of equal, entropy"),
        (lambda run: fg.weights(run, "ahp"), "judgements"),
        (lambda run: fg.structure(run, "points"), "one of values, shares"),
        (lambda run: fg.robustness(run, noise_kind="nrmal"), "one of uniform"),
        (lambda run: fg.years(run, [1999]), "1999"),
        (lambda run: fg.other_methods(run, w=1), "one of scale, v, preference, q, p, s, not w"),
        (lambda run: fg.other_methods(run, scale="norm"), "scale must be vector, max, sum, min_max"),
        (lambda run: fg.other_methods(run, v=1.5), "0…1"),
        (lambda run: fg.other_methods(run, v="half"), "half"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(run, ask, words, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "en")
    with pytest.raises(fg.RequestError, match=words):
        ask(run)


def test_parameters_of_other_methods_count(run):
    usual, other = fg.other_methods(run), fg.other_methods(run, scale="min_max", v=0, preference="usual")
    same = {one.method: one.scores == two.scores for one, two in zip(usual.found, other.found, strict=True)}
    assert same == {"topsis": False, "vikor": False, "promethee": False, "copeland": True, "borda": True}


def test_up_to_a_dozen_parks_have_an_outranking_matrix():
    few = fg.rank(fg.load_parks(SAMPLES / "meizhou-2016"), "meizhou-parks/2016")
    found = fg.other_methods(few).data("en")
    assert [one["method"] for one in found["methods"].records()][-1] == "kemeny"
    rows = list(found["support"].records())
    assert rows[0]["id"] == few.scores[0].park.id
    assert rows[0][rows[1]["id"]] + rows[1][rows[0]["id"]] == 1


def test_a_document_with_errors_says_where(run):
    with pytest.raises(fg.FindingsError, match=r"<mapping>\.yaml:3:13: error\[FG106\]"):
        fg.robustness(run, {"weights": {"kind": "norml"}})


def test_errors_speak_the_language_of_the_environment(run, monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "zh")
    with pytest.raises(fg.RequestError, match="是否想写 yunling"):
        fg.advise(run, "yunlin")


def test_an_error_survives_another_process():
    with pytest.raises(fg.FindingsError) as error:
        fg.load_parks([], DEMO)
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


def test_a_view_that_there_is_not_is_said_with_those_there_are(monkeypatch):
    monkeypatch.setenv("FIVEGOODS_LANG", "en")
    parks = fg.load_parks("samples/meizhou-2016")
    with pytest.raises(fg.RequestError, match="no view slef; there are: reviewed, self"):
        fg.rank(parks, "meizhou-parks/2016", view="slef")
