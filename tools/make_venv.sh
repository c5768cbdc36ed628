#!/bin/sh
# Make the virtual environment $2 with the interpreter $1, where it is not there yet.
set -eu
python=$1
venv=$2

[ -x "$venv/bin/pip" ] && exit 0
command -v "$python" >/dev/null || {
    echo "error: $python is not on the PATH" >&2
    echo "remedy: install Python 3.11, or run: make PYTHON=python3.12 ..." >&2
    exit 2
}
# Debian ships venv's pip apart from python3.11, and a failed try leaves half a folder.
if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
    rm -rf "$venv"
    sh "$(dirname "$0")/system_packages.sh" venv
    "$python" -m venv "$venv"
fi
