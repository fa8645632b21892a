#!/usr/bin/env python3
"""The board of `boards.py` drawn by Pillow as a fluent user would draw it.

    peers/boards_pillow.py photos FOLDER     makes the six photos and the theme's numbers once
    peers/boards_pillow.py draw FOLDER       draws FOLDER/pillow.png, prints {"ms": CPU time}
"""
import json
import pathlib
import random
import sys
import time

from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

WIDTH, HEIGHT = 1200, 1500
FONTS = "/usr/share/fonts/opentype/"
PHOTO_TITLES = ["Slow mornings", "Harbour light", "Long walks", "Wild herbs", "Quiet tables",
                "First frost"]
TILES = [("Wild camping", "OUTDOORS"), ("Filter coffee", "KITCHEN"), ("Good paper", "DESK")]


def photo(seed):
    """Clouds of noise on six scales and a few edges: about as hard to compress as a photo."""
    source = random.Random(seed)
    size = (1000, 800)
    channels = []
    for channel in range(3):
        total = Image.new("L", size, 70 + source.randrange(90))
        for step, weight in ((4, 0.5), (9, 0.34), (20, 0.26), (45, 0.18), (100, 0.11), (230, 0.05)):
            noise = Image.frombytes(
                "L", (step, step * 4 // 5), source.randbytes(step * (step * 4 // 5)))
            total = Image.blend(total, noise.resize(size, Image.BICUBIC), weight)
        channels.append(total)
    luminance = channels[0]
    mixed = [Image.blend(luminance, channel, 0.4) for channel in channels]
    picture = Image.merge("RGB", mixed)
    draw = ImageDraw.Draw(picture)
    for _ in range(5):
        x, y = source.randrange(900), source.randrange(700)
        color = tuple(source.randrange(256) for _ in range(3))
        draw.ellipse((x, y, x + 60 + source.randrange(160), y + 40 + source.randrange(120)), color)
    return picture


def make_photos(folder):
    for number in range(6):
        path = folder / f"photo{number}.jpg"
        if not path.exists():
            photo(number + 1).save(path, quality=90)


def rounded(size, radius):
    """An anti-aliased mask: drawn four times as large and scaled down."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4), 0)
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, size[0] * 4 - 1, size[1] * 4 - 1), radius * 4, 255)
    return mask.resize(size, Image.BOX)


def gradient(size, top, bottom):
    mask = Image.linear_gradient("L").resize(size, Image.BILINEAR)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def draw(folder):
    margin, gap, radius = 56, 28, 28
    board = gradient((WIDTH, HEIGHT), (248, 243, 235), (240, 228, 213))
    pen = ImageDraw.Draw(board)
    heading = ImageFont.truetype(FONTS + "ebgaramond/EBGaramond12-Regular.otf", 88)
    small = ImageFont.truetype(FONTS + "ebgaramond/EBGaramond12-Regular.otf", 38)
    body = ImageFont.truetype(FONTS + "inter/Inter-SemiBold.otf", 19)
    top = margin + 95 + 36
    width = (WIDTH - 2 * margin - 2 * gap) // 3
    height = (HEIGHT - margin - top - 2 * gap) // 3
    cells = [(margin + column * (width + gap), top + row * (height + gap))
             for row in range(3) for column in range(3)]
    wash = ImageDraw.Draw(board, "RGBA")
    wash.ellipse((828, -310, 1448, 310), (184, 84, 48, 20))
    wash.ellipse((-190, 1272, 190, 1652), (244, 221, 207, 110))
    # All shadows at once: one mask, one blur.
    shadow = Image.new("L", (WIDTH, HEIGHT), 0)
    shadow_pen = ImageDraw.Draw(shadow)
    for x, y in cells:
        shadow_pen.rounded_rectangle((x, y + 12, x + width, y + height + 12), radius, 40)
    board.paste((58, 38, 24), mask=shadow.filter(ImageFilter.GaussianBlur(16)))
    mask = rounded((width, height), radius)
    fade = Image.linear_gradient("L").resize((width, height // 2), Image.BILINEAR)
    fade = fade.point(lambda value: value * 9 // 20)
    for index, (x, y) in enumerate(cells[:6]):
        with Image.open(folder / f"photo{index}.jpg") as picture:
            tile = ImageOps.fit(picture, (width, height), Image.LANCZOS)
        tile.paste((14, 11, 16), (0, height - height // 2), fade)
        board.paste(tile, (x, y), mask)
        pen.text((x + 28, y + height - 28), PHOTO_TITLES[index], "white", small, anchor="ls")
    for (title, detail), (x, y) in zip(TILES, cells[6:]):
        tile = gradient((width, height), (244, 221, 207), (238, 207, 190))
        rings = ImageDraw.Draw(tile, "RGBA")
        for reach, alpha in ((179, 26), (124, 26), (69, 34)):
            rings.ellipse((310 - reach, 34 - reach, 310 + reach, 34 + reach),
                          (184, 84, 48, alpha))
        board.paste(tile, (x, y), mask)
        pen.text((x + 30, y + 50), detail, (184, 84, 48), body, anchor="ls")
        pen.text((x + 30, y + height - 30), title, (43, 33, 27), small, anchor="ls")
    pen.text((margin, margin + 76), "Picked for Ana", (43, 33, 27), heading, anchor="ls")
    board.save(folder / "pillow.png", compress_level=6)


if __name__ == "__main__":
    command, target = sys.argv[1], pathlib.Path(sys.argv[2])
    if command == "photos":
        make_photos(target)
    else:
        start = time.process_time()
        draw(target)
        print(json.dumps({"ms": (time.process_time() - start) * 1000}))
