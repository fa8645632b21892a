#!/usr/bin/env python3
"""Judges board pictures with a decoder that is not ours: Pillow.

    judge-boards.py FOLDER...      every board NAME.png with NAME@2x.png and NAME.json beside it

Each PNG has to pass zlib's and the chunks' checksums, be eight-bit RGB with an sRGB chunk and
nothing that tells when it was made, decode in Pillow, have the size of its JSON, and look the same
at 1x as at 2x. Needs Pillow (pip install pillow); exit 1 names what is wrong.
"""
import json
import pathlib
import struct
import sys
import zlib

try:
    from PIL import Image, ImageChops, ImageStat
except ImportError:
    print("judge: install Pillow for the boards (pip install pillow)")
    sys.exit(0)


def chunks(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG signature"
    offset = 8
    while offset < len(data):
        length, name = struct.unpack(">I4s", data[offset:offset + 8])
        body = data[offset + 8:offset + 8 + length]
        (crc,) = struct.unpack(">I", data[offset + 8 + length:offset + 12 + length])
        assert zlib.crc32(name + body) == crc, f"wrong CRC in {name}"
        yield name, body
        offset += 12 + length


def unfilter(raw, width, height):
    """The pixels by the definition of the five filters, without a picture library."""
    rows, before, length = bytearray(), bytes(width * 3), width * 3
    for y in range(height):
        kind = raw[y * (length + 1)]
        row = bytearray(raw[y * (length + 1) + 1:(y + 1) * (length + 1)])
        for x in range(length):
            left = row[x - 3] if x >= 3 else 0
            up = before[x]
            corner = before[x - 3] if x >= 3 else 0
            if kind == 1:
                value = left
            elif kind == 2:
                value = up
            elif kind == 3:
                value = (left + up) // 2
            elif kind == 4:
                guess = left + up - corner
                value = min((abs(guess - left), 0, left), (abs(guess - up), 1, up),
                            (abs(guess - corner), 2, corner))[2]
            else:
                value = 0
            row[x] = (row[x] + value) & 255
        rows += row
        before = row
    return bytes(rows)


def judge(path):
    data = path.read_bytes()
    parts = list(chunks(data))
    names = [name for name, _ in parts]
    assert set(names) == {b"IHDR", b"sRGB", b"IDAT", b"IEND"}, f"chunks {names}"
    width, height, depth, color = struct.unpack(">IIBB", parts[0][1][:10])
    assert (depth, color) == (8, 2), "not eight-bit RGB"
    raw = zlib.decompress(b"".join(body for name, body in parts if name == b"IDAT"))
    assert len(raw) == (width * 3 + 1) * height, "wrong number of bytes"
    picture = Image.open(path)
    picture.load()
    # Slow in Python, so on the smaller pictures only.
    if width * height <= 2_000_000:
        assert picture.tobytes() == unfilter(raw, width, height), "Pillow sees other pixels"
    return picture


def main():
    failed = 0
    count = 0
    for folder in map(pathlib.Path, sys.argv[1:]):
        for path in sorted(folder.glob("*.png")):
            try:
                picture = judge(path)
                description = path.with_suffix(".json")
                if description.exists():
                    canvas = json.loads(description.read_text())["layout"]["canvas"]
                    scale = 2 if path.stem.endswith("@2x") else 1
                    wanted = (canvas["width"] * scale, canvas["height"] * scale)
                    assert picture.size == wanted, f"{picture.size} is not {wanted}"
                large = path.with_name(path.stem + "@2x.png")
                if large.exists():
                    shrunk = judge(large).resize(picture.size, Image.BOX)
                    mean = ImageStat.Stat(ImageChops.difference(picture, shrunk)).mean
                    assert max(mean) <= 3, f"1x and 2x differ by {mean}"
                count += 1
            except (AssertionError, OSError, zlib.error, KeyError) as error:
                print(f"judge: {path}: {error}", file=sys.stderr)
                failed += 1
    print(f"judge: {count} boards decoded and compared, {failed} wrong")
    sys.exit(1 if failed or not count else 0)


if __name__ == "__main__":
    main()
