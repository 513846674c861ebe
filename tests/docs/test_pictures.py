"""The pictures of the README are what the program draws today."""

import sys
from xml.etree import ElementTree

import pytest

from docs.docs_support import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
from make_pictures import FOLDER, PICTURES


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_fresh(name, pytestconfig, monkeypatch):
    monkeypatch.chdir(ROOT)
    draw, lang = PICTURES[name]
    file = FOLDER / name
    if pytestconfig.getoption("--update"):
        file.write_text(draw(lang), encoding="utf-8")
    assert file.read_text("utf-8") == draw(lang), "python scripts/make_pictures.py"
    ElementTree.fromstring(file.read_text("utf-8"))
