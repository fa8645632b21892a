#!/usr/bin/env python3
"""Records the cassettes of the sample campaigns: Templates/campaigns/*/cassettes.

    scripts/record-cassettes.py [path of the galley binary]

A server on this machine answers like an OpenAI-compatible service, with the copy of
scripts/sample-copy.json. Run it after a change of a brief, a prompt or a schema, then review the
difference in git: a changed key alone means that only the question changed.
"""
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPY = json.loads((ROOT / "scripts/sample-copy.json").read_text())


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    campaign = ""

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        prompt = request["messages"][1]["content"]
        variant, locale = re.search(
            r"variant (\S+) of the .*\(locale ([^)]+)\)", prompt).groups()
        segment = re.search(r"^Segment: (.+)$", prompt, re.MULTILINE).group(1)
        content = json.dumps(
            COPY[Service.campaign][f"{segment}.{variant}.{locale}"], ensure_ascii=False)
        # About four bytes are a token; what matters is that the figures never change.
        size = sum(len(message["content"].encode()) for message in request["messages"])
        answer = json.dumps({
            "id": "recorded", "object": "chat.completion", "model": request["model"],
            "choices": [{"index": 0, "finish_reason": "stop",
                         "message": {"role": "assistant", "content": content}}],
            "usage": {"prompt_tokens": size // 4, "completion_tokens": len(content) // 4,
                      "total_tokens": size // 4 + len(content) // 4},
        }).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


def main():
    galley = sys.argv[1] if len(sys.argv) > 1 else "galley"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        **os.environ, "GALLEY_NOW": "2026-04-15T09:00:00Z", "GALLEY_AI_PROVIDER": "openai",
        "GALLEY_AI_BASE_URL": f"http://127.0.0.1:{server.server_port}/v1",
        "GALLEY_AI_REQUESTS_PER_MINUTE": "6000", "OPENAI_API_KEY": "recorded",
    }
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch)
        for part in ("Assets", "Templates"):
            shutil.copytree(ROOT / part, work / part)
        shutil.copy(ROOT / "galley.yml", work)
        for campaign in COPY:
            Service.campaign = campaign
            shutil.rmtree(work / "Templates/campaigns" / campaign / "copy", ignore_errors=True)
            subprocess.run(
                [galley, "write", campaign, "--record", f"recorded-{campaign}"], cwd=work,
                env=environment, check=True)
            target = ROOT / "Templates/campaigns" / campaign / "cassettes"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(work / f"recorded-{campaign}", target)
            print(f"{campaign}: {len(list(target.iterdir()))} cassettes")


if __name__ == "__main__":
    main()
