"""Options shared by all tests."""


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="rewrite golden reports and README outputs; read the diff")
