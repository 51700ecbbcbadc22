#!/usr/bin/env bash
# Compile requirements.txt and requirements-dev.txt from pyproject.toml: every package that gets installed, pinned,
# one version for Python 3.11 to 3.14, Linux and Windows. Run by hand where `uv` is on PATH (pip install uv);
# what is pinned already stays unless asked otherwise:
#     scripts/compile_requirements.sh --upgrade-package streamlit
#     scripts/compile_requirements.sh --upgrade
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    local file=$1 purpose=$2 body
    shift 2
    body=$(mktemp)
    if [[ -f $file ]]; then cp "$file" "$body"; fi
    uv pip compile pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
        --no-header --no-annotate --quiet --output-file "$body" "$@" >/dev/null
    {
        echo "# $purpose"
        echo "# Compiled from pyproject.toml by scripts/compile_requirements.sh; do not edit by hand."
        grep -v '^#' "$body"
    } >"$file"
    rm -f "$body"
}

compile requirements.txt "What camdash needs to run." "$@"
compile requirements-dev.txt "What camdash needs to run and to be tested." \
    --extra dev --constraint requirements.txt "$@"
