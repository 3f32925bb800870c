"""``hansa packs`` as a person calls it: exit codes, one line a fault, no traceback."""

import json
import subprocess
import sys

import pytest

from hansa.config.cli import main
from hansa.programmes.models import Edition
from hansa.programmes.services import load, plan_pack

from .conftest import SHIPPED


def test_shipped_packs_are_without_fault(capsys):
    assert main(["packs", "check", str(SHIPPED)]) == 0
    assert "20 checked, no fault found." in capsys.readouterr().out


def test_fault_is_printed_with_its_line_and_ends_in_one(wego, capsys):
    path = wego / "nia-workshop-2017" / "pack.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("  places: 30", "  place: 30"), encoding="utf-8")
    assert main(["packs", "check", str(path)]) == 1
    out = capsys.readouterr().out
    assert f"{path}:" in out
    assert "Did you mean “places”?" in out
    assert "1 checked, 1 fault found." in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "/no/such/place"],
        ["check", __file__],
        ["check", "/proc"],
        ["schema", "nonsense"],
        ["rehearse", "/no/such/place"],
        ["rehearse", ".", "--people", "none"],
        ["frobnicate"],
    ],
)
def test_bad_call_is_one_line_and_two(arguments, capsys):
    assert main(["packs", *arguments]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("hansa: ")
    assert said.err.count("\n") == 1


def test_check_needs_no_installation():
    done = subprocess.run(
        [sys.executable, "-m", "hansa.config.cli", "packs", "check", str(SHIPPED)],
        env={
            "PATH": "",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
            "PYTHONPATH": str(SHIPPED.parent / "src"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("of", ["pack", "network", "questionnaire", "letter"])
def test_schema_is_json_and_knows_its_fields(of, capsys):
    assert main(["packs", "schema", of]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["additionalProperties"] is False
    assert schema["$schema"].startswith("https://json-schema.org/")


@pytest.mark.django_db
def test_plan_changes_nothing_and_apply_twice_changes_once(capsys):
    path = str(SHIPPED / "wego" / "chengdu-2017")
    assert main(["packs", "plan", path]) == 0
    assert "+ edition" in capsys.readouterr().out
    assert not Edition.objects.exists()
    assert main(["packs", "apply", path]) == 0
    assert Edition.objects.filter(slug="chengdu-2017").exists()
    capsys.readouterr()
    assert main(["packs", "apply", path]) == 0
    assert capsys.readouterr().out == "chengdu-2017: nothing to change.\n"


@pytest.mark.django_db
def test_exported_pack_is_an_empty_plan(tmp_path, capsys):
    assert main(["packs", "apply", str(SHIPPED / "wego" / "nia-workshop-2017")]) == 0
    folder = tmp_path / "anywhere"
    assert main(["packs", "export", "nia-workshop-2017", str(folder)]) == 0
    loaded = load(folder)
    assert plan_pack(pack=loaded.pack, network=loaded.network).is_empty
    assert main(["packs", "export", "nia-workshop-2017", str(folder)]) == 2
    assert main(["packs", "export", "nia-workshop-2017", str(folder), "--replace"]) == 0
    assert main(["packs", "export", "no-such-edition", str(tmp_path / "other")]) == 2


@pytest.mark.django_db
def test_faulty_pack_is_not_applied(wego, capsys):
    path = wego / "nia-workshop-2017" / "pack.yaml"
    path.write_text("network: wego\n", encoding="utf-8")
    assert main(["packs", "apply", str(wego)]) == 1
    assert "nothing is changed" in capsys.readouterr().err
    assert not Edition.objects.exists()
