#!/usr/bin/env python3
"""Runs the benchmarks: each figure against a named peer, in one run, in alternating order.

    scripts/bench/run.py [AREA...] [--rounds N] [--json FILE]

An area is a file of this folder with a function `run(bench)`, such as `templates.py`. Peers come
from PyPI into .build-bench/venv; what is missing is installed. Times are CPU time (user + system)
unless a figure says "wall". Exit 1 when a bar is missed.
"""
import argparse
import importlib
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORK = ROOT / ".build-bench"


class Bench:
    """What an area measures with."""

    def __init__(self, rounds, binaries):
        self.rounds = rounds
        self.binaries = binaries
        self.rows = []

    @property
    def galley(self):
        """The release binary."""
        return str(self.binaries / "galley")

    @property
    def benchmarks(self):
        """The executable with the parts that are measured in process."""
        return str(self.binaries / "Benchmarks")

    def folder(self, name):
        """A folder for the area's data, kept between runs."""
        path = WORK / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    def python(self, *packages):
        """The Python of the venv, with these packages installed."""
        python = WORK / "venv" / "bin" / "python"
        if not python.exists():
            venv.create(WORK / "venv", with_pip=True)
        marker = WORK / "venv" / "installed.txt"
        installed = set(marker.read_text().split()) if marker.exists() else set()
        missing = [package for package in packages if package not in installed]
        if missing:
            subprocess.run([python, "-m", "pip", "install", "-q", *missing], check=True)
            marker.write_text("\n".join(sorted(installed | set(missing))))
        return str(python)

    def measure(self, command, **options):
        """Runs a command: {"cpu", "wall" in seconds, "peak" in bytes, "output"}."""
        start = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.PIPE, text=True, **options)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - start
        if process.returncode != 0:
            raise SystemExit(f"failed with {process.returncode}: {command}")
        return {
            "cpu": usage.ru_utime + usage.ru_stime, "wall": wall,
            "peak": usage.ru_maxrss * 1024, "output": output,
        }

    def figures(self, command):
        """The JSON object a command prints on its last line."""
        return json.loads(self.measure(command)["output"].strip().splitlines()[-1])

    def alternate(self, *works):
        """Calls each function in turn, `rounds` times in alternating order: the median of each.

        A function returns a number; the result has the order of the arguments.
        """
        series = [[] for _ in works]
        for number in range(self.rounds):
            order = range(len(works)) if number % 2 == 0 else reversed(range(len(works)))
            for index in order:
                series[index].append(works[index]())
        return [statistics.median(values) for values in series]

    def row(self, name, ours, bar, *, at_least=False, unit="", peer=None, peer_name=""):
        """Adds a figure. With `peer`, the ratio ours / peer is held against the bar."""
        value = ours if peer is None else ours / peer
        passed = None if bar is None else (value >= bar if at_least else value <= bar)
        self.rows.append({
            "name": name, "ours": ours, "peer": peer, "peer_name": peer_name, "value": value,
            "bar": bar, "at_least": at_least, "unit": unit, "passed": passed,
        })
        sign = "" if bar is None else f"{'>=' if at_least else '<='} {bar:g}"
        shown = f"{ours:.4g} {unit}".strip()
        against = "" if peer is None else f"{peer_name} {peer:.4g} {unit}: ratio {value:.3g}"
        mark = {True: "ok", False: "MISSED", None: ""}[passed]
        print(f"{name:<52} {shown:<18} {against:<44} {sign:<10} {mark}", flush=True)


def main():
    areas = sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("areas", nargs="*", metavar="AREA", help=", ".join(areas))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--binaries", type=pathlib.Path)
    arguments = parser.parse_args()
    unknown = set(arguments.areas) - set(areas)
    if unknown:
        parser.error(f"no such area: {', '.join(sorted(unknown))}")
    binaries = arguments.binaries or pathlib.Path(subprocess.run(
        ["swift", "build", "-c", "release", "--show-bin-path"], cwd=ROOT, check=True,
        capture_output=True, text=True).stdout.strip())
    sys.path.insert(0, str(HERE))
    bench = Bench(arguments.rounds, binaries)
    for area in arguments.areas or areas:
        print(f"\n== {area}", flush=True)
        importlib.import_module(area).run(bench)
    if arguments.json:
        arguments.json.write_text(json.dumps(bench.rows, indent=2))
    missed = [row["name"] for row in bench.rows if row["passed"] is False]
    for name in missed:
        print(f"missed: {name}", file=sys.stderr)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
