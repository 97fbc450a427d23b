"""Run all benchmarks and write tests/benchmarks/RESULTS.md.

Run: python tests/benchmarks/write_results.py [SHARE]
All of it takes more than an hour on two cores. With a share of the size, such as 0.02 for a trial, it takes less.
"""

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

FOLDER = Path(__file__).parent
PACKAGES = ["spacy", "numpy", "pandas", "pyarrow", "scipy", "scikit-learn", "nltk", "networkx"]
PACKAGES += filter(find_spec, ["textacy", "quantulum3"])  # which the kit does not require
HEAD = """\
# Speed and memory

`make bench` writes this file. The kit and its peers take turns in one run. A value is the cost of the first divided by
the cost of the second, or a peak in MB, of all processes together. CPU is seconds of all processes and threads.{size}

| what | against | median | range | at most | is it so? |
|---|---|---|---|---|---|
"""


def main() -> None:
    rows, begun = [], monotonic()
    for script in sorted(FOLDER.glob("bench_*.py")):
        start = monotonic()
        with subprocess.Popen(
            [sys.executable, script, *sys.argv[1:]], stdout=subprocess.PIPE, text=True
        ) as run:
            for line in run.stdout:
                print(line, end="", flush=True)
                rows += [line] * line.startswith("|")
        if run.returncode:
            sys.exit(f"{script.name} failed: {FOLDER.name}/RESULTS.md stays as it was")
        print(f"{script.name} took {(monotonic() - start) / 60:.1f} minutes", flush=True)
    print(f"All took {(monotonic() - begun) / 60:.0f} minutes")
    size = f" Sizes are {sys.argv[1]} of the full ones." if len(sys.argv) > 1 else ""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}"
    text = f"{HEAD.format(size=size)}{''.join(rows)}\n{machine}, {versions}.\n"
    (FOLDER / "RESULTS.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
