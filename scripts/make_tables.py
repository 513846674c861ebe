"""Write the demonstration parks as tables and one of them as a form: same bytes on every run.

    python scripts/make_tables.py [FOLDER]

FOLDER defaults to ``samples``; the parks are read from ``FOLDER/demo``, the files go to
``FOLDER/tables`` and ``FOLDER/forms``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fivegoods import api
from fivegoods.collect.forms.write import form_bytes
from fivegoods.collect.park_table import csv_bytes, json_bytes, table_of, xlsx_bytes

CRITERIA = "demo-parks/2024"
FORM_OF = "luming"


def main(folder: Path) -> None:
    """Write all files."""
    criteria = api.load_criteria(CRITERIA)
    plan = api.plan_of(criteria)
    parks = api.load_parks(folder / "demo", criteria)
    chinese = table_of(parks, criteria, plan, "zh")
    by_id = table_of(parks, criteria, plan, None)
    files = {
        "tables/parks.csv": csv_bytes(*chinese),
        "tables/parks-gb18030.csv": csv_bytes(*chinese, encoding="gb18030"),
        "tables/parks.tsv": csv_bytes(*table_of(parks, criteria, plan, "en"), delimiter="\t"),
        "tables/parks.xlsx": xlsx_bytes(*chinese),
        "tables/parks.json": json_bytes(*by_id),
    }
    known = {(park.id, park.year): park for park in parks}
    newest = max(year for _, year in known)
    park, before = known[FORM_OF, newest], known[FORM_OF, newest - 1]
    files[f"forms/{FORM_OF}-{newest}.xlsx"] = form_bytes(criteria, plan, "zh", park, before)
    files["forms/empty.xlsx"] = form_bytes(criteria, plan, "zh")
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "samples"))
