import pytest

from tests.demos import Commands, made_demo


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """No setting of whoever runs the tests reaches them."""
    for name in ("MATCHER_PROGRAMME", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys, monkeypatch):
    """Calls a command on the demo: `run("jobs", "C0001", "--ladder")`."""
    monkeypatch.setenv("MATCHER_PROGRAMME", str(made_demo()))
    return Commands(capsys, monkeypatch)
