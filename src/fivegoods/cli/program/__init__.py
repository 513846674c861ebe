"""The program as a whole: the Typer app, its commands by name, help pages, language, the way in and out."""
