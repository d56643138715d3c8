#!/bin/sh
# Find a Python the course runs on, and let it make .venv (environment.py beside this file does the work).
# An existing .venv is kept; PYTHON=... chooses another Python.
here=$(dirname "$0")
arguments=$*
without_venv=

fail() { printf '%s\n' "$@" >&2; exit 1; }
fits() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1; }
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

try() {
    fits "$1" || return 0   # a pyenv shim exists and may still fail, so each is really run
    can_make_venv "$1" && exec "$1" "$here/environment.py" $arguments
    without_venv=${without_venv:-$1}
}

if [ -n "$PYTHON" ]; then
    try "$PYTHON"
else
    for name in .venv/bin/python python3 python3.13 python3.12 python3.11; do try "$name"; done
fi

[ -z "$without_venv" ] || fail "$without_venv cannot make a virtual environment: its module ensurepip or venv is missing." \
    "Debian and Ubuntu: sudo apt-get install python3-venv. Then run the same command again."
[ -z "$PYTHON" ] || fail "PYTHON=$PYTHON is not a Python 3.11, 3.12 or 3.13 that runs." \
    "Give the path of one: make env PYTHON=/path/to/python3.12"
fail "The course needs Python 3.11, 3.12 or 3.13, and none of python3, python3.13, python3.12, python3.11 is one that runs." \
    "Install one (python.org, or your system's packages), or give its path: make env PYTHON=/path/to/python3.12"
