"""Both rehearsals as large as the real editions were: run by `make trials`, as an operator would run them."""

import subprocess
import sys
from pathlib import Path

import pytest

PACKS = Path(__file__).parents[2] / "packs" / "wego"
HANSA = Path(sys.prefix) / "bin" / "hansa"


def rehearsed(pack: str, people: int) -> subprocess.CompletedProcess[str]:
    command = [HANSA, "packs", "rehearse", PACKS / pack, "--people", str(people)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.trial
@pytest.mark.parametrize(
    ("pack", "people"), [("nia-workshop-2017", 120), ("chengdu-2017", 120), ("champions-2025", 600)]
)
def test_rehearsal_at_full_size_ends_well_and_says_the_same_again(pack, people):
    first, again = rehearsed(pack, people), rehearsed(pack, people)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "issued and verified" in first.stdout
    if "2017" in pack:
        happened = ["returned for completion", "sent again", "conflicts declared", "withdrawn"]
        # One of the two calls interviews nobody: there, somebody with a place does not come.
        happened.append("did not come" if pack == "nia-workshop-2017" else "stayed away")
        assert [what for what in happened if f"{what} " not in first.stdout] == []
    assert again.stdout == first.stdout
