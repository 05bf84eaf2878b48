"""The first step of both commands: an environment that is whole or absent, and one line about what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UV = Path(sys.executable).parent / "uv"
NOWHERE = "nothing-of-this-name==1.0 --hash=sha256:" + "0" * 64 + "\n"


class Machine:
    """A machine with a Python, without a network, and with or without uv, pip and ensurepip."""

    def __init__(self, room: Path) -> None:
        self.venv, self.requirements, self.lacking = room / "env", room / "wanted.txt", room / "lacking"
        self.tools = room / "bin"
        self.lacking.mkdir()
        self.tools.mkdir()
        self.requirements.write_text("")
        self.env = {"HOME": str(room), "PATH": f"{self.tools}:/usr/bin:/bin", "PYTHONPATH": str(self.lacking)}
        self.env |= {"PY": sys.executable, "PIP_NO_INDEX": "1", "UV_OFFLINE": "1", "PIP_CONFIG_FILE": os.devnull}

    def lacks(self, *modules: str) -> None:
        for module in modules:
            (self.lacking / f"{module}.py").write_text("raise ImportError")

    def has_uv(self) -> None:
        (self.tools / "uv").symlink_to(UV)

    def install(self) -> subprocess.CompletedProcess[str]:
        command = [str(ROOT / "requirements" / "install.sh"), str(self.venv), str(self.requirements)]
        return subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=120, check=False)

    @property
    def works(self) -> bool:
        python = self.venv / "bin" / "python"
        return python.exists() and subprocess.run([python, "-c", "pass"], env=self.env, check=False).returncode == 0


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_ensurepip_pip_and_uv_it_says_what_to_install_and_leaves_nothing(machine):
    machine.lacks("ensurepip", "pip")

    done = machine.install()

    assert (done.returncode, done.stdout, machine.venv.exists()) == (1, "", False)
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(
        "Python's module ensurepip is missing, and neither uv nor pip is there. To install it:"
    )


def test_with_uv_ensurepip_is_not_needed(machine):
    machine.lacks("ensurepip", "pip")
    machine.has_uv()

    assert (machine.install().returncode, machine.works) == (0, True)


def test_a_python_that_is_too_old_is_named_with_what_to_do(machine):
    old = machine.tools / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    machine.env["PY"] = str(old)

    done = machine.install()

    assert (done.returncode, done.stderr.count("\n"), machine.venv.exists()) == (1, 1, False)
    assert done.stderr.startswith("Python 3.11 or newer is needed, and this is Python 3.9.2. To install it:")


def test_a_python_that_is_not_there_is_said_in_one_line(machine):
    machine.env["PY"] = "python-that-is-not-there"

    done = machine.install()

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("Python is missing. To install it:")


@pytest.mark.parametrize("broken", ["half", "python gone", "marked as ready, python gone"])
def test_a_broken_environment_is_made_anew(machine, broken):
    (machine.venv / "bin").mkdir(parents=True)
    if broken != "half":
        (machine.venv / "bin" / "python").symlink_to("/nowhere/python")
    if broken.startswith("marked"):
        (machine.venv / ".base").touch()
    machine.has_uv()

    done = machine.install()

    assert (done.returncode, machine.works, "making it anew" in done.stdout) == (0, True, True)


def test_a_whole_environment_is_kept(machine):
    machine.has_uv()
    machine.install()
    (machine.venv / ".base").touch()
    (machine.venv / "mine").touch()

    assert (machine.install().returncode, (machine.venv / "mine").exists()) == (0, True)


@pytest.mark.parametrize("with_uv", [True, False])
def test_packages_that_cannot_be_had_leave_no_half_environment(machine, with_uv):
    machine.requirements.write_text(NOWHERE)
    if with_uv:
        machine.has_uv()

    done = machine.install()

    assert (done.returncode, machine.venv.exists()) == (1, False)
    assert "could not be installed" in done.stderr.splitlines()[-1]


def test_packages_that_cannot_be_had_leave_an_older_environment_as_it_was(machine):
    machine.has_uv()
    machine.install()
    (machine.venv / ".base").touch()
    machine.requirements.write_text(NOWHERE)

    assert (machine.install().returncode, machine.works) == (1, True)


def test_make_looks_again_when_the_python_of_the_environment_has_gone(machine):
    (machine.venv / "bin").mkdir(parents=True)
    (machine.venv / ".base").touch()
    command = ["make", "-n", "-C", str(ROOT), f"VENV={machine.venv}", f"{machine.venv}/.base"]

    asked = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "requirements/install.sh" in asked.stdout
