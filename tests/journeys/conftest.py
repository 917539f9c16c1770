import pytest

from tests.demos import Commands, copy_of_demo, made_demo


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """No setting of whoever runs the tests reaches them."""
    for name in ("MATCHER_PROGRAMME", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys, monkeypatch):
    """Calls a command: `run("shortlist", "V0031")`."""
    return Commands(capsys, monkeypatch)


@pytest.fixture
def demo(monkeypatch):
    """The demo, with every command pointed at it. To be read only."""
    monkeypatch.setenv("MATCHER_PROGRAMME", str(made_demo()))
    return made_demo()


@pytest.fixture
def own_demo(tmp_path, monkeypatch):
    """A demo that may be changed, with every command pointed at it."""
    folder = copy_of_demo(tmp_path / "demo-programme")
    monkeypatch.setenv("MATCHER_PROGRAMME", str(folder))
    return folder
