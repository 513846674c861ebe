"""The pictures of the README are what the program draws today."""

import sys
from xml.etree import ElementTree

import pytest

from docs.docs_support import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from make_pictures import FOLDER, PICTURES

SVG_TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_fresh(name, pytestconfig, monkeypatch):
    monkeypatch.chdir(ROOT)
    draw, lang = PICTURES[name]
    file = FOLDER / name
    if pytestconfig.getoption("--update"):
        file.write_text(draw(lang), encoding="utf-8")
    kept, drawn = file.read_text("utf-8"), draw(lang)
    same = shown(kept) == shown(drawn) if name.startswith("terminal") else kept == drawn
    assert same, "python scripts/make_pictures.py"


def shown(picture: str) -> list[str]:
    """Return the texts of a picture by their first letters: Rich's versions share out the width differently."""
    texts = [element.text or "" for element in ElementTree.fromstring(picture).iter(SVG_TEXT)]
    return [text.partition("…")[0][:5] for text in texts]


def test_a_figure_or_word_that_differs_is_seen():
    picture = (FOLDER / "terminal-zh.svg").read_text("utf-8")
    assert shown(picture) != shown(picture.replace("97.5", "97.4"))
    assert shown(picture) != shown(picture.replace("平远", "平近"))
