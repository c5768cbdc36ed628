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
    # Debian keeps the server's programs off the PATH.
    ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || need postgres postgresql
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
    case $missing in *postgresql*)
        # The tests start servers of their own: none is to be made and started by the package.
        conf=/etc/postgresql-common/createcluster.conf
        if [ ! -e $conf ]; then
            $as_root mkdir -p /etc/postgresql-common
            echo "create_main_cluster = false" | $as_root tee $conf >/dev/null
        fi
        ;;
    esac
    # shellcheck disable=SC2086 # both are lists of words
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Options::=--force-confold $missing >/dev/null
    exit 0
fi

echo "error: these system packages are missing:$missing" >&2
echo "remedy: as an administrator: apt-get install$missing" >&2
exit 2
