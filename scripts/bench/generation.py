"""AI copy: reading and checking an answer against orjson + jsonschema_rs; a batch of 200 units
against a server on this machine that answers in 50 ms, against the ideal of its concurrency."""
import asyncio
import json
import multiprocessing
import tempfile

PEER = """
import json, sys, time, orjson, jsonschema_rs
folder = sys.argv[1]
answer = open(folder + "/answer.json", "rb").read()
schema = json.load(open(folder + "/schema.json"))
validator = jsonschema_rs.validator_for(schema)
def series(work, rounds=20000):
    times = []
    for _ in range(5):
        start = time.process_time_ns()
        for _ in range(rounds):
            work()
        times.append((time.process_time_ns() - start) / rounds)
    return sorted(times)[2]
def both():
    assert validator.is_valid(orjson.loads(answer))
value = orjson.loads(answer)
print(json.dumps({"parse_and_validate_ns": series(both),
    "parse_ns": series(lambda: orjson.loads(answer)),
    "validate_ns": series(lambda: validator.is_valid(value))}))
"""

COPY = {
    "subject": "A first look at the spring shelves", "preheader": "Things that last, chosen for you",
    "headline": "The light is back", "intro": "The days are longer, and the shelves are full. "
    "Come and see what we put together for the first evenings outside.", "cta_label": "See it",
    "closing": "See you outside.",
}


def serve(port):
    """Answers every chat completion after 50 ms, over connections that stay open."""
    body = json.dumps({
        "id": "c", "object": "chat.completion", "model": "gpt-4o-mini", "choices": [{
            "index": 0, "finish_reason": "stop",
            "message": {"role": "assistant", "content": json.dumps(COPY)}}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 120, "total_tokens": 1020},
    }).encode()
    answer = (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              % len(body)) + body

    async def client(reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
                await asyncio.sleep(0.05)
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main():
        server = await asyncio.start_server(client, "127.0.0.1", 0, backlog=256)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def run(bench):
    python = bench.python("orjson", "jsonschema_rs")
    folder = bench.folder("generation")
    bench.figures([bench.benchmarks, "generation", "files", folder])
    series = {"ours": [], "peer": []}

    def ours():
        series["ours"].append(bench.figures([bench.benchmarks, "generation"]))
        return series["ours"][-1]["parse_and_validate_ns"]

    def peer():
        series["peer"].append(bench.figures([python, "-c", PEER, folder]))
        return series["peer"][-1]["parse_and_validate_ns"]

    mine, theirs = bench.alternate(ours, peer)
    bench.row("parse + validate 3 KB, answers a second", 1e9 / mine, 100_000, at_least=True)
    bench.row("parse + validate 3 KB", mine, 1, unit="ns", peer=theirs,
              peer_name="orjson + jsonschema_rs")
    for part in ("parse_ns", "validate_ns"):
        middle = [sorted(run[part] for run in runs)[len(runs) // 2] for runs in series.values()]
        bench.row(f"  {part[:-3]} alone", middle[0], None, unit="ns", peer=middle[1],
                  peer_name="peer")
    receiver, sender = multiprocessing.Pipe(duplex=False)
    server = multiprocessing.Process(target=serve, args=(sender,), daemon=True)
    server.start()
    port = receiver.recv()
    try:
        for concurrency in (4, 8, 16):
            def batch():
                with tempfile.TemporaryDirectory(dir=folder) as work:
                    return bench.figures([
                        bench.benchmarks, "generation", "batch", f"http://127.0.0.1:{port}/v1",
                        concurrency, work])["wall_ms"]
            wall, = bench.alternate(batch)
            ideal = -(-200 // concurrency) * 50
            bench.row(f"200 units, {concurrency} at once (wall)", wall, 1.15, unit="ms",
                      peer=ideal, peer_name="ideal")
    finally:
        server.terminate()
