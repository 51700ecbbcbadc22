"""The rules of the house that no linter knows: sizes, thin pages, no outside address, everything documented.

Docstrings, annotations, `except Exception` and the ban on streamlit below the screen are ruff's; the layers are
import-linter's (pyproject.toml).
"""

import ast
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from camdash.cli.main import main as program
from camdash.settings import DATA, ROOT

MODULE_LINES = 300
FUNCTION_LINES = 40
APP_LINES = 60
PAGE_LINES = 80
LONG_MODULES: dict[str, str] = {}  # path: why it may be longer

NEEDED_WITHOUT_IMPORT = {
    "psycopg": "SQLAlchemy's driver for PostgreSQL, which it loads by the database's URL",
    "tzdata": "zoneinfo's time zones where the system has none (Windows)",
}

READMES = ("README.md", "README.vi.md")
ADDRESS = re.compile(r"https?://(?!localhost\b|127\.0\.0\.1\b)[^\s\"'<>)]+")
# Names of XML vocabularies that Office files carry: they look like addresses and are never asked for anything.
XML_NAMES = re.compile(
    r"http://(schemas\.openxmlformats\.org|schemas\.microsoft\.com|www\.w3\.org|purl\.(org|oclc\.org))/|"
    r"https?://www\.opengis\.net/"
)
FRAME_VERBS = {
    "agg", "apply", "assign", "astype", "drop", "dropna", "fillna", "groupby", "iloc", "loc", "melt",
    "merge", "pivot", "pivot_table", "query", "rename", "sort_values", "stack", "unstack", "value_counts",
}  # fmt: skip
HTML = re.compile(r"</?[a-zA-Z][^<>]*>")

MODULES = sorted((ROOT / "camdash").rglob("*.py"))
STEPS_OF_ALEMBIC = "migrations/versions"  # one list of tables and columns each
PAGES = sorted((ROOT / "pages").rglob("*.py"))


def name_of(path: Path) -> str:
    """Name a file by its path in the checkout, for the test's title and message."""
    return path.relative_to(ROOT).as_posix()


def lines_of(path: Path) -> int:
    """Count a file's lines."""
    return len(path.read_text("utf-8").splitlines())


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a module once."""
    return ast.parse(path.read_text("utf-8"))


@cache
def committed() -> tuple[Path, ...]:
    """List what git keeps of this checkout; skip where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: the committed files are not known")
    files = (ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name)
    return tuple(file for file in files if file.is_file())


# -------------------------------------------------------------------------------------------------- sizes


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_module_is_short(module: Path) -> None:
    """A module has at most 300 lines, or stands in the list above with its reason."""
    assert lines_of(module) <= MODULE_LINES or name_of(module) in LONG_MODULES


