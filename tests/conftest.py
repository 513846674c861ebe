"""Options shared by all tests."""

import os

from hypothesis import settings

# How long an example takes says how busy the machine is.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite golden reports and README outputs; read the diff")
