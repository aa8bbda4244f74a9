# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytest
from workbench import bench_command, demo_command, test_command
from workbench.console import SetupError
from workbench.layout import Layout
from workbench.results import Outcome


@pytest.fixture
def layout(tmp_path):
    (tmp_path / "sav_base/tests").mkdir(parents=True)
    (tmp_path / "sav_base/__manifest__.py").write_text("{}")
    (tmp_path / "sav_base/tests/test_case.py").touch()
    (tmp_path / "warranty").mkdir()
    return Layout.of(tmp_path, {"HOME": "/"})


def test_demo_defaults():
    options = demo_command.parse([])
    assert (options.port, options.https, options.fresh) == (8069, False, False)
    assert demo_command.parse(["--https"]).port == 8443
    assert demo_command.parse(["--https", "--port", "9000"]).port == 9000


@pytest.mark.parametrize(
    "arguments",
    [["--port", "0"], ["--port", "70000"], ["--port", "http"], ["--stop", "--fresh"]],
)
def test_demo_refuses_nonsense(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        demo_command.parse(arguments)
    assert end.value.code == 2
    assert "setup/demo: error:" in capsys.readouterr().err


def test_demo_speaks_the_languages_of_odoo(layout):
    folder = layout.core_addons / "base/i18n"
    folder.mkdir(parents=True)
    for name in ("fr.po", "es_MX.po", "base.pot"):
        (folder / name).touch()
    for lang in ("fr_FR", "fr", "es_MX", "en_US"):
        demo_command.check_language(layout, lang)
    for lang in ("xx_YY", "base"):
        with pytest.raises(SetupError, match=f"does not know the language “{lang}”"):
            demo_command.check_language(layout, lang)


@pytest.mark.parametrize(
    ("arguments", "targets", "words"),
    [
        ([], [], []),
        (["sav_base"], ["sav_base"], []),
        # “warranty” is a folder too, but stands behind an option.
        (["sav_base", "-k", "warranty"], ["sav_base"], ["-k", "warranty"]),
        (["-k", "warranty"], [], ["-k", "warranty"]),
        (["-x", "sav_base"], [], ["-x", "sav_base"]),
        (
            ["sav_base/tests/test_case.py::TestCase::test_gate", "-q"],
            ["sav_base/tests/test_case.py::TestCase::test_gate"],
            ["-q"],
        ),
    ],
)
def test_targets_are_parted_from_pytest_options(layout, arguments, targets, words):
    _options, *parted = test_command.parse(layout, arguments)
    assert parted == [targets, words]


@pytest.mark.parametrize(
    "arguments", [["--fix"], ["--lint", "sav_base"], ["--core", "-k", "x"]]
)
def test_test_refuses_nonsense(layout, arguments):
    with pytest.raises(SystemExit):
        test_command.parse(layout, arguments)


def test_everything_holds_the_tests_of_each_folder(layout):
    (layout.repository / "tests").mkdir()
    assert test_command.all_targets(layout) == ["sav_base", "tests"]


def test_summary_fails_for_any_complaint(capsys):
    fine = Outcome("tests", passed=3)
    assert test_command.summarise([fine], 65) == 0
    assert capsys.readouterr().out.endswith("3 passed, 0 failed, 0 skipped\n")
    skipped = Outcome("browser", passed=1, skipped=1, complaints=["skipped: a tour"])
    assert test_command.summarise([fine, skipped], 65) == 1
    printed = capsys.readouterr().out
    assert "browser: skipped: a tour" in printed
    assert "FAILED in 1 min 05 s" in printed
    assert test_command.summarise([Outcome("tests", passed=1, failed=1)], 1) == 1


def test_bench_takes_rows_and_pytest_s_options():
    options, words = bench_command.parse(["--rows", "5000", "-k", "label"])
    assert (options.rows, words) == (5000, ["-k", "label"])
    assert bench_command.parse([])[0].rows == 200_000


@pytest.mark.parametrize("rows", ["0", "999", "many", "5000001"])
def test_bench_refuses_nonsense(rows, capsys):
    with pytest.raises(SystemExit):
        bench_command.parse(["--rows", rows])
    assert "from 1000 to 5000000" in capsys.readouterr().err
