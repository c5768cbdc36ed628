#!/bin/sh
# Install the Debian packages that a step needs, where we may; else say what to do.
#   system_packages.sh venv|grade|test
set -eu

missing=""
need() { # need COMMAND PACKAGE...
    command -v "$1" >/dev/null 2>&1 && return
    shift
    missing="$missing $*"
}

case $1 in
venv) missing="python3-venv python3.11-venv" ;;
grade) need bwrap bubblewrap ;;
test)
    need bwrap bubblewrap
    need chromium chromium
    need chromedriver chromium-driver
    need setpriv util-linux
    ;;
esac
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    as_root="no"
fi

if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # both are lists of words
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi

echo "error: these system packages are missing:$missing" >&2
echo "remedy: as an administrator: apt-get install$missing" >&2
exit 2
