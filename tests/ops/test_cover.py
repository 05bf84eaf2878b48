"""How much of the product the tests run: no figure is better than a wrong one."""

import runpy

import pytest
from coverage import Coverage

from tests.cover.__main__ import main, short_of


@pytest.fixture
def product(tmp_path, monkeypatch):
    """Two modules of four lines each, a way to run them as a process of the tests does, and the gate."""
    monkeypatch.chdir(tmp_path)
    package = tmp_path / "product"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for name in ("run", "left"):
        (package / f"{name}.py").write_text("a = 1\nb = 2\nif a:\n    c = 3\n")
    settings = tmp_path / "pyproject.toml"
    settings.write_text('[tool.coverage.run]\nsource_dirs = ["product"]\nbranch = true\nparallel = true\n')
    data = tmp_path / "measured" / "data"
    data.parent.mkdir()

    def run(process: str, module: str) -> None:
        measuring = Coverage(data_file=str(data), data_suffix=process, config_file=str(settings))
        measuring.start()
        runpy.run_path(str(package / f"{module}.py"))
        measuring.stop()
        measuring.save()

    return run, lambda: main(data, settings)


def test_no_figure_is_a_failure(product, capsys):
    _run, gate = product

    assert gate() == 1
    assert capsys.readouterr().out.startswith("nothing was measured: ")


def test_a_module_no_test_loads_counts_with_every_line(product, capsys):
    run, gate = product
    run("one", "run")

    assert gate() == 1
    assert capsys.readouterr().out.splitlines() == [
        "   0.0 %  product/left.py: not 1, 2, 3, 4",
        "lines 50.00 % of 8, branches 25.00 % of 4",
        "50.00 % of the lines are run by a test, and 95 % must be",
    ]


def test_what_two_processes_ran_is_joined(product, capsys):
    run, gate = product
    run("one", "run")
    run("two", "left")

    assert gate() == 0
    assert capsys.readouterr().out.splitlines() == [
        "lines 100.00 % of 8, branches 50.00 % of 4",
        "at least 95 % of the lines: yes",
    ]


@pytest.mark.parametrize(("lines", "wrong"), [(95.0, False), (94.999, True)])
def test_lines_decide_and_branches_are_told(lines, wrong):
    told = {"totals": {"percent_statements_covered": lines, "percent_branches_covered": 10.0}}

    assert bool(short_of(told)) == wrong
