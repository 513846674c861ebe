"""The floor of --help: a Typer program with two commands."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def one(name: str = "x") -> None:
    """Do one thing."""


@app.command()
def two(name: str = "x") -> None:
    """Do another."""


if __name__ == "__main__":
    app()
