"""Check that the pinned requirements install from ready-made wheels on every supported Python and system.

pip works out `; markers` for the Python it runs on, not for the one it is asked about, so the lines that hold for
the target are chosen here first. Run by hand after scripts/compile_requirements.sh:

    .venv/bin/python scripts/check_requirements.py              # all Pythons, Linux and Windows
    .venv/bin/python scripts/check_requirements.py 3.11 3.14    # these only
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
FILES = ("requirements.txt", "requirements-dev.txt")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


@dataclass(frozen=True, slots=True)
class System:
    """An operating system as pip's platform tags and as the values that markers ask for."""

    name: str
    tags: tuple[str, ...]
    markers: dict[str, str]


SYSTEMS = (
    System(
        "Linux",
        (*(f"manylinux_2_{minor}_x86_64" for minor in range(5, 29)), "manylinux2014_x86_64", "manylinux1_x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    ),
    System(
        "Windows",
        ("win_amd64",),
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    ),
)


def lines_for(file: Path, python: str, system: System) -> Iterator[str]:
    """Yield the pins of a file that hold on this Python and system, without their markers."""
    target = {**system.markers, "python_version": python, "python_full_version": f"{python}.0"}
    for line in file.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(target):
            requirement.marker = None
            yield str(requirement)


def installs(file: Path, python: str, system: System) -> bool:
    """Ask pip, without installing, whether wheels for all of these lines exist and agree; say so."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "requirements.txt")
        wanted.write_text("\n".join(lines_for(file, python, system)), "utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--only-binary=:all:"]
        command += ["--python-version", python, "--target", str(Path(folder, "site")), "-r", str(wanted)]
        command += [f"--platform={tag}" for tag in system.tags]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    print(f"{file.name:22} Python {python:5} {system.name:8} {'ok' if done.returncode == 0 else 'FAILS'}", flush=True)
    if done.returncode:
        print(done.stderr)
    return done.returncode == 0


def main(pythons: list[str]) -> int:
    """Check both files for the named Pythons (all when none is named); 1 when something does not install."""
    results = [
        installs(ROOT / file, python, system) for file in FILES for python in pythons or PYTHONS for system in SYSTEMS
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
