#!/bin/sh
# install.sh VENV REQUIREMENTS: makes the environment whole or not at all, mends a broken one, and says in one line
# what the machine lacks. Uses uv where the machine has it or pip can fetch it, else pip: the same hashes either way.
set -eu
venv=$1
wanted=$2
python=${PY:-python3}
uv_version=0.13.9

fail() {
	printf '%s\n' "$1" >&2
	exit 1
}

# What to install, for the system this is (os-release names Debian's and Fedora's children by ID_LIKE).
remedy() {
	family=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}" || true)
	case "$(uname -s) $family" in
	Darwin*) echo "brew install python@3.12" ;;
	*debian* | *ubuntu*) echo "sudo apt-get update && sudo apt-get install python3 python3-venv" ;;
	*fedora* | *rhel* | *centos*) echo "sudo dnf install python3.12" ;;
	*) echo "install Python 3.11 or newer with its modules venv and ensurepip" ;;
	esac
}

has() { "$python" -c "import $1" >/dev/null 2>&1; }
is_whole() { "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

command -v "$python" >/dev/null 2>&1 || fail "Python is missing. To install it: $(remedy)"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
	fail "Python 3.11 or newer is needed, and this is $("$python" -V 2>&1). To install it: $(remedy); then make run PY=python3.12 (or whichever you have)"

# A first attempt that was cut short, or an environment whose Python has gone, is made anew.
if [ -e "$venv" ] && { ! is_whole || [ ! -e "$venv/.base" ]; }; then
	echo "The environment in $venv is not whole: making it anew."
	rm -rf "$venv"
fi
made_here=
cleanup() { [ -z "$made_here" ] || rm -rf "$venv"; }
trap cleanup EXIT
trap 'exit 130' INT TERM

uv=$(command -v uv || true)
if [ ! -e "$venv" ]; then
	made_here=yes
	if [ -n "$uv" ]; then
		"$uv" venv -q --python "$python" "$venv"
	elif has ensurepip && has venv; then
		"$python" -m venv "$venv"
	elif has pip && has venv; then
		"$python" -m venv --without-pip "$venv"
	else
		made_here=
		rm -rf "$venv"
		fail "Python's module ensurepip is missing, and neither uv nor pip is there. To install it: $(remedy)"
	fi
fi

# pip of the environment, or the machine's own where the environment has none.
pip() {
	if "$venv/bin/python" -c 'import pip' 2>/dev/null; then
		"$venv/bin/python" -m pip --disable-pip-version-check "$@"
	else
		"$python" -m pip --disable-pip-version-check --python "$venv/bin/python" "$@"
	fi
}

if [ -z "$uv" ]; then
	[ -x "$venv/bin/uv" ] || pip install -q "uv==$uv_version" || echo "uv is not to be had: installing with pip"
	[ ! -x "$venv/bin/uv" ] || uv=$venv/bin/uv
fi
# Compiled once and here, as pip does by itself: otherwise each process of the first start compiles all of it.
if [ -n "$uv" ] && "$uv" pip install -q --compile-bytecode --python "$venv/bin/python" --require-hashes -r "$wanted"; then
	:
else
	pip install -q --require-hashes -r "$wanted" ||
		fail "The packages in $wanted could not be installed: the lines above say why. Is the network there? Then run the same command again."
fi
made_here=
