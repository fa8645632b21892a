"""Reads finished messages with Python's e-mail parser and fails on any defect."""

import email
import email.policy
import pathlib
import sys


def problems(path):
    raw = path.read_bytes()
    for number, line in enumerate(raw.split(b"\r\n"), 1):
        if len(line) > 998:
            yield f"line {number} has {len(line)} bytes"
        if b"\n" in line or b"\r" in line:
            yield f"line {number} holds a bare CR or LF"
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        for defect in part.defects:
            yield f"{part.get_content_type()}: {type(defect).__name__}"
        for name, value in part.items():
            for defect in getattr(value, "defects", ()):
                yield f"header {name}: {type(defect).__name__}"
    for name in ("Date", "From", "To", "Subject", "Message-ID", "List-Unsubscribe"):
        if message[name] is None:
            yield f"no {name}"
    alternative = next(
        (part for part in message.walk() if part.get_content_type() == "multipart/alternative"),
        None)
    if alternative is None:
        yield "has no alternatives"
        return
    first, last = alternative.get_payload()[0], alternative.get_payload()[-1]
    if first.get_content_type() != "text/plain":
        yield f"the first alternative is {first.get_content_type()}"
    if last.get_content_type() not in ("text/html", "multipart/related"):
        yield f"the last alternative is {last.get_content_type()}"
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.is_attachment():
            continue
        text = part.get_content()
        if not text.strip():
            yield f"{part.get_content_type()} is empty"
        if "{{" in text or "{%" in text:
            yield f"{part.get_content_type()} holds template tags"


def main():
    failures = 0
    names = [path for name in sys.argv[1:] for path in sorted(
        pathlib.Path(name).rglob("*.eml") if pathlib.Path(name).is_dir() else [pathlib.Path(name)])]
    for name in names:
        for problem in problems(name):
            failures += 1
            print(f"{name}: {problem}")
    print(f"judge: {len(names)} messages read, {failures} problems")
    failures += not names
    sys.exit(1 if failures else 0)


main()
