"""Options shared by all tests."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite golden reports and README outputs; read the diff")