@pytest.mark.parametrize("module", [m for m in MODULES if STEPS_OF_ALEMBIC not in name_of(m)], ids=name_of)
def test_functions_are_short(module: Path) -> None:
    """A function has at most 40 lines, docstring included."""
    functions = (n for n in ast.walk(tree_of(module)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    long = {f.name: length for f in functions if (length := (f.end_lineno or 0) - f.lineno + 1) > FUNCTION_LINES}
    assert long == {}


def test_app_is_short() -> None:
    """app.py only frames the pages."""
    assert lines_of(ROOT / "app.py") < APP_LINES


# -------------------------------------------------------------------------------------------------- pages


def test_no_page_beside_app() -> None:
    """A script directly in pages/ would be served without app.py's frame and sign-in."""
    assert list((ROOT / "pages").glob("*.py")) == []
    assert PAGES != []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_page_is_thin(page: Path) -> None:
    """A page arranges: it is short, catches nothing, handles no frames and writes no HTML."""
    assert lines_of(page) <= PAGE_LINES
    assert list(faults_of_page(tree_of(page))) == []


def faults_of_page(tree: ast.Module) -> Iterator[str]:
    """Yield what a page contains and should not."""
    for node in ast.walk(tree):
        match node:
            case ast.Try():
                yield f"line {node.lineno}: try"
            case ast.Import() | ast.ImportFrom() if imports(node) & {"pandas", "numpy", "duckdb", "plotly", "pydeck"}:
                yield f"line {node.lineno}: imports {imports(node)}"
            case ast.Attribute() if node.attr in FRAME_VERBS:
                yield f"line {node.lineno}: .{node.attr}"
            case ast.Constant(value=str(text)) if HTML.search(text):
                yield f"line {node.lineno}: HTML"
            case ast.keyword(arg="unsafe_allow_html"):
                yield f"line {node.lineno}: unsafe_allow_html"


def imports(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Name the packages that an import statement takes from."""
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    return {name.partition(".")[0] for name in names}


# ------------------------------------------------------------------------------------- nothing calls outside


def product_texts() -> Iterator[Path]:
    """Yield the files that run or configure the app."""
    yield ROOT / "app.py"
    for folder in ("pages", "camdash", ".streamlit"):
        yield from (p for p in sorted((ROOT / folder).rglob("*")) if p.suffix in {".py", ".toml", ".po", ".css", ".js"})


def test_no_outside_address() -> None:
    """No product file names an address outside this machine; names of XML vocabularies are none."""
    found = {
        name_of(file): [url for url in ADDRESS.findall(file.read_text("utf-8")) if not XML_NAMES.match(url)]
        for file in product_texts()
    }
    assert {file: urls for file, urls in found.items() if urls} == {}


# ------------------------------------------------------------------------------------------- what is documented


def commands(group: click.Group = program, path: str = "") -> Iterator[str]:
    """Yield each command as it is typed after `python -m camdash`."""
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            yield f"{path}{name}"
            if isinstance(command, click.Group):
                yield from commands(command, f"{path}{name} ")


def settings() -> set[str]:
    """Find every CAMDASH_… variable that the program, its tests and its checks read."""
    files = [*MODULES, *PAGES, *(ROOT / "tests").rglob("*.py"), ROOT / ".ci" / "run"]
    texts = (file.read_text("utf-8") for file in files if file != Path(__file__))
    return {name for text in texts for name in re.findall(r"\bCAMDASH_[A-Z_]+\b", text)}


@pytest.mark.parametrize("readme", READMES)
def test_readme_tells_commands_and_settings(readme: str) -> None:
    """Each command and each setting is told in both languages."""
    text = (ROOT / readme).read_text("utf-8")
    missing = [command for command in commands() if f"python -m camdash {command}" not in text]
    assert missing + [setting for setting in sorted(settings()) if setting not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_readme_tells_how_to_run_and_test(readme: str) -> None:
    """Both commands stand in both languages as `.ci/run` takes them."""
    lines = (ROOT / readme).read_text("utf-8").splitlines()
    install = "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt"
    assert f"{install} && .venv/bin/streamlit run app.py" in lines
    assert f"{install} -r requirements-dev.txt && .venv/bin/pytest" in lines


def test_data_files_tell_where_they_are_from() -> None:
    """Each file of data/ stands in a README.md there, its folder's or data/'s own, with source, licence and making."""
    files = [file for file in committed() if DATA in file.parents and file.name != "README.md"]
    assert [name_of(file) for file in files if f"`{file.name}`" not in told_beside(file)] == []


def told_beside(file: Path) -> str:
    """Read the README.md of a data file's folder and those above it up to data/'s own."""
    folders = [folder for folder in file.parents if folder == DATA or DATA in folder.parents]
    return "".join(text.read_text("utf-8") for folder in folders if (text := folder / "README.md").is_file())


# ---------------------------------------------------------------------------------- borders that are not ours


def corners(node: Any) -> Iterator[tuple[float, float]]:
    """Yield every corner of GeoJSON coordinates, however deep, to about a metre."""
    if isinstance(node, list) and len(node) > 1 and all(isinstance(part, int | float) for part in node):
        yield round(node[0], 5), round(node[1], 5)
    elif isinstance(node, list):
        for part in node:
            yield from corners(part)


def corners_of(file: Path) -> set[tuple[float, float]]:
    """Read all corners of a GeoJSON file."""
    features = json.loads(file.read_text("utf-8"))["features"]
    return {corner for feature in features for corner in corners(feature["geometry"]["coordinates"])}


def test_no_supplied_border_is_committed(shared: Path) -> None:
    """Nothing of the borders in the shared material stands in this repository: no file, no copy, no corner."""
    borders = sorted((shared / "geo").glob("*.geojson"))
    assert borders != []
    assert {file.name for file in committed()} & {border.name for border in borders} == set()
    digests = {hashlib.sha256(border.read_bytes()).digest() for border in borders}
    assert not any(hashlib.sha256(file.read_bytes()).digest() in digests for file in committed())
    theirs = set().union(*map(corners_of, borders))
    ours = {name_of(file): corners_of(file) for file in committed() if file.suffix == ".geojson"}
    assert {name: len(both) for name, found in ours.items() if (both := found & theirs)} == {}


# ------------------------------------------------------------------------------------------- what is installed


def pins(file: str) -> dict[str, str]:
    """Read the pinned version of each package, by its canonical name."""
    lines = (ROOT / file).read_text("utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"==[^*,]+", str(each.specifier)) for each in wanted)
    return {canonicalize_name(each.name): str(each.specifier).removeprefix("==") for each in wanted}


@pytest.mark.parametrize(("file", "extras"), [("requirements.txt", []), ("requirements-dev.txt", ["dev"])])
def test_pins_agree_with_pyproject(file: str, extras: list[str]) -> None:
    """What pyproject.toml asks for is pinned, to a version that it allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(name for extra in extras for name in project["optional-dependencies"][extra])]
    pinned = pins(file)
    for requirement in map(Requirement, asked):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier


def test_both_files_pin_the_same() -> None:
    """The tests run on exactly the versions that the app runs on."""
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def imported_packages() -> set[str]:
    """Name the packages that camdash and its pages import."""
    nodes = (node for file in [*MODULES, *PAGES, ROOT / "app.py"] for node in ast.walk(tree_of(file)))
    found = (imports(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))
    return set().union(*found)


def test_imports_are_asked_for() -> None:
    """The program imports only what pyproject.toml names, and pyproject.toml names nothing else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    homes = packages_distributions()
    outside = imported_packages() - set(sys.stdlib_module_names) - {"camdash", ""}
    needed = {canonicalize_name(home) for package in outside for home in homes[package]}
    assert needed - asked == set()
    assert asked - needed - NEEDED_WITHOUT_IMPORT.keys() == set()
