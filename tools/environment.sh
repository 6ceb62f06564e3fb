#!/bin/sh
# Make the Python environment in .venv and install one locked list of packages into it.
# Usage: tools/environment.sh LOCK
set -u
lock=$1

stop() { printf '%s\n' "$1" >&2; exit 1; }

is_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for each in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_enough "$each"; then echo "$each"; return; fi
    done
}

if ! is_enough .venv/bin/python; then
    python=$(find_python)
    [ -n "$python" ] || stop "Alongside needs Python 3.11 or newer: install it, or say where it is with PYTHON=/path/to/python make run."
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "This Python cannot make environments: install the package python3-venv (on Debian or Ubuntu: sudo apt install python3-venv), then try again."
    echo "Making the Python environment (once) ..."
    "$python" -m venv --clear .venv || stop "The environment could not be made; the lines above say why."
fi
echo "Installing the packages in $lock (once, until that list changes) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement "$lock" ||
    stop "The packages could not be installed; the lines above say why. The first time needs the internet."
