#!/usr/bin/env bash
# Makes .venv ready to run lesobs, and with an argument also to work on it: setup.sh [dev|package]
set -euo pipefail
cd "$(dirname "$0")/.."

extra=${1:-}
python=${PYTHON:-python3}

# What Qt asks of Debian and Ubuntu; most desktops have all of it, most servers none.
qt_packages=(
    libbrotli1 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libgssapi-krb5-2
    libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-randr0 libxcb-shape0 libxcb-sync1
    libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0
)

stop() {
    printf 'set-up: %s\n' "$*" >&2
    exit 1
}

# Installs system packages where that needs nobody's help, and otherwise names them: install_system_packages REASON NAME…
install_system_packages() {
    local reason=$1 as_root=()
    shift
    command -v apt-get >/dev/null || stop "$reason, and this is no Debian or Ubuntu; find what is called there: $*"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "$reason; ask the owner of this machine for: apt-get install $*"
        as_root=(sudo)
    fi
    printf 'set-up: %s; installing %s\n' "$reason" "$*" >&2
    { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -qq --no-install-recommends "$@" >/dev/null; } ||
        stop "apt-get could not; try it by hand: apt-get install $*"
}

# Prints the libraries that Qt's window and PDF parts look for and this machine lacks, one a line.
missing_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local qt
    qt=$(echo .venv/lib/python3*/site-packages/PySide6/Qt)
    ldd "$qt"/plugins/platforms/libq{offscreen,xcb}.so "$qt"/lib/libQt6{Widgets,Svg,Pdf,DBus}.so.6 |
        awk '/not found/ { print $1 }' | sort -u
}

"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    install_system_packages "Python's venv is missing" python3 python3-venv
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "lesobs needs Python 3.11 or newer; 'make PYTHON=python3.12 …' chooses another one"

pip=(.venv/bin/python -B -m pip --disable-pip-version-check --quiet)
if [ ! -x .venv/bin/python ]; then
    "$python" -m venv .venv
    "${pip[@]}" --quiet uninstall --yes setuptools # comes with Python 3.11, and nothing here asks for it
fi
install() { "${pip[@]}" install --constraint constraints.txt "$@"; }
install --no-compile pip
install --no-compile --build-constraint constraints.txt --editable .

if [ -n "$(missing_libraries)" ]; then
    install_system_packages "Qt misses $(missing_libraries | xargs)" "${qt_packages[@]}"
    [ -z "$(missing_libraries)" ] || stop "Qt still misses $(missing_libraries | xargs)"
fi

# lesobs gets compiled what it uses, by using it once: a third of what pip would compile. Where Python may not keep what
# it compiles, each start would take twice as long. Whether the test succeeds is for `make test` to say.
env -u PYTHONDONTWRITEBYTECODE .venv/bin/lesobs self-test >/dev/null 2>&1 || true

[ -z "$extra" ] || install --build-constraint constraints.txt --editable ".[$extra]"
if [ "$extra" = package ] && [ "$(uname -s)" = Linux ]; then
    command -v objcopy >/dev/null || install_system_packages "PyInstaller misses objcopy" binutils
    shared=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_config_var("INSTSONAME"))')
    .venv/bin/python -c "import ctypes; ctypes.CDLL('$shared')" 2>/dev/null ||
        install_system_packages "PyInstaller misses $shared" "${shared%.so*}"
fi
