"""What tests of the register share."""

import pytest

from passerelles.register.actions import importing
from passerelles.register.importing import opening


@pytest.fixture
def sheets_in_this_process(monkeypatch):
    """A child process for each sheet takes a second."""
    monkeypatch.setattr(importing, "opened", lambda data, name: opening.read_sheet((data, name)))
