"""A headless Chromium and a Jupyter server, for tests of what a person sees in a browser."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from stubbed import PATIENCE

_CHROMIUM = shutil.which("chromium")
_DRIVER = shutil.which("chromedriver")

needed = [
    pytest.mark.browser,
    pytest.mark.skipif(not (_CHROMIUM and _DRIVER), reason="no chromium and chromedriver here"),
]


@contextmanager
def chromium(profile, width=1300):
    """A headless Chromium that notes its console and requests, and reaches this machine alone."""
    options = webdriver.ChromeOptions()
    options.binary_location = _CHROMIUM
    for flag in (
        *("headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run"),
        *("disable-background-networking", "disable-component-update", "disable-sync"),
        "host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        f"user-data-dir={profile}",
        f"window-size={width},1000",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(_DRIVER))
    # "Run all" is a script that ends when the last cell has run.
    driver.set_script_timeout(PATIENCE)
    try:
        yield driver
    finally:
        driver.quit()


@contextmanager
def jupyter(module, root, work, *options):
    """Run `python -m module` for the folder `work`; give its address. It keeps all in `root`."""
    # As in a shell where the student's environment is active.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    folders = {name: str(root / name.lower()) for name in names}
    with (root / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", module, "--no-browser", "--allow-root"),
                *("--ip=127.0.0.1", "--port=0", "--IdentityProvider.token="),
                f"--ServerApp.root_dir={work}",
                *options,
            ],
            cwd=work,
            env={**os.environ, **folders, "PATH": path, "JUPYTER_PREFER_ENV_PATH": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            yield _address(server, root / "jupyter_runtime_dir")
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _address(server, runtime):
    """Return where the server listens, which it writes down once it does."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for info in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(info.read_text())["url"]
            except ValueError:  # half written
                pass
        assert server.poll() is None, "the Jupyter server did not start"
        time.sleep(0.1)
    raise AssertionError("the Jupyter server did not come up")
