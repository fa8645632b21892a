"""Vision boards against Pillow drawing the same board: 1200 x 1500, a headline, six photos of
1000 x 800 that fill their cells, three text cells, shadows, gradients, PNG."""
import pathlib

HERE = pathlib.Path(__file__).resolve().parent


def run(bench):
    python = bench.python("pillow")
    folder = bench.folder("boards")
    peer = HERE / "peers" / "boards_pillow.py"
    bench.measure([python, peer, "photos", folder])

    def pillow():
        return bench.figures([python, peer, "draw", folder])["ms"]

    def galley(name):
        return lambda: bench.figures([bench.benchmarks, "boards", name, folder])["ms"]

    theirs, cold = bench.alternate(pillow, galley("cold"))
    bench.row("board, nothing cached", cold, 1 / 3, unit="ms", peer=theirs, peer_name="Pillow")
    warm, name = bench.alternate(galley("warm"), galley("name"))
    bench.row("board, pictures and ground cached", warm, 45, unit="ms")
    bench.row("board, only the name differs", name, 5, unit="ms")
    sizes = [(folder / file).stat().st_size for file in ("galley.png", "pillow.png")]
    bench.row("size of the PNG", sizes[0], 1.1, unit="bytes", peer=sizes[1], peer_name="Pillow")

    def wall(workers):
        command = [bench.benchmarks, "boards", "batch", folder, "60", str(workers)]
        return lambda: bench.measure(command)["wall"]

    one, two = bench.alternate(wall(1), wall(2))
    bench.row("60 boards, two workers against one (wall)", one / two, 1.7, at_least=True)
    peak = bench.measure([bench.benchmarks, "boards", "batch", folder, "200", "2"])["peak"]
    bench.row("memory of 200 boards, two workers", peak / 1e6, 150, unit="MB")
