"""Run one benchmark by its name: `python -m benchmarks NAME [ARGUMENTS]` calls `main(ARGUMENTS)` of NAME.py.

Each is a module of this folder whose first docstring line tells what it measures.
"""

import ast
import importlib
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def benchmarks() -> dict[str, str]:
    """List the benchmarks by name, each with the first line of its docstring."""
    return {file.stem: first_line(file) for file in sorted(FOLDER.glob("[!_]*.py"))}


def first_line(file: Path) -> str:
    """Read the first line of a module's docstring without importing it."""
    return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "").partition("\n")[0]


def main(arguments: list[str]) -> int:
    """Run the named benchmark, or list all of them (2) where none or an unknown one is named."""
    known = benchmarks()
    if not arguments or arguments[0] not in known:
        print("usage: python -m benchmarks NAME [ARGUMENTS]\n")
        print("\n".join(f"{name:12} {line}" for name, line in known.items()))
        return 2
    return int(importlib.import_module(f"benchmarks.{arguments[0]}").main(arguments[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
