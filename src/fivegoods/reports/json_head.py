"""What stands above every answer for machines: the program, the files with their hashes, how official it is."""

from __future__ import annotations

from fivegoods import __version__
from fivegoods.reports.header import input_files, notices
from fivegoods.reports.localise import Voice
from fivegoods.reports.model import Tree
from fivegoods.reports.results.json_run import SCHEMA
from fivegoods.scoring.scores import Run


def head_tree(voice: Voice, *runs: Run) -> dict[str, Tree]:
    """Return schema, program, notices and the data files of all the runs that an answer rests on."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "fivegoods", "version": __version__},
        "notices": list(notices(voice)),
        "files": [{"file": name, "sha256": sha256} for name, sha256 in input_files(*runs)],
    }
