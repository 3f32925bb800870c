import pytest

from hansa.config.cli import main


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["serve", "--port", "many"], ["demo", "--jsn"], ["packs"], ["credentials", "verify"]],
)
def test_unknown_input_is_one_line_and_two(arguments, capsys):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("hansa: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [["--help"], ["serve", "--help"], ["packs", "--help"], ["doctor", "--help"]]
)
def test_help_is_there(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 0
    assert "usage: hansa" in capsys.readouterr().out
