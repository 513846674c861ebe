"""The floor of a small command: the libraries it needs are imported and the same files parsed, nothing else."""

import csv
import decimal
import sys

import pydantic
import typer
import yaml


class Model(pydantic.BaseModel):
    """A model, as any program that uses pydantic has."""

    x: int


app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def main(files: list[str]) -> None:
    """Parse the files."""
    for name in files:
        with open(name, encoding="utf-8", newline="") as file:
            if name.endswith(".csv"):
                cells = [cell for row in csv.reader(file) for cell in row]
                sum(decimal.Decimal(cell) for cell in cells if cell.replace(".", "").isdigit())
            else:
                yaml.load(file, yaml.CSafeLoader)


if __name__ == "__main__":
    sys.exit(app())
