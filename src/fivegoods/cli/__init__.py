"""The command line: parse, call, choose the exit code. Everything heavy is imported in a command."""

from fivegoods.cli.entry import main

__all__ = ["main"]
