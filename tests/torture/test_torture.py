"""The short version of `make torture`: a few kills, one full disk, tiny runs."""

from pathlib import Path

import pytest

from tests.torture import torture


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds whom to kill, and who is left, in /proc")
def test_runs_whose_workers_and_server_are_killed_end_as_their_twins(tmp_path):
    torture.run(tmp_path / "home", kills=3, full=1, pause=0.7, part=0.05, seed=1)
