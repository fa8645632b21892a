#!/usr/bin/env python3
"""Draws the sample workspace's pictures into Assets/images: products, heroes and the shop's mark.

A small scanline renderer (exact horizontal coverage, four lines per pixel row) and flat still
lifes, standard library only. The output depends on this file alone.

    python3 scripts/make-sample-images.py [FOLDER] [NAME...]     # all pictures, or the named ones
"""

import math
import pathlib
import struct
import sys
import zlib

SUBLINES = 4


# --- Colours -------------------------------------------------------------------------------------
def rgb(text):
    return tuple(int(text[i:i + 2], 16) for i in (1, 3, 5))


def mix(a, b, t):
    a, b = (rgb(c) if isinstance(c, str) else c for c in (a, b))
    return tuple(round(x + (y - x) * t) for x, y in zip(a, b))


def light(color, t=0.25):
    return mix(color, "#ffffff", t)


def dark(color, t=0.25):
    return mix(color, "#1a1830", t)


class Across:
    """A horizontal gradient between x0 and x1 through (position, colour) stops."""

    def __init__(self, x0, x1, stops):
        self.x0, self.x1 = x0, x1
        self.stops = [(p, rgb(c) if isinstance(c, str) else c) for p, c in stops]
        self.row = None

    def line(self, width, y):
        if self.row is None:
            row = bytearray()
            for x in range(width):
                row += bytes(self.at((x + 0.5 - self.x0) / (self.x1 - self.x0)))
            self.row = bytes(row)
        return self.row

    def at(self, t):
        t = min(1.0, max(0.0, t))
        for (p, a), (q, b) in zip(self.stops, self.stops[1:]):
            if t <= q:
                return mix(a, b, (t - p) / (q - p) if q > p else 0)
        return self.stops[-1][1]


class Down(Across):
    """A vertical gradient between y0 and y1."""

    def line(self, width, y):
        return bytes(self.at((y + 0.5 - self.x0) / (self.x1 - self.x0))) * width


class Flat:
    def __init__(self, color):
        self.color = bytes(rgb(color) if isinstance(color, str) else color)

    def line(self, width, y):
        return self.color * width


def round_shade(color, x0, x1, strength=1.0):
    """The light on something turned: from the upper left, with a soft second edge."""
    color = rgb(color) if isinstance(color, str) else color
    s = strength
    return Across(x0, x1, [(0, dark(color, 0.10 * s)), (0.16, light(color, 0.10 * s)), (0.32, light(color, 0.26 * s)),
                           (0.5, color), (0.82, dark(color, 0.20 * s)), (0.94, dark(color, 0.26 * s)),
                           (1, dark(color, 0.18 * s))])


# --- Contours ------------------------------------------------------------------------------------
def ellipse(cx, cy, rx, ry, start=0, end=360, steps=None):
    steps = steps or max(24, int((rx + ry) / 3))
    return [(cx + rx * math.cos(math.radians(start + (end - start) * i / steps)),
             cy + ry * math.sin(math.radians(start + (end - start) * i / steps))) for i in range(steps + 1)]


def box(x, y, w, h, r=0):
    if r <= 0:
        return [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    r = min(r, w / 2, h / 2)
    return (ellipse(x + r, y + r, r, r, 180, 270, 12) + ellipse(x + w - r, y + r, r, r, 270, 360, 12)
            + ellipse(x + w - r, y + h - r, r, r, 0, 90, 12) + ellipse(x + r, y + h - r, r, r, 90, 180, 12))


def curve(*points, steps=24):
    """Bezier of any degree through its control points."""
    out = []
    n = len(points) - 1
    for i in range(steps + 1):
        t = i / steps
        x = y = 0.0
        for k, (px, py) in enumerate(points):
            w = math.comb(n, k) * t ** k * (1 - t) ** (n - k)
            x, y = x + w * px, y + w * py
        out.append((x, y))
    return out


def smooth(points, steps=10, closed=False):
    """Catmull-Rom through the points."""
    n = len(points)
    out = []
    for i in range(n if closed else n - 1):
        get = (lambda k: points[k % n]) if closed else (lambda k: points[min(n - 1, max(0, k))])
        a, b, c, d = get(i - 1), get(i), get(i + 1), get(i + 2)
        for s in range(steps):
            t = s / steps
            out.append(tuple(0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - u) * t * t
                                    + (3 * q - p - 3 * r + u) * t ** 3) for p, q, r, u in zip(a, b, c, d)))
    if not closed:
        out.append(points[-1])
    return out


def turn(points, cx, cy, degrees):
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [(cx + (x - cx) * c - (y - cy) * s, cy + (x - cx) * s + (y - cy) * c) for x, y in points]


def stroke(points, width, end_width=None):
    """The contours of a line with round joins and ends, which may taper."""
    end_width = width if end_width is None else end_width
    out = []
    n = max(1, len(points) - 1)
    for i, (x, y) in enumerate(points):
        r = (width + (end_width - width) * i / n) / 2
        out.append(ellipse(x, y, r, r, steps=max(12, int(r * 1.5))))
        if i < n and len(points) > 1:
            x2, y2 = points[i + 1]
            length = math.hypot(x2 - x, y2 - y)
            if length > 1e-9:
                r2 = (width + (end_width - width) * (i + 1) / n) / 2
                nx, ny = -(y2 - y) / length, (x2 - x) / length
                out.append([(x + nx * r, y + ny * r), (x2 + nx * r2, y2 + ny * r2),
                            (x2 - nx * r2, y2 - ny * r2), (x - nx * r, y - ny * r)])
    return out


def area(points):
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1]))


# --- Canvas --------------------------------------------------------------------------------------
class Canvas:
    def __init__(self, width, height, color="#ffffff"):
        self.width, self.height = width, height
        self.rows = [bytearray(Flat(color).line(width, 0)) for _ in range(height)]

    def fill(self, contours, paint, alpha=1.0, clip=None):
        """Fills by the non-zero rule; `clip` is a box (x0, y0, x1, y1)."""
        if contours and isinstance(contours[0], tuple):
            contours = [contours]
        if isinstance(paint, (str, tuple)):
            paint = Flat(paint)
        x_min, y_min, x_max, y_max = clip or (0, 0, self.width, self.height)
        lines = {}
        for points in contours:
            if area(points) < 0:
                points = points[::-1]
            for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1]):
                if y1 == y2:
                    continue
                way = 1 if y2 > y1 else -1
                if way < 0:
                    x1, y1, x2, y2 = x2, y2, x1, y1
                first = max(y_min * SUBLINES, math.ceil(y1 * SUBLINES - 0.5))
                last = min(y_max * SUBLINES, math.ceil(y2 * SUBLINES - 0.5))
                slope = (x2 - x1) / (y2 - y1)
                for line in range(first, last):
                    x = x1 + ((line + 0.5) / SUBLINES - y1) * slope
                    lines.setdefault(line, []).append((x, way))
        rows = {}
        for line, crossings in lines.items():
            crossings.sort()
            winding = 0
            for x, way in crossings:
                if winding == 0:
                    start = x
                winding += way
                if winding == 0:
                    a, b = max(start, x_min), min(x, x_max)
                    if b > a:
                        rows.setdefault(line // SUBLINES, []).append((a, b))
        for y, spans in rows.items():
            self.paint_row(y, spans, paint, alpha)

    def paint_row(self, y, spans, paint, alpha):
        parts, steps = {}, {}
        for a, b in spans:
            i, j = int(a), int(b)
            if i == j:
                parts[i] = parts.get(i, 0.0) + b - a
            else:
                parts[i] = parts.get(i, 0.0) + i + 1 - a
                if b > j:
                    parts[j] = parts.get(j, 0.0) + b - j
                steps[i + 1] = steps.get(i + 1, 0) + 1
                steps[j] = steps.get(j, 0) - 1
        source = paint.line(self.width, y)
        edges = sorted(set(steps) | set(parts) | {i + 1 for i in parts})
        level = 0
        for here, after in zip(edges, edges[1:] + [None]):
            level += steps.get(here, 0)
            coverage = (level + parts.get(here, 0.0)) / SUBLINES
            if coverage <= 0 or here >= self.width:
                continue
            self.blend(y, here, min(self.width, after if after is not None else here + 1), source,
                       min(1.0, coverage) * alpha)

    def blend(self, y, x0, x1, source, alpha):
        row = self.rows[y]
        a, b = 3 * x0, 3 * x1
        weight = round(alpha * 255)
        if weight >= 255:
            row[a:b] = source[a:b]
        elif weight > 0:
            if x1 - x0 > 8 and source[a:a + 3] * (x1 - x0) == source[a:b]:
                for channel in range(3):
                    value = source[a + channel] * weight
                    table = bytes((old * (255 - weight) + value + 127) // 255 for old in range(256))
                    row[a + channel:b:3] = row[a + channel:b:3].translate(table)
            else:
                for k in range(a, b):
                    row[k] = (row[k] * (255 - weight) + source[k] * weight + 127) // 255

    def line(self, points, width, paint, alpha=1.0, end_width=None):
        self.fill(stroke(points, width, end_width), paint, alpha)

    def shadow(self, cx, cy, rx, ry, strength=0.3, color="#2a2440", layers=9):
        """A soft pool of shade: thin layers that grow outwards."""
        for i in range(layers):
            t = 1.18 - 0.62 * i / (layers - 1)
            self.fill(ellipse(cx, cy, rx * t, ry * t), color, strength / layers)

    def lathe(self, cx, profile, color, tilt=0.11, strength=1.0, steps=10):
        """Something turned: profile is [(y, radius)] from the top to the foot."""
        side = smooth(profile, steps) if len(profile) > 2 else profile
        radius = max(r for _, r in side)
        top, foot = side[0], side[-1]
        contour = ([(cx + r, y) for y, r in side] + ellipse(cx, foot[0], foot[1], foot[1] * tilt, 0, 180)
                   + [(cx - r, y) for y, r in reversed(side)] + ellipse(cx, top[0], top[1], top[1] * tilt, 180, 360))
        self.fill(contour, round_shade(color, cx - radius, cx + radius, strength))

    def rim(self, cx, y, r, color, inside, tilt=0.11, wall=8):
        self.fill(ellipse(cx, y, r, r * tilt), light(color, 0.18))
        self.fill(ellipse(cx, y + wall * 0.18, r - wall, (r - wall) * tilt),
                  Across(cx - r, cx + r, [(0, dark(inside, 0.35)), (0.5, dark(inside, 0.15)), (1, inside)]))

    def png(self, alpha=None):
        channels = 3
        lines = self.rows
        if alpha is not None:
            channels = 4
            lines = [bytearray(4 * self.width) for _ in self.rows]
            for line, row, mask in zip(lines, self.rows, alpha.rows):
                for c in range(3):
                    line[c::4] = row[c::3]
                line[3::4] = mask[0::3]
        plain, up = bytearray(), bytearray()
        above = bytes(len(lines[0]))
        for line in lines:
            plain += b"\0" + line
            # The filter "up": mostly zeros in a flat picture, unless its rows repeat with a shift.
            up += b"\2" + (bytes(len(line)) if line == above else bytes((a - b) & 255 for a, b in zip(line, above)))
            above = line
        packed = min((zlib.compress(bytes(raw), 9) for raw in (plain, up)), key=len)

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2 if channels == 3 else 6, 0, 0, 0)
        return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


# --- The set: wall, a shape behind, a table ------------------------------------------------------
SETS = {  # wall, shape, table
    "camping": ("#dfe8df", "#c2d3c5", "#a9bfac"),
    "coffee": ("#f3e6d5", "#e8cfb0", "#d9b78f"),
    "kitchen": ("#efe3dc", "#e2c8ba", "#cfab99"),
    "garden": ("#e8eedb", "#cfddb4", "#b3c791"),
    "bags": ("#e6e6f1", "#cdd0e8", "#b3b7da"),
    "textiles": ("#f6e4df", "#ecc9bf", "#ddaea2"),
    "home": ("#f1ecdf", "#e5d8b8", "#d3c094"),
    "paper": ("#e0eaee", "#c2d8e1", "#a5c4d1"),
}
INK = "#24263d"
WOOD = "#b98352"
WALNUT = "#7b5137"
STEEL = "#b9c0c8"
BRASS = "#d2a44e"
CREAM = "#f4ead8"
CLAY = "#c9714c"
HAREBELL = "#5a5fb5"
FOREST = "#3f6a55"
CORAL = "#dd7a5f"
MUSTARD = "#d9a441"
SKY = "#7fa9c4"


def stage(category, kind):
    wall, shape, table = SETS[category]
    c = Canvas(900, 900)
    c.fill(box(0, 0, 900, 900), Down(0, 660, [(0, light(wall, 0.25)), (1, wall)]))
    if kind == "sun":
        c.fill(ellipse(450, 400, 305, 305), shape)
    elif kind == "arch":
        c.fill(ellipse(450, 420, 270, 290, 180, 360) + [(720, 700), (180, 700)], shape)
    elif kind == "arches":
        c.fill(ellipse(330, 360, 205, 215, 180, 360) + [(535, 700), (125, 700)], mix(wall, shape, 0.6))
        c.fill(ellipse(575, 450, 205, 215, 180, 360) + [(780, 700), (370, 700)], shape)
    elif kind == "low":
        c.fill(ellipse(560, 656, 300, 300, 180, 360), shape)
        c.fill(ellipse(300, 656, 170, 170, 180, 360), mix(wall, shape, 0.6))
    elif kind == "window":
        c.fill(box(205, 120, 490, 600, 26), shape)
        c.fill(box(225, 140, 220, 580, 14), light(shape, 0.35))
        c.fill(box(455, 140, 220, 580, 14), light(shape, 0.35))
    c.fill(box(0, 655, 900, 245), Down(655, 900, [(0, light(table, 0.10)), (1, dark(table, 0.05))]))
    c.fill(box(0, 655, 900, 3), light(table, 0.35))
    return c


def leaf(c, x, y, length, degrees, color, wide=0.3):
    w = length * wide
    shape = curve((x, y), (x + length * 0.35, y - w), (x + length, y)) + curve(
        (x + length, y), (x + length * 0.35, y + w), (x, y))
    c.fill(turn(shape, x, y, degrees), color)
    half = curve((x, y), (x + length * 0.35, y + w), (x + length, y)) + [(x, y)]
    c.fill(turn(half, x, y, degrees), dark(color, 0.18))


def steam(c, x, y, height):
    for dx, h in ((-26, 0.8), (4, 1.0), (34, 0.72)):
        points = curve((x + dx, y), (x + dx - 34, y - height * h * 0.35), (x + dx + 36, y - height * h * 0.65),
                       (x + dx, y - height * h), steps=20)
        c.line(points, 9, "#ffffff", 0.55, end_width=3)


PRODUCTS = {}


def product(name, category, kind):
    def keep(draw):
        PRODUCTS[name] = (category, kind, draw)
        return draw
    return keep


# --- Camping -------------------------------------------------------------------------------------
@product("nightjar-tent", "camping", "sun")
def _(c):
    c.shadow(455, 712, 345, 32, 0.34)
    body = curve((130, 705), (250, 640), (380, 420), (452, 330)) + curve((452, 330), (540, 430), (660, 640), (780, 705))
    c.fill(body, Across(130, 780, [(0, dark(FOREST, 0.05)), (0.46, light(FOREST, 0.24)), (0.5, FOREST), (1, dark(FOREST, 0.30))]))
    c.fill(curve((300, 705), (380, 610), (430, 470), (452, 330)) + curve((452, 330), (470, 470), (500, 620), (560, 705)), dark(FOREST, 0.62))
    c.fill(curve((452, 330), (420, 480), (350, 640), (270, 705)) + curve((300, 705), (390, 620), (440, 470), (452, 330)), light(FOREST, 0.42))
    c.fill(curve((452, 330), (480, 480), (520, 640), (598, 705)) + curve((560, 705), (500, 620), (470, 470), (452, 330)), MUSTARD)
    for a, b in (((130, 705), (72, 726)), ((780, 705), (838, 726))):
        c.line([a, b], 4, CREAM)
        c.line([(b[0], b[1] - 14), (b[0] + (6 if b[0] > 450 else -6), b[1] + 12)], 7, WALNUT)
    c.line(curve((130, 705), (250, 640), (380, 420), (452, 330)), 6, CREAM)
    c.line(curve((452, 330), (540, 430), (660, 640), (780, 705)), 6, mix(CREAM, FOREST, 0.3))
    c.line([(452, 338), (452, 296)], 7, WOOD)
    c.fill([(455, 298), (520, 314), (455, 332)], CORAL)


@product("ember-lantern", "camping", "arch")
def _(c):
    for i in range(16):
        c.fill(ellipse(450, 480, 310 - 14 * i, 310 - 14 * i), "#ffe6a8", 0.045)
    c.shadow(450, 716, 190, 26, 0.34)
    c.line(curve((340, 352), (320, 170), (580, 170), (560, 352)), 13, INK)
    c.lathe(450, [(318, 58), (340, 112), (372, 124)], "#32364f")
    c.fill(box(346, 374, 208, 232, 26), Across(346, 554, [(0, "#f3c76b"), (0.45, "#fff4cf"), (1, "#eeb552")]))
    c.fill(ellipse(450, 490, 34, 62), "#ffffff", 0.75)
    for x in (352, 450, 548):
        c.line([(x, 380), (x, 600)], 8, "#32364f")
    c.lathe(450, [(598, 124), (640, 132), (700, 128)], "#32364f")
    c.fill(ellipse(450, 664, 17, 17), BRASS)
    c.fill(ellipse(445, 659, 6, 6), light(BRASS, 0.6))


@product("drift-sleeping-mat", "camping", "low")
def _(c):
    c.shadow(460, 716, 320, 28, 0.32)
    mat = "#dd8a4e"
    c.fill([(310, 706), (770, 706), (830, 664), (430, 664)], Across(310, 830, [(0, dark(mat, 0.12)), (1, light(mat, 0.12))]))
    for i in range(6):
        x = 430 + i * 62
        c.line([(x, 704), (x + 55, 667)], 5, dark(mat, 0.28), 0.6)
    c.fill([(310, 706), (770, 706), (770, 722), (310, 722)], dark(mat, 0.35))
    c.fill(box(205, 480, 250, 240, 120), round_shade(mat, 205, 455))
    spiral = []
    for i in range(150):
        a = math.radians(i * 7.6)
        r = 104 - i * 0.62
        spiral.append((330 + r * math.cos(a), 600 + r * math.sin(a)))
    c.fill(ellipse(330, 600, 120, 120), light(mat, 0.16))
    c.line(spiral, 8, dark(mat, 0.30))
    c.fill(box(196, 560, 268, 26, 8), INK)
    c.fill(box(300, 552, 54, 42, 8), BRASS)
    c.fill(box(310, 562, 34, 22, 5), INK)


@product("tripod-stool", "camping", "arches")
def _(c):
    c.shadow(450, 742, 235, 24, 0.32)
    c.line([(540, 436), (352, 728)], 24, dark(WOOD, 0.30))
    c.line([(360, 436), (556, 742)], 26, Across(340, 580, [(0, light(WOOD, 0.3)), (1, WOOD)]))
    c.line([(470, 436), (640, 716)], 24, dark(WOOD, 0.12))
    c.fill(ellipse(455, 588, 24, 24), INK)
    c.fill(ellipse(450, 583, 9, 9), BRASS)
    seat = curve((262, 404), (360, 468), (540, 468), (652, 396)) + curve((652, 396), (600, 372), (330, 362), (262, 404))
    c.fill(seat, Across(262, 652, [(0, light("#4d6f73", 0.2)), (0.5, "#4d6f73"), (1, dark("#4d6f73", 0.2))]))
    c.fill(curve((262, 404), (360, 468), (540, 468), (652, 396)) + curve((652, 410), (540, 486), (360, 488), (262, 418)), dark("#4d6f73", 0.38))
    for x, y in ((276, 402), (640, 396), (470, 446)):
        c.fill(ellipse(x, y, 11, 9), BRASS)
    for t in range(9):
        x = 310 + t * 36
        c.line([(x, 408), (x + 16, 409)], 3, light("#4d6f73", 0.45))


@product("enamel-mug", "camping", "sun")
def _(c):
    c.shadow(445, 716, 215, 28, 0.34)
    blue = "#3f5f92"
    c.line(curve((592, 452), (742, 430), (742, 668), (584, 636)), 30, dark(blue, 0.12))
    c.line(curve((592, 448), (736, 428), (738, 660), (584, 630)), 9, light(blue, 0.35), 0.7)
    c.lathe(436, [(396, 176), (540, 174), (690, 166), (708, 156)], blue, 0.10)
    c.rim(436, 396, 178, CREAM, "#f1ece2", 0.10, 9)
    c.fill(ellipse(436, 404, 152, 12), "#5f3d2a")
    for x, y, r in ((330, 500, 5), (372, 610, 4), (420, 470, 4), (470, 560, 5), (520, 640, 4), (545, 480, 4),
                    (392, 540, 3), (350, 660, 4), (500, 500, 3), (450, 640, 3), (305, 590, 3)):
        c.fill(ellipse(x, y, r, r), CREAM, 0.85)
    steam(c, 436, 372, 170)


# --- Coffee --------------------------------------------------------------------------------------
@product("cone-dripper", "coffee", "arch")
def _(c):
    c.shadow(450, 722, 210, 26, 0.34)
    glass = "#cfe0df"
    c.lathe(450, [(500, 96), (560, 122), (650, 160), (706, 140)], glass, 0.12, 0.6)
    c.fill(ellipse(450, 620, 146, 18, 180, 360) + [(c_x, c_y) for c_x, c_y in smooth([(596, 620), (606, 652), (588, 706)], 8)]
           + ellipse(450, 706, 138, 17, 0, 180) + smooth([(312, 706), (294, 652), (304, 620)], 8), Across(300, 600, [(0, "#5b3320"), (0.35, "#8a5636"), (1, "#4a2918")]))
    c.fill(ellipse(450, 620, 148, 16), "#9a6442")
    stone = "#e9dcc6"
    c.fill(box(268, 470, 364, 34, 17), round_shade(stone, 268, 632))
    c.fill([(250, 276), (650, 276), (520, 482), (380, 482)], round_shade(stone, 250, 650))
    for i in range(7):
        x = 292 + i * 52
        c.line([(x, 306), (450 + (x - 450) * 0.42, 462)], 6, dark(stone, 0.16), 0.55)
    c.line(curve((640, 316), (750, 300), (730, 430), (574, 426)), 24, dark(stone, 0.12))
    c.line(curve((640, 312), (744, 298), (724, 424), (574, 420)), 8, light(stone, 0.5))
    c.rim(450, 276, 204, stone, "#a07a58", 0.13, 12)
    c.fill(ellipse(450, 280, 176, 20), "#5b3926")
    c.fill(ellipse(430, 278, 96, 9), "#7a5238")
    c.line([(450, 490), (450, 606)], 5, "#6b4029")
    steam(c, 450, 246, 130)


@product("hand-grinder", "coffee", "sun")
def _(c):
    c.shadow(450, 732, 150, 24, 0.36)
    c.line(curve((450, 236), (560, 214), (650, 226), (690, 232)), 17, Across(450, 690, [(0, dark(STEEL, 0.3)), (0.5, light(STEEL, 0.4)), (1, dark(STEEL, 0.2))]))
    c.line([(690, 236), (690, 198)], 12, dark(STEEL, 0.35))
    c.fill(ellipse(690, 172, 37, 40), round_shade(WALNUT, 653, 727))
    c.fill(ellipse(680, 158, 10, 9), light(WALNUT, 0.5), 0.7)
    c.lathe(450, [(258, 30), (276, 86), (300, 108)], STEEL, 0.12)
    c.lathe(450, [(298, 110), (420, 112), (500, 104), (520, 106)], WALNUT, 0.12)
    for x in (372, 398, 430, 478, 512):
        c.line(curve((x, 318), (x + 8, 380), (x - 10, 430), (x + 4, 494)), 3, dark(WALNUT, 0.35), 0.45)
    c.lathe(450, [(512, 112), (532, 114), (548, 112)], BRASS, 0.12)
    c.lathe(450, [(548, 106), (640, 108), (716, 102)], STEEL, 0.12)
    c.fill(ellipse(450, 248, 20, 13), dark(STEEL, 0.3))
    for x, y, a in ((262, 716, 20), (228, 734, -30), (652, 728, 40), (300, 744, 75)):
        bean(c, x, y, a)


def bean(c, x, y, degrees, size=22):
    c.fill(turn(ellipse(x, y, size, size * 0.68), x, y, degrees), "#5b3422")
    c.fill(turn(ellipse(x - 4, y - 4, size * 0.6, size * 0.34), x, y, degrees), "#7c4c33")
    c.line(turn(curve((x - size * 0.8, y), (x, y - 7), (x, y + 7), (x + size * 0.8, y)), x, y, degrees), 3, "#351c10")


@product("gooseneck-kettle", "coffee", "arches")
def _(c):
    c.shadow(470, 722, 245, 27, 0.34)
    body = "#35405c"
    c.line(curve((340, 640), (170, 640), (270, 380), (150, 372), steps=40), 36, Across(150, 350, [(0, light(body, 0.2)), (1, dark(body, 0.1))]), end_width=17)
    c.line(curve((325, 630), (182, 626), (270, 372), (156, 366), steps=40), 5, light(body, 0.5), 0.6)
    c.line(curve((612, 440), (800, 400), (800, 640), (648, 650)), 30, WALNUT)
    c.line(curve((620, 434), (790, 398), (790, 620), (660, 640)), 8, light(WALNUT, 0.4), 0.7)
    c.lathe(490, [(424, 112), (470, 142), (600, 176), (690, 184), (706, 176)], body, 0.10)
    c.lathe(490, [(392, 60), (404, 102), (426, 114)], body, 0.12)
    c.fill(ellipse(490, 424, 116, 11), dark(body, 0.3))
    c.lathe(490, [(386, 62), (404, 104), (420, 112)], light(body, 0.08), 0.12)
    c.lathe(490, [(356, 20), (372, 24), (388, 13)], BRASS, 0.2)
    c.fill(ellipse(490, 360, 25, 15), light(BRASS, 0.2))
    c.fill(box(312, 682, 356, 9, 4), BRASS, 0.9)


@product("morning-cups", "coffee", "low")
def _(c):
    sand, sea = "#e7d3b1", "#6f93a0"
    c.shadow(590, 700, 175, 24, 0.30)
    c.lathe(600, [(420, 128), (520, 134), (640, 122), (690, 104)], sea, 0.12)
    c.rim(600, 420, 128, light(sea, 0.1), "#dfe5df", 0.13, 10)
    c.fill(ellipse(600, 426, 108, 11), "#6a4029")
    c.shadow(340, 726, 180, 26, 0.34)
    c.lathe(340, [(470, 136), (570, 142), (680, 128), (720, 112)], sand, 0.12)
    c.rim(340, 470, 136, light(sand, 0.2), "#f3e7d2", 0.13, 11)
    c.fill(ellipse(340, 476, 114, 12), "#6a4029")
    c.fill(ellipse(318, 474, 44, 5), "#94643f")
    for y in (560, 584):
        c.line(ellipse(340, y - 16, 139, 18, 20, 160), 6, dark(sand, 0.18), 0.55)
        c.line(ellipse(600, y - 60, 131, 16, 20, 160), 6, dark(sea, 0.25), 0.5)
    steam(c, 340, 440, 150)


@product("harbour-beans", "coffee", "window")
def _(c):
    c.shadow(450, 726, 220, 26, 0.36)
    bag = "#c9a06d"
    c.fill([(292, 330), (608, 330), (628, 712), (272, 712)], Across(272, 628, [(0, dark(bag, 0.12)), (0.2, light(bag, 0.2)), (0.55, bag), (0.86, dark(bag, 0.10)), (1, dark(bag, 0.28))]))
    c.fill([(292, 330), (608, 330), (604, 262), (296, 262)], Across(292, 608, [(0, light(bag, 0.25)), (1, dark(bag, 0.08))]))
    c.fill([(288, 292), (612, 292), (612, 318), (288, 318)], INK)
    c.fill([(580, 330), (608, 330), (628, 712), (560, 712)], dark(bag, 0.35), 0.35)
    c.fill(box(326, 402, 226, 226, 113), CREAM)
    c.fill(box(340, 416, 198, 198, 99), HAREBELL)
    for i, dy in enumerate((0, 22, 44)):
        wave = []
        for k in range(41):
            wave.append((366 + k * 3.6, 528 + dy - 8 * math.sin(k / 40 * math.pi * 4)))
        c.line(wave, 6, CREAM)
    c.fill([(440, 440), (440, 506), (392, 506)], CREAM)
    c.fill([(450, 424), (450, 506), (506, 506)], MUSTARD)
    for x, y, a in ((222, 728, 15), (180, 712, -35), (690, 726, 30), (722, 744, 80), (664, 752, -10)):
        bean(c, x, y, a)


# --- Kitchen -------------------------------------------------------------------------------------
@product("iron-skillet", "kitchen", "window")
def _(c):
    iron = "#3a3c46"
    c.line([(450, 300), (450, 130)], 50, Across(425, 475, [(0, light(iron, 0.16)), (1, dark(iron, 0.2))]))
    c.fill(ellipse(450, 138, 36, 40), iron)
    c.fill(ellipse(450, 134, 15, 19), light(SETS["kitchen"][1], 0.35))
    c.fill(ellipse(462, 520, 236, 236), "#2a2440", 0.16)
    c.fill(ellipse(450, 506, 234, 234), Across(216, 684, [(0, light(iron, 0.22)), (0.5, iron), (1, dark(iron, 0.25))]))
    for a in (205, 335):
        x, y = 450 + 228 * math.cos(math.radians(a)), 506 + 228 * math.sin(math.radians(a))
        c.fill(turn(ellipse(x, y, 30, 17), x, y, a + 90), iron)
    c.fill(ellipse(450, 506, 204, 204), dark(iron, 0.42))
    c.fill(ellipse(450, 512, 194, 194), dark(iron, 0.26))
    c.fill(smooth([(360, 470), (420, 400), (510, 420), (560, 490), (540, 580), (450, 600), (370, 560)], 14, True), "#fffaf0")
    c.fill(smooth([(372, 476), (424, 416), (506, 432), (546, 494), (528, 568), (450, 586), (384, 550)], 14, True), "#fffdf8")
    c.fill(ellipse(462, 504, 58, 58), "#f1a82f")
    c.fill(ellipse(448, 488, 20, 15), "#fbd27c")
    leaf(c, 540, 610, 66, -30, "#5c8a4c")
    leaf(c, 544, 612, 58, 25, "#6d9a58")


@product("cooks-knife", "kitchen", "sun")
def _(c):
    def t(points):
        return turn(points, 450, 450, -38)
    blade = [(330, 420)] + curve((330, 420), (560, 414), (720, 420), (846, 470)) + curve((846, 470), (700, 520), (520, 528), (338, 520)) + [(338, 520)]
    c.fill([(x + 14, y + 22) for x, y in t(blade)], "#2a2440", 0.16)
    c.fill(t(blade), Down(180, 640, [(0, "#e9edf0"), (0.5, "#c3cad1"), (1, "#a7b0b9")]))
    edge = curve((846, 470), (700, 520), (520, 528), (338, 520)) + [(338, 498)] + curve((338, 498), (520, 506), (700, 500), (846, 470))
    c.fill(t(edge), "#f7f9fa")
    c.fill([(x + 12, y + 20) for x, y in t(box(60, 424, 262, 70, 30))], "#2a2440", 0.16)
    c.fill(t(box(296, 420, 44, 84, 10)), BRASS)
    c.fill(t(box(60, 424, 246, 72, 30)), Down(440, 700, [(0, light(WALNUT, 0.2)), (1, dark(WALNUT, 0.12))]))
    c.fill(t(box(70, 430, 226, 22, 11)), light(WALNUT, 0.28), 0.6)
    for x in (112, 182, 252):
        c.fill(ellipse(*t([(x, 462)])[0], 10, 10), BRASS)
        c.fill(ellipse(*t([(x - 2, 459)])[0], 4, 4), light(BRASS, 0.6))


@product("walnut-board", "kitchen", "arches")
def _(c):
    c.shadow(450, 742, 300, 22, 0.30)
    board = [(x, y) for x, y in box(190, 300, 520, 430, 36)]
    c.fill([(x + 16, y + 12) for x, y in board], dark(WALNUT, 0.5))
    c.fill(board, WALNUT)
    tones = [light(WALNUT, 0.10), WALNUT, light(WALNUT, 0.22), dark(WALNUT, 0.12), light(WALNUT, 0.05)]
    for r in range(8):
        for k in range(9):
            x = 198 + k * 58 - (29 if r % 2 else 0)
            x0, x1 = max(200, x), min(700, x + 56)
            if x1 > x0:
                c.fill(box(x0, 312 + r * 51, x1 - x0, 49, 3), tones[(r * 3 + k * 2) % 5])
    ring = stroke(box(226, 336, 448, 358, 26) + [(252, 336)], 9)
    c.fill(ring, dark(WALNUT, 0.35), 0.7)
    c.fill(ellipse(450, 366, 30, 30), dark(WALNUT, 0.5))
    c.fill(ellipse(450, 368, 24, 24), SETS["kitchen"][1])
    loaf = "#d79a55"
    c.shadow(380, 640, 150, 16, 0.25)
    c.fill(curve((236, 632), (220, 480), (540, 470), (528, 632)) + [(528, 632), (236, 632)], Down(500, 640, [(0, light(loaf, 0.15)), (1, dark(loaf, 0.18))]))
    for i in range(4):
        x = 296 + i * 58
        c.line(curve((x, 548), (x + 14, 566), (x + 16, 590)), 10, "#f3d9ab", 1, 5)
    c.fill(ellipse(592, 606, 44, 44), CORAL)
    c.fill(ellipse(578, 592, 13, 10), light(CORAL, 0.5), 0.8)
    leaf(c, 592, 566, 34, -70, "#5c8a4c", 0.4)
    leaf(c, 592, 566, 34, -150, "#6d9a58", 0.4)


@product("mixing-bowls", "kitchen", "low")
def _(c):
    c.shadow(450, 726, 290, 28, 0.34)
    def bowl(cx, top, r, depth, color, inside):
        c.lathe(cx, [(top, r), (top + depth * 0.45, r * 0.93), (top + depth * 0.85, r * 0.62), (top + depth, r * 0.46)], color, 0.12)
        c.rim(cx, top, r, color, inside, 0.12, 10)
    bowl(450, 520, 280, 196, "#e6d8c3", "#f3e9da")
    bowl(450, 440, 214, 150, "#8fa9a4", "#c9d6d1")
    bowl(450, 372, 150, 112, CORAL, "#eeb19f")
    c.line([(470, 372), (600, 170)], 20, WOOD)
    c.fill(turn(ellipse(614, 150, 46, 27), 614, 150, -58), Across(570, 660, [(0, light(WOOD, 0.25)), (1, dark(WOOD, 0.1))]))


@product("pepper-mill", "kitchen", "arch")
def _(c):
    c.shadow(430, 726, 120, 22, 0.36)
    beech = "#d3a06b"
    c.lathe(430, [(180, 10), (196, 46), (232, 60), (268, 46), (290, 32)], beech, 0.14)
    c.lathe(430, [(286, 34), (300, 62), (330, 74), (352, 70)], beech, 0.14)
    c.lathe(430, [(350, 66), (362, 68), (372, 64)], STEEL, 0.14)
    c.lathe(430, [(372, 64), (440, 52), (520, 56), (600, 84), (690, 96), (716, 92)], beech, 0.12)
    c.fill(ellipse(430, 182, 15, 12), BRASS)
    for y, r in ((610, 88), (628, 91)):
        c.line(ellipse(430, y, r, r * 0.12, 10, 170), 4, dark(beech, 0.35), 0.8)
    for x, y, r in ((600, 724, 13), (636, 738, 12), (572, 744, 12), (650, 716, 10), (614, 752, 11), (690, 738, 12)):
        c.fill(ellipse(x, y, r, r), "#3a2f2c")
        c.fill(ellipse(x - 4, y - 4, r * 0.35, r * 0.3), "#776660")


# --- Garden --------------------------------------------------------------------------------------
@product("long-spout-can", "garden", "sun")
def _(c):
    c.shadow(500, 724, 235, 26, 0.34)
    zinc = "#8fa3a6"
    c.line(curve((430, 660), (330, 560), (240, 420), (150, 330), steps=30), 40, Across(150, 430, [(0, light(zinc, 0.3)), (1, dark(zinc, 0.15))]), end_width=22)
    c.line([(300, 508), (452, 470)], 9, dark(zinc, 0.25))
    c.fill(turn(box(104, 296, 76, 46, 10), 142, 320, -45), BRASS)
    c.fill(turn(ellipse(118, 296, 13, 42), 118, 296, 45), light(BRASS, 0.3))
    c.line(curve((470, 450), (480, 250), (740, 260), (690, 560)), 22, FOREST)
    c.line(curve((476, 440), (490, 262), (724, 268), (682, 540)), 6, light(FOREST, 0.45), 0.7)
    c.lathe(560, [(448, 128), (560, 140), (690, 152), (710, 150)], zinc, 0.11)
    c.rim(560, 448, 128, zinc, "#66787b", 0.13, 8)
    for y, r in ((500, 133), (664, 150)):
        c.line(ellipse(560, y, r, r * 0.11, 8, 172), 7, light(zinc, 0.4), 0.8)
    for x, y in ((84, 380), (108, 420), (64, 440), (92, 470), (120, 364), (60, 500)):
        c.fill(curve((x, y - 14), (x + 11, y + 4), (x, y + 10)) + curve((x, y + 10), (x - 11, y + 4), (x, y - 14)), SKY)


@product("hand-trowel", "garden", "window")
def _(c):
    def t(points):
        return turn(points, 450, 450, 32)
    steel = Across(330, 640, [(0, "#dfe5e8"), (0.5, "#b4bec5"), (0.52, "#95a1aa"), (1, "#b9c2c9")])
    blade = curve((386, 520), (366, 640), (396, 760), (450, 816)) + curve((450, 816), (504, 760), (534, 640), (514, 520)) + [(386, 520)]
    c.fill([(x + 14, y + 10) for x, y in t(blade)], "#2a2440", 0.15)
    c.line([(p[0] + 12, p[1] + 12) for p in t([(450, 130), (450, 360)])], 52, "#2a2440", 0.12)
    c.line(t([(450, 400), (450, 540)]), 24, "#98a4ac")
    c.fill(t(blade), steel)
    c.line(t([(450, 530), (450, 770)]), 5, "#7f8b94")
    for i, y in enumerate((580, 630, 680)):
        c.line(t([(470, y), (502 - i * 3, y)]), 4, "#6d7982")
    c.line(t([(450, 150), (450, 370)]), 56, WOOD)
    c.line(t([(438, 150), (438, 366)]), 14, light(WOOD, 0.4), 0.8)
    c.fill(t(box(421, 370, 58, 38, 8)), BRASS)
    c.line(t(curve((450, 128), (420, 70), (480, 70), (450, 128))), 7, CORAL)


@product("terracotta-pots", "garden", "arches")
def _(c):
    def pot(cx, foot, r, h):
        c.shadow(cx, foot + 8, r * 1.25, 17, 0.30)
        c.lathe(cx, [(foot - 6, r * 0.98), (foot + 6, r * 0.9)], dark(CLAY, 0.05), 0.12)
        c.lathe(cx, [(foot - h * 0.72, r * 0.92), (foot - 6, r * 0.66)], CLAY, 0.12)
        c.lathe(cx, [(foot - h, r * 1.04), (foot - h * 0.72, r * 1.0)], light(CLAY, 0.06), 0.12)
        c.rim(cx, foot - h, r * 1.04, CLAY, "#6b4a38", 0.13, 10)
    pot(620, 690, 140, 190)
    for a, l in ((-90, 190), (-62, 170), (-118, 175), (-40, 140), (-142, 140)):
        leaf(c, 620, 498, l, a, "#5c8a4c", 0.22)
    pot(330, 706, 118, 160)
    for dx, h in ((-44, 150), (-14, 190), (20, 168), (48, 130)):
        c.line(curve((330 + dx * 0.5, 545), (330 + dx, 500), (330 + dx * 1.4, 546 - h)), 6, "#6d9a58")
        x, y = 330 + dx * 1.4, 546 - h
        c.fill(curve((x - 22, y + 22), (x - 26, y - 20), (x, y - 22), steps=12) + curve((x, y - 22), (x + 26, y - 20), (x + 22, y + 22), steps=12) + [(x + 10, y + 12), (x, y + 24), (x - 10, y + 12)], HAREBELL)
    pot(480, 748, 84, 108)
    for a in range(-165, 0, 30):
        leaf(c, 480, 640, 74, a, "#8fb573", 0.34)


@product("secateurs", "garden", "low")
def _(c):
    def t(points):
        return turn(points, 450, 460, 28)
    red = "#c8543f"
    for points in (curve((450, 440), (400, 560), (350, 640), (372, 790)), curve((450, 440), (520, 560), (560, 640), (528, 790))):
        c.line([(x + 14, y + 18) for x, y in t(points)], 52, "#2a2440", 0.14)
    c.fill(t(curve((470, 470), (560, 360), (560, 220), (470, 130)) + curve((470, 130), (500, 260), (470, 360), (420, 430))), Across(380, 640, [(0, "#d9e0e4"), (0.5, "#aeb8bf"), (1, "#8f9aa3")]))
    c.fill(t(curve((436, 476), (350, 380), (350, 260), (396, 190)) + curve((396, 190), (390, 300), (430, 360), (474, 420))), "#7f8a93")
    c.line(t(curve((470, 480), (530, 580), (566, 660), (524, 800))), 50, dark(red, 0.12), 1, 40)
    c.line(t(curve((432, 480), (380, 580), (336, 660), (376, 800))), 50, red, 1, 40)
    c.line(t(curve((424, 500), (376, 590), (330, 660), (364, 780))), 10, light(red, 0.4), 0.75)
    c.line(t([(408, 590)] + [(420 + i * 5.6, 600 + (9 if i % 2 else -9)) for i in range(12)] + [(494, 590)]), 6, STEEL)
    x, y = t([(450, 456)])[0]
    c.fill(ellipse(x, y, 34, 34), INK)
    c.fill(ellipse(x, y, 17, 17), BRASS)
    leaf(c, 650, 720, 130, -150, "#5c8a4c", 0.36)
    leaf(c, 700, 742, 110, -205, "#6d9a58", 0.36)


@product("seed-box", "garden", "arch")
def _(c):
    tin = "#4f7f6d"
    c.shadow(450, 728, 290, 26, 0.34)
    cards = ["#f4ead8", "#e6b655", "#dd7a5f", "#7fa9c4", "#f4ead8", "#b5c98d", "#e9cfc4"]
    for i, color in enumerate(cards):
        x, y = 224 + i * 64, 388 - (i * 37) % 60
        c.fill(box(x, y, 108, 280, 8), dark(color, 0.22))
        c.fill(box(x, y, 102, 280, 8), color)
        c.line([(x + 16, y + 26), (x + 74, y + 26)], 6, dark(color, 0.4), 0.8)
        leaf(c, x + 50, y + 90, 34, -60, "#5c8a4c", 0.36)
        leaf(c, x + 50, y + 90, 34, -120, "#6d9a58", 0.36)
    c.fill(box(186, 520, 528, 200, 16), Across(186, 714, [(0, light(tin, 0.12)), (0.3, light(tin, 0.2)), (1, dark(tin, 0.22))]))
    c.fill(box(186, 520, 528, 18, 8), light(tin, 0.35))
    c.fill(box(330, 584, 240, 84, 10), CREAM)
    c.fill(box(338, 592, 224, 68, 6), Flat(light(CREAM, 0.5)))
    for x in (392, 450, 508):
        leaf(c, x, 650, 44, -70, tin, 0.34)
        leaf(c, x, 650, 44, -112, "#6d9a58", 0.34)


# --- Bags ----------------------------------------------------------------------------------------
@product("daypack", "bags", "arch")
def _(c):
    c.shadow(450, 728, 235, 28, 0.36)
    canvas = "#6b7b4e"
    c.line(curve((400, 226), (410, 150), (490, 150), (500, 226)), 18, WALNUT)
    c.fill(box(206, 480, 90, 220, 30), dark(canvas, 0.15))
    c.fill(box(604, 480, 90, 220, 30), dark(canvas, 0.30))
    c.fill(box(618, 400, 50, 120, 22), "#9fc0cd")
    c.fill(box(618, 396, 50, 30, 10), INK)
    body = smooth([(276, 716), (262, 480), (290, 300), (380, 218), (520, 218), (610, 300), (638, 480), (624, 716)], 12)
    c.fill(body, round_shade(canvas, 262, 638))
    c.fill(smooth([(272, 430), (290, 292), (376, 208), (524, 208), (610, 292), (628, 430), (560, 462), (450, 470), (340, 462)], 12, True), round_shade(light(canvas, 0.12), 262, 638))
    c.fill(box(312, 530, 276, 170, 24), round_shade(dark(canvas, 0.06), 312, 588))
    c.line([(326, 552), (574, 552)], 7, BRASS)
    for x in (370, 510):
        c.fill(box(x, 340, 24, 190, 5), WALNUT)
        c.fill(box(x - 9, 470, 42, 44, 8), BRASS)
        c.fill(box(x, 480, 24, 24, 4), WALNUT)
    c.fill(box(420, 600, 60, 60, 8), CREAM)
    c.fill(ellipse(450, 630, 17, 17), HAREBELL)


@product("weekender", "bags", "sun")
def _(c):
    c.shadow(450, 724, 310, 28, 0.36)
    navy = "#3d4a73"
    c.line(curve((330, 430), (340, 210), (560, 210), (570, 430), steps=30), 20, dark(WALNUT, 0.2))
    body = smooth([(160, 700), (146, 560), (180, 430), (270, 392), (630, 392), (720, 430), (754, 560), (740, 700)], 12)
    c.fill(body, round_shade(navy, 146, 754))
    c.fill(box(160, 640, 580, 72, 24), round_shade(WALNUT, 160, 740))
    c.line([(214, 414), (686, 414)], 9, BRASS)
    for x in (306, 562):
        c.fill(box(x, 400, 34, 250, 4), WALNUT)
        c.line([(x + 5, 410), (x + 5, 640)], 2, CREAM, 0.7)
        c.line([(x + 29, 410), (x + 29, 640)], 2, CREAM, 0.7)
    c.line(curve((322, 450), (330, 240), (570, 240), (578, 450), steps=30), 20, WALNUT)
    c.line(curve((328, 430), (342, 252), (558, 252), (572, 430), steps=30), 5, light(WALNUT, 0.4), 0.7)
    c.fill(box(404, 500, 92, 60, 8), CREAM)
    c.fill([(416, 548), (450, 512), (484, 548)], HAREBELL)
    c.line([(196, 470), (176, 590)], 4, light(navy, 0.4), 0.6)


@product("market-tote", "bags", "window")
def _(c):
    c.shadow(450, 728, 230, 26, 0.34)
    cotton = "#efe4cd"
    c.line(curve((356, 420), (350, 150), (550, 150), (544, 420), steps=30), 20, dark(cotton, 0.22))
    leaf(c, 400, 420, 170, -110, "#5c8a4c", 0.25)
    leaf(c, 420, 420, 190, -92, "#6d9a58", 0.22)
    leaf(c, 390, 420, 150, -130, "#7fa768", 0.25)
    c.fill(turn(box(500, 250, 56, 220, 26), 528, 360, 14), Across(490, 600, [(0, light("#d79a55", 0.2)), (1, "#c0813f")]))
    for y in (300, 340, 380):
        c.line(turn([(514, y), (542, y + 12)], 528, 360, 14), 6, "#f3d9ab")
    body = [(252, 402), (648, 402), (668, 716), (232, 716)]
    c.fill(body, Across(232, 668, [(0, dark(cotton, 0.10)), (0.25, light(cotton, 0.3)), (0.7, cotton), (1, dark(cotton, 0.18))]))
    c.fill([(252, 402), (648, 402), (650, 432), (250, 432)], dark(cotton, 0.10))
    c.line(curve((340, 440), (330, 130), (570, 130), (560, 440), steps=30), 20, cotton)
    c.fill(ellipse(450, 574, 88, 88), HAREBELL)
    bell(c, 450, 520, 0.85, CREAM)


def bell(c, x, y, s, color, detail=None):
    """The shop's flower: a harebell on a bent stem."""
    c.line([(x + 46 * s, y + 116 * s)] + curve((x + 46 * s, y + 116 * s), (x + 58 * s, y + 10 * s), (x + 30 * s, y - 34 * s), (x - 6 * s, y - 6 * s)), 7 * s, color)
    bx, by = x - 10 * s, y
    flower = (curve((bx, by), (bx + 40 * s, by + 6 * s), (bx + 26 * s, by + 58 * s), (bx + 50 * s, by + 76 * s))
              + [(bx + 28 * s, by + 70 * s), (bx + 16 * s, by + 92 * s), (bx, by + 72 * s), (bx - 16 * s, by + 92 * s), (bx - 28 * s, by + 70 * s)]
              + curve((bx - 50 * s, by + 76 * s), (bx - 26 * s, by + 58 * s), (bx - 40 * s, by + 6 * s), (bx, by)))
    c.fill(flower, color)
    if detail:
        for dx in (-14, 14):
            c.line(curve((bx + dx * 0.4 * s, by + 20 * s), (bx + dx * s, by + 40 * s), (bx + dx * 1.1 * s, by + 64 * s)), 3.4 * s, detail, 0.8)


@product("sling-pouch", "bags", "low")
def _(c):
    c.shadow(450, 706, 250, 24, 0.32)
    nylon = "#d98a5c"
    c.line(curve((250, 520), (110, 140), (790, 140), (650, 520), steps=40), 28, dark(INK, 0.0))
    c.line(curve((250, 520), (120, 152), (780, 152), (650, 520), steps=40), 5, "#6b6e8e")
    c.fill(box(520, 226, 70, 44, 8), "#8e93a3")
    c.fill(box(536, 236, 38, 24, 4), INK)
    body = smooth([(206, 560), (250, 470), (450, 446), (650, 470), (694, 560), (660, 664), (450, 700), (240, 664)], 14, True)
    c.fill(body, round_shade(nylon, 206, 694))
    c.line(curve((244, 526), (360, 488), (540, 488), (656, 526)), 9, INK)
    c.fill(box(600, 508, 22, 52, 8), BRASS)
    c.line(curve((290, 620), (400, 650), (500, 650), (610, 620)), 4, light(nylon, 0.5), 0.8)
    c.fill(box(412, 560, 76, 46, 8), CREAM)
    c.fill(ellipse(450, 583, 12, 12), HAREBELL)


@product("wash-bag", "bags", "arches")
def _(c):
    c.shadow(450, 722, 245, 26, 0.34)
    sage = "#8aa89a"
    c.line([(556, 420), (580, 250)], 20, CREAM)
    c.fill(turn(box(562, 190, 40, 76, 10), 580, 230, 8), "#ffffff")
    for i in range(4):
        c.line(turn([(568 + i * 9, 196), (568 + i * 9, 168)], 580, 230, 8), 6, SKY)
    c.fill(box(300, 250, 84, 190, 18), "#e9b9a6")
    c.fill(box(312, 214, 60, 44, 8), CREAM)
    c.fill(box(222, 400, 456, 312, 40), round_shade(sage, 222, 678))
    c.fill(box(206, 372, 488, 84, 40), round_shade(dark(sage, 0.12), 206, 694))
    c.line([(240, 430), (660, 430)], 4, light(sage, 0.5), 0.7)
    c.fill(box(428, 366, 44, 140, 8), WALNUT)
    c.fill(ellipse(450, 476, 14, 14), BRASS)
    for x0 in range(250, 650, 40):
        c.line([(x0, 690), (x0 + 18, 690)], 3, CREAM, 0.8)


# --- Textiles ------------------------------------------------------------------------------------
@product("wool-blanket", "textiles", "low")
def _(c):
    c.shadow(450, 724, 300, 28, 0.34)
    base = "#4f5f86"
    for k, (y, h) in enumerate([(600, 118), (496, 116), (392, 116)]):
        x0, x1 = 170 + k * 14, 730 - k * 14
        shade = Across(x0, x1, [(0, light(base, 0.14)), (0.5, base), (1, dark(base, 0.28))])
        c.fill(box(x0, y, x1 - x0, h, 56), shade)
        for dx, w, color in ((120, 46, CREAM), (182, 16, CORAL), (360, 46, MUSTARD), (424, 14, CREAM)):
            c.fill(box(x0 + dx, y, w, h), Across(x0, x1, [(0, light(color, 0.1)), (0.5, color), (1, dark(color, 0.22))]))
        c.line([(x0 + 40, y + h - 4), (x1 - 40, y + h - 4)], 7, dark(base, 0.45), 0.55)
        c.fill(box(x0, y, 30, h, 28), light(base, 0.25), 0.6)
    for i in range(19):
        x = 206 + i * 27
        c.line(curve((x, 708), (x - 4, 728), (x + 5, 750)), 5, CREAM if i % 3 else MUSTARD)


@product("linen-napkins", "textiles", "sun")
def _(c):
    colors = ["#c9876f", "#e8d9c0", "#9aaf9d", "#5a6f93"]
    c.shadow(450, 716, 290, 26, 0.32)
    for k, color in enumerate(colors):
        y = 640 - k * 62
        x0, x1 = 180 + (k * 29) % 44, 700 + (k * 17) % 34
        c.fill(box(x0, y, x1 - x0, 74, 22), Down(y, y + 74, [(0, light(color, 0.18)), (0.6, color), (1, dark(color, 0.24))]))
        c.line(curve((x0 + 20, y + 42), (x0 + 180, y + 34), (x1 - 200, y + 48), (x1 - 16, y + 38)), 3, dark(color, 0.3), 0.5)
        c.line([(x0 + 16, y + 60), (x1 - 16, y + 60)], 2.5, light(color, 0.5), 0.7)
    c.fill(stroke(curve((640, 470), (706, 500), (664, 540)), 6), "#e8d9c0")
    c.fill(box(408, 440, 84, 278, 4), HAREBELL)
    c.fill(box(408, 440, 18, 278, 4), light(HAREBELL, 0.25))
    for dx, a in ((-40, 150), (40, 30)):
        c.fill(curve((450, 440), (450 + dx * 2.4, 360), (450 + dx * 3, 430), steps=18) + curve((450 + dx * 3, 430), (450 + dx * 2, 470), (450, 442), steps=18), HAREBELL if dx > 0 else light(HAREBELL, 0.15))
    c.fill(box(430, 420, 40, 42, 10), dark(HAREBELL, 0.12))


@product("merino-socks", "textiles", "arch")
def _(c):
    def sock(dx, dy, color, trim):
        pts = smooth([(330, 260), (328, 420), (320, 540), (290, 610), (250, 660), (262, 712), (320, 726), (390, 700), (450, 640), (478, 560), (480, 400), (482, 260)], 12)
        pts = [(x + dx, y + dy) for x, y in pts]
        c.fill([(x + 16, y + 10) for x, y in pts], "#2a2440", 0.13)
        c.fill(pts, Across(250 + dx, 484 + dx, [(0, dark(color, 0.08)), (0.45, light(color, 0.16)), (1, dark(color, 0.22))]))
        c.fill(box(322 + dx, 236 + dy, 168, 70, 18), trim)
        for i in range(8):
            c.line([(336 + dx + i * 20, 248 + dy), (336 + dx + i * 20, 296 + dy)], 4, dark(trim, 0.25), 0.6)
        c.fill(smooth([(290 + dx, 612 + dy), (250 + dx, 660 + dy), (262 + dx, 712 + dy), (320 + dx, 726 + dy), (336 + dx, 690 + dy), (322 + dx, 640 + dy)], 12, True), trim)
        heel = smooth([(478 + dx, 540 + dy), (480 + dx, 580 + dy), (452 + dx, 640 + dy), (424 + dx, 600 + dy), (436 + dx, 550 + dy)], 12, True)
        c.fill(heel, trim)
        for y in (350, 374):
            c.line([(334 + dx, y + dy), (476 + dx, y + dy)], 9, trim)
    sock(150, -40, "#5f6f8f", MUSTARD)
    sock(-20, 16, "#b9654e", CREAM)


@product("harbour-beanie", "textiles", "sun")
def _(c):
    c.shadow(450, 716, 260, 26, 0.34)
    wool = "#2f6f77"
    dome = smooth([(226, 590), (232, 450), (300, 310), (450, 250), (600, 310), (668, 450), (674, 590)], 14)
    c.fill(dome, round_shade(wool, 226, 674))
    for i in range(-6, 7):
        x = 450 + i * 34
        c.line(curve((x, 586), (450 + i * 31, 420), (450 + i * 9, 262)), 6, dark(wool, 0.26), 0.55)
    c.fill(box(204, 560, 492, 146, 40), round_shade(light(wool, 0.10), 204, 696))
    for i in range(18):
        x = 232 + i * 26
        c.line([(x, 576), (x, 692)], 7, dark(wool, 0.22), 0.6)
    c.fill(box(556, 612, 74, 56, 6), CREAM)
    c.fill(ellipse(593, 640, 13, 13), HAREBELL)
    for r, t in ((62, 0), (50, 0.15), (34, 0.28)):
        c.fill(ellipse(450 - (62 - r) * 0.3, 226 - (62 - r) * 0.3, r, r), light(CORAL, t))


@product("long-scarf", "textiles", "arches")
def _(c):
    base, second = "#c4705a", "#f0d9c4"
    c.line([(190, 250), (710, 250)], 20, WOOD)
    c.fill(ellipse(190, 250, 18, 18), dark(WOOD, 0.25))
    c.fill(ellipse(710, 250, 18, 18), dark(WOOD, 0.25))
    c.line([(450, 250), (450, 120)], 6, dark(STEEL, 0.3))
    c.fill(ellipse(450, 118, 14, 14), BRASS)
    for x0, bottom, shade in ((470, 620, 0.16), (310, 720, 0.0)):
        w = 150
        tone = dark(base, shade)
        c.fill(box(x0 + 14, 240, w, bottom - 230), "#2a2440", 0.12)
        c.fill(box(x0, 232, w, bottom - 232, 8), Across(x0, x0 + w, [(0, light(tone, 0.15)), (0.5, tone), (1, dark(tone, 0.18))]))
        for dx, sw, a in ((24, 30, 0.85), (94, 12, 0.7), (116, 12, 0.7)):
            c.fill(box(x0 + dx, 234, sw, bottom - 236), second, a * 0.55)
        y = 276
        while y + 46 < bottom:
            c.fill(box(x0, y, w, 30), second, 0.5)
            c.fill(box(x0, y + 50, w, 9), "#5a3a44", 0.5)
            y += 96
        for i in range(10):
            x = x0 + 8 + i * 15
            c.line(curve((x, bottom - 4), (x + 3, bottom + 20), (x - 3, bottom + 44)), 6, second if i % 2 else tone)


# --- Home ----------------------------------------------------------------------------------------
@product("bud-vase", "home", "arch")
def _(c):
    c.shadow(450, 722, 165, 24, 0.34)
    c.line(curve((450, 470), (440, 350), (500, 270), (470, 170)), 8, "#5c8a4c")
    leaf(c, 456, 380, 110, -35, "#6d9a58", 0.32)
    leaf(c, 452, 420, 90, -150, "#5c8a4c", 0.32)
    for k in range(9):
        a = k * 40 - 90
        x, y = 470 + 44 * math.cos(math.radians(a)), 166 + 44 * math.sin(math.radians(a))
        c.fill(turn(ellipse(x, y, 40, 21), x, y, a), light(CORAL, 0.12 if k % 2 else 0.3))
    c.fill(ellipse(470, 166, 27, 27), MUSTARD)
    c.fill(ellipse(463, 159, 10, 9), light(MUSTARD, 0.5))
    stone = "#6f93a0"
    c.lathe(450, [(452, 36), (480, 30), (520, 66), (600, 134), (670, 128), (712, 78)], stone, 0.13)
    c.rim(450, 452, 36, stone, "#3c5560", 0.2, 6)
    c.line([(450, 440), (450, 456)], 8, "#5c8a4c")


@product("beeswax-candle", "home", "sun")
def _(c):
    for i in range(16):
        c.fill(ellipse(450, 300, 250 - 13 * i, 250 - 13 * i), "#ffedb8", 0.055)
    c.shadow(450, 730, 230, 26, 0.34)
    c.lathe(450, [(700, 214), (716, 200)], "#8c93a0", 0.13)
    c.fill(ellipse(450, 700, 214, 28), "#aab0bb")
    c.fill(ellipse(450, 698, 180, 22), "#8c93a0")
    wax = "#e2ab45"
    c.lathe(450, [(420, 104), (560, 104), (690, 104)], wax, 0.13)
    for r in range(9):
        for k in range(7):
            a = (k + (0.5 if r % 2 else 0)) / 7 * math.pi
            x = 450 - 100 * math.cos(a)
            w = 17 * math.sin(a) + 2
            c.line([(x - w, 452 + r * 27), (x, 442 + r * 27), (x + w, 452 + r * 27)], 3, dark(wax, 0.28), 0.55)
    c.rim(450, 420, 104, wax, "#f0c667", 0.13, 8)
    c.line([(450, 420), (452, 388)], 6, INK)
    c.fill(curve((452, 398), (400, 350), (440, 310), (456, 250)) + curve((456, 250), (480, 320), (504, 350), (452, 398)), "#f29c38")
    c.fill(curve((452, 396), (424, 360), (446, 330), (456, 296)) + curve((456, 296), (470, 340), (482, 360), (452, 396)), "#ffe9a8")


@product("dome-lamp", "home", "arches")
def _(c):
    c.fill([(250, 420), (650, 420), (760, 720), (140, 720)], "#fff3cc", 0.45)
    c.shadow(450, 724, 170, 24, 0.36)
    c.lathe(450, [(690, 130), (712, 134)], BRASS, 0.14)
    c.fill(ellipse(450, 690, 130, 18), light(BRASS, 0.25))
    c.fill(box(438, 400, 24, 292), round_shade(BRASS, 438, 462))
    dome = ellipse(450, 420, 250, 236, 180, 360) + ellipse(450, 420, 250, 26, 0, 180)
    c.fill(dome, round_shade("#c65f48", 200, 700))
    c.fill(ellipse(450, 424, 240, 24), "#ffe9b4")
    c.fill(ellipse(450, 426, 190, 15), "#fff8e4")
    c.lathe(450, [(164, 16), (178, 22), (190, 24)], BRASS, 0.2)
    c.line(ellipse(450, 420, 214, 200, 205, 240), 12, "#ffffff", 0.35)


@product("quiet-clock", "home", "window")
def _(c):
    c.fill(ellipse(466, 444, 232, 232), "#2a2440", 0.15)
    c.fill(ellipse(450, 424, 230, 230), Across(220, 680, [(0, light(WOOD, 0.35)), (0.5, WOOD), (1, dark(WOOD, 0.22))]))
    c.fill(ellipse(450, 424, 200, 200), "#fffaf0")
    c.fill(ellipse(450, 424, 200, 200), "#e9dfc9", 0.35)
    c.fill(ellipse(454, 430, 194, 194), "#fffaf0")
    for h in range(12):
        a = math.radians(h * 30)
        r0 = 150 if h % 3 == 0 else 164
        c.line([(450 + r0 * math.sin(a), 424 - r0 * math.cos(a)), (450 + 178 * math.sin(a), 424 - 178 * math.cos(a))], 9 if h % 3 == 0 else 5, INK)
    c.line([(450, 424), (450 - 84, 424 - 60)], 14, INK)
    c.line([(450, 424), (450 + 62, 424 - 128)], 9, INK)
    c.line([(428, 394), (540, 546)], 4, CORAL)
    c.fill(ellipse(450, 424, 15, 15), CORAL)
    c.shadow(240, 716, 80, 14, 0.25)
    c.lathe(240, [(610, 46), (660, 58), (706, 44)], "#8aa89a", 0.14)
    for a in (-120, -90, -62, -140, -40):
        leaf(c, 240, 612, 96, a, "#5c8a4c", 0.24)


@product("round-mirror", "home", "low")
def _(c):
    c.line([(450, 150), (316, 330)], 12, "#c9a874")
    c.line([(450, 150), (584, 330)], 12, "#b8955f")
    c.fill(ellipse(450, 148, 25, 25), round_shade(WALNUT, 425, 475))
    c.fill(ellipse(444, 142, 8, 7), light(WALNUT, 0.5))
    c.fill(ellipse(466, 488, 214, 214), "#2a2440", 0.15)
    c.fill(ellipse(450, 470, 212, 212), Across(238, 662, [(0, light(BRASS, 0.4)), (0.5, BRASS), (1, dark(BRASS, 0.2))]))
    c.fill(ellipse(450, 470, 194, 194), Down(276, 664, [(0, "#cfe1e6"), (0.55, "#e8f0f0"), (1, "#bfd2d6")]))
    for off, w, alpha in ((-110, 54, 0.55), (-30, 22, 0.45)):
        chord = [(d, math.sqrt(190 ** 2 - d ** 2)) for d in (off - w / 2, off + w / 2)]
        band = [(d, -h) for d, h in chord] + [(d, h) for d, h in reversed(chord)]
        c.fill(turn([(450 + x, 470 + y) for x, y in band], 450, 470, 38), "#ffffff", alpha)


# --- Paper ---------------------------------------------------------------------------------------
@product("field-notebook", "paper", "sun")
def _(c):
    def t(p):
        return turn(p, 450, 460, -9)
    c.fill([(x + 18, y + 20) for x, y in t(box(270, 190, 360, 520, 16))], "#2a2440", 0.17)
    c.fill(t(box(284, 200, 356, 516, 12)), "#e6dccb")
    for i in range(4):
        c.fill(t(box(284, 200, 352 - i * 2, 512 - i * 3, 12)), "#fbf6ec" if i % 2 else "#d9cfbd")
    cover = HAREBELL
    c.fill(t(box(264, 186, 366, 520, 16)), Across(220, 680, [(0, light(cover, 0.14)), (0.5, cover), (1, dark(cover, 0.16))]))
    c.fill(t(box(264, 186, 56, 520, 14)), dark(cover, 0.25))
    for k in range(6):
        y = 230 + k * 84
        c.line(t([(306, y), (306, y + 40)]), 5, CREAM)
    c.fill(t(box(390, 300, 180, 110, 8)), CREAM)
    for i, w in enumerate((120, 90)):
        c.line(t([(416, 338 + i * 34), (416 + w, 338 + i * 34)]), 6, INK, 0.75)
    c.fill(t(box(566, 180, 20, 534)), CORAL)
    c.line(t(curve((430, 704), (424, 740), (440, 780))), 10, MUSTARD)


@product("desk-pen", "paper", "low")
def _(c):
    def t(p):
        return turn(p, 450, 480, -34)
    king = "#1f7fa6"
    c.fill([(x + 14, y + 30) for x, y in t(box(150, 450, 520, 60, 30))], "#2a2440", 0.15)
    c.fill(t([(660, 462), (806, 477), (812, 480), (806, 483), (660, 498)]), BRASS)
    c.fill(t(curve((660, 456), (720, 452), (790, 470), (828, 480)) + curve((828, 480), (790, 490), (720, 508), (660, 504))), Across(600, 800, [(0, light(BRASS, 0.2)), (1, light(STEEL, 0.4))]))
    c.line(t([(720, 480), (822, 480)]), 3, INK)
    c.fill(ellipse(*t([(722, 480)])[0], 7, 7), INK)
    c.fill(t(box(560, 450, 108, 60, 18)), INK)
    c.fill(t(box(130, 442, 440, 76, 36)), Down(300, 720, [(0, light(king, 0.15)), (1, dark(king, 0.2))]))
    c.fill(t(box(150, 450, 404, 18, 9)), light(king, 0.5), 0.75)
    c.fill(t(box(546, 440, 22, 80, 6)), BRASS)
    c.fill(t(box(330, 440, 14, 80, 4)), BRASS)
    c.fill(t(box(150, 426, 190, 15, 7)), BRASS)
    c.fill(t(box(140, 426, 26, 40, 7)), BRASS)
    wave = [(560 + k * 3.4, 742 - 16 * math.sin(k / 9) * (1 - k / 90)) for k in range(75)]
    c.line(wave, 6, INK, 0.85, 2)


@product("postcard-set", "paper", "arches")
def _(c):
    def card(angle, dx, dy, sky, sun, hill, hill2):
        def t(p):
            return [(x + dx, y + dy) for x, y in turn(p, 450, 450, angle)]
        c.fill([(x + 12, y + 14) for x, y in t(box(230, 300, 440, 310, 8))], "#2a2440", 0.15)
        c.fill(t(box(230, 300, 440, 310, 8)), "#fffaf0")
        c.fill(t(box(250, 320, 400, 270)), sky)
        c.fill(t(ellipse(540, 410, 46, 46)), sun)
        c.fill(t([(250, 590), (250, 500)] + curve((250, 500), (340, 410), (420, 460), (520, 520)) + curve((520, 520), (580, 480), (620, 480), (650, 500)) + [(650, 590)]), hill)
        c.fill(t([(250, 590), (250, 550)] + curve((250, 550), (380, 510), (480, 580), (650, 540)) + [(650, 590)]), hill2)
    card(-15, -50, -70, "#f3d9c4", "#f7f0df", "#c98a76", "#8f5a5e")
    card(9, 40, -20, "#cfe0e6", "#fff6dd", "#7fa9c4", "#4a7391")
    card(-3, 0, 66, "#f7e3b4", "#ef9a5b", "#7fa087", "#3f6a55")


@product("cedar-pencils", "paper", "window")
def _(c):
    c.shadow(450, 728, 200, 24, 0.34)
    colors = [CORAL, HAREBELL, MUSTARD, FOREST, "#7fa9c4", INK, "#c98a76"]
    for i, color in enumerate(colors):
        x = 306 + i * 42
        top = 268 + (i * 47) % 88
        c.fill([(x, top + 66), (x + 18, top), (x + 36, top + 66)], "#e7c594")
        c.fill([(x + 12, top + 22), (x + 18, top), (x + 24, top + 22)], dark(color, 0.2))
        for side, tone in enumerate((light(color, 0.25), color, dark(color, 0.22))):
            c.fill(box(x + 12 * side, top + 62, 12, 600 - top), tone)
        c.fill(ellipse(x + 6, top + 64, 6, 7), light(color, 0.25))
        c.fill(ellipse(x + 18, top + 64, 6, 7), color)
        c.fill(ellipse(x + 30, top + 64, 6, 7), dark(color, 0.22))
    kraft = "#c9a06d"
    c.fill(box(284, 500, 332, 220, 10), Across(284, 616, [(0, light(kraft, 0.2)), (0.4, kraft), (1, dark(kraft, 0.22))]))
    c.fill(box(284, 500, 332, 10, 4), light(kraft, 0.45))
    c.fill(box(356, 560, 188, 104, 8), CREAM)
    for k in range(3):
        c.line([(384, 592 + k * 22), (516 - k * 30, 592 + k * 22)], 6, INK if k == 0 else "#8d8577", 0.8)


@product("desk-tray", "paper", "arch")
def _(c):
    oak = "#c99a63"
    c.shadow(450, 726, 310, 26, 0.34)
    def tray(y, leather):
        c.fill([(210, y), (690, y), (750, y + 70), (150, y + 70)], leather)
        c.fill([(210, y), (690, y), (706, y + 18), (194, y + 18)], dark(leather, 0.25), 0.6)
        c.line([(210, y), (690, y)], 12, dark(oak, 0.15))
        c.line([(210, y), (150, y + 70)], 14, light(oak, 0.12))
        c.line([(690, y), (750, y + 70)], 14, dark(oak, 0.25))
        c.fill(box(143, y + 62, 614, 66, 14), Across(143, 757, [(0, light(oak, 0.25)), (0.5, oak), (1, dark(oak, 0.22))]))
        for k in range(4):
            c.line(curve((180, y + 80 + k * 12), (360, y + 74 + k * 14), (560, y + 88 + k * 9), (722, y + 80 + k * 11)), 2, dark(oak, 0.35), 0.4)
    tray(590, "#6d4a3b")
    tray(470, "#51618a")
    c.fill(turn(box(250, 486, 150, 24, 8), 320, 500, -6), BRASS)
    c.fill(turn(box(270, 440, 46, 84, 22), 300, 480, 30), CORAL)
    c.fill(ellipse(560, 500, 58, 22), dark(CREAM, 0.15))
    c.fill(ellipse(560, 492, 58, 22), CREAM)
    c.fill(ellipse(560, 492, 34, 12), SETS["paper"][1])
    c.line([(430, 520), (640, 452)], 13, FOREST)
    c.fill(ellipse(640, 452, 7, 7), "#e7c594")


# --- Heroes and mark -----------------------------------------------------------------------------
def hill(c, y, amplitude, phase, paint, period=400.0):
    top = []
    for x in range(0, c.width + 11, 10):
        top.append((x, y - amplitude * (math.sin(x / period + phase) + 0.45 * math.sin(x / period * 2.3 + phase * 1.7))))
    c.fill(top + [(c.width + 10, c.height), (0, c.height)], paint)


def pine(c, x, foot, height, color):
    c.fill(box(x - height * 0.025, foot - height * 0.15, height * 0.05, height * 0.15), dark(color, 0.4))
    for k in range(4):
        top = foot - height * (1 - k * 0.19)
        w = height * (0.10 + k * 0.055)
        c.fill([(x, top), (x + w, top + height * 0.36), (x - w, top + height * 0.36)], mix(color, dark(color, 0.3), k * 0.15))
        c.fill([(x, top), (x + w, top + height * 0.36), (x, top + height * 0.36)], dark(color, 0.25), 0.35)


def hero_spring():
    c = Canvas(1200, 600)
    c.fill(box(0, 0, 1200, 600), Down(0, 400, [(0, "#5a5fb5"), (0.35, "#9a86c4"), (0.68, "#eeb0a0"), (1, "#fbdcab")]))
    for i in range(26):
        c.fill(ellipse(820, 330, 210 - 6 * i, 210 - 6 * i), "#fff0c8", 0.035)
    c.fill(ellipse(820, 330, 56, 56), "#fff6df")
    for x, y, r in ((120, 70, 3), (260, 130, 2), (390, 60, 2.5), (560, 96, 2), (700, 44, 3), (1010, 70, 2), (1100, 130, 2.5), (60, 170, 2), (480, 160, 1.8)):
        c.fill(ellipse(x, y, r, r), "#ffffff", 0.85)
    hill(c, 352, 52, 0.4, "#a884ab", 190.0)
    hill(c, 376, 38, 2.2, "#84719f", 150.0)
    hill(c, 398, 22, 4.0, "#5f5f8d", 120.0)
    c.fill(box(0, 404, 1200, 196), Down(404, 560, [(0, "#f2c3a2"), (0.4, "#b795b3"), (1, "#6b6aa6")]))
    for k in range(9):
        w = 150 - k * 9 + (k % 2) * 60
        y = 414 + k * 13
        c.line([(820 - w / 2 + (k * 37) % 50, y), (820 + w / 2 - (k * 23) % 40, y)], 4, "#fff3d2", 0.6)
    for k, (x, y, w) in enumerate(((90, 440, 150), (330, 456, 110), (560, 432, 90), (1030, 446, 130), (1120, 478, 90), (470, 486, 150))):
        c.line([(x, y), (x + w, y)], 3, "#ffffff", 0.22)
    for x, h in ((34, 250), (92, 190), (146, 222), (1168, 260), (1112, 205), (1060, 160)):
        pine(c, x, 520, h, "#2f4f57")
    hill(c, 540, 16, 1.2, "#31524b", 210.0)
    hill(c, 566, 12, 3.0, "#274240", 160.0)
    # The tent, lit from inside.
    c.shadow(410, 545, 190, 14, 0.4, "#101c1c")
    c.fill(curve((230, 545), (300, 512), (372, 420), (412, 372)) + curve((412, 372), (462, 430), (520, 512), (592, 545)), Across(230, 592, [(0, "#d98b3a"), (0.45, "#ffd98a"), (0.5, "#f3b458"), (1, "#b86b34")]))
    c.fill(curve((338, 545), (380, 490), (404, 430), (412, 372)) + curve((412, 372), (424, 440), (440, 500), (476, 545)), "#fff0c4")
    c.fill(curve((412, 372), (392, 450), (352, 512), (310, 545)) + curve((338, 545), (380, 490), (404, 430), (412, 372)), "#e79a45")
    c.fill(curve((412, 372), (430, 450), (456, 512), (500, 545)) + curve((476, 545), (440, 500), (424, 440), (412, 372)), "#c9752f")
    c.line([(230, 545), (190, 556)], 3, "#f4ead8")
    c.line([(592, 545), (632, 556)], 3, "#f4ead8")
    for i in range(12):
        c.fill(ellipse(690, 530, 74 - 5 * i, 58 - 4 * i), "#ffc46b", 0.06)
    c.fill(box(676, 508, 28, 38, 7), "#ffe6a8")
    c.fill(box(672, 502, 36, 9, 4), "#20302f")
    c.fill(box(672, 542, 36, 9, 4), "#20302f")
    c.line(curve((678, 504), (676, 482), (704, 482), (702, 504)), 4, "#20302f")
    for x in range(6, 1200, 23):
        h = 14 + (x * 7) % 19
        c.line(curve((x, 602), (x + 3, 602 - h * 0.6), (x + 9 - (x % 5) * 4, 602 - h - 8)), 4, "#1d3533", 1, 1.5)
    return c


def hero_coffee():
    c = Canvas(1200, 600)
    c.fill(box(0, 0, 1200, 600), Down(0, 430, [(0, "#e9cfb2"), (1, "#f6e6cf")]))
    for x in (120, 860):
        c.fill(ellipse(x + 110, 190, 110, 110, 180, 360) + [(x + 220, 400), (x, 400)], "#dcb893")
        c.fill(ellipse(x + 110, 190, 96, 96, 180, 360) + [(x + 206, 400), (x + 14, 400)], Down(90, 400, [(0, "#6f7fb4"), (0.6, "#c99fb2"), (1, "#f3c9a0")]))
        c.line([(x + 110, 94), (x + 110, 400)], 7, "#dcb893")
        c.line([(x + 14, 250), (x + 206, 250)], 7, "#dcb893")
        c.fill(box(x - 12, 394, 244, 15, 5), "#cfa57c")
    c.fill([(520, 150), (680, 150), (900, 440), (300, 440)], "#fff6da", 0.5)
    c.line([(600, 0), (600, 62)], 6, INK)
    c.fill(ellipse(600, 150, 108, 96, 180, 360) + ellipse(600, 150, 108, 14, 0, 180), round_shade("#c65f48", 492, 708))
    c.fill(ellipse(600, 152, 100, 11), "#fff3cf")
    c.fill(box(0, 430, 1200, 170), Down(430, 600, [(0, "#b5784a"), (0.14, "#a56a40"), (1, "#83502f")]))
    c.fill(box(0, 430, 1200, 5), "#d59c6c")
    for k in range(9):
        c.line(curve((0, 452 + k * 17), (400, 446 + k * 18), (800, 462 + k * 16), (1200, 450 + k * 17)), 2, "#6f4227", 0.35)

    def cup(cx, foot, r, h, color):
        c.shadow(cx, foot + 5, r * 1.35, 12, 0.36, "#2a1608")
        c.lathe(cx, [(foot - h, r), (foot - h * 0.5, r * 1.02), (foot - h * 0.1, r * 0.9), (foot, r * 0.78)], color, 0.13)
        c.rim(cx, foot - h, r, color, "#f3e7d2", 0.14, 5)
        c.fill(ellipse(cx, foot - h + 2, r - 9, (r - 9) * 0.13), "#5f3823")

    # Kettle
    body = "#35405c"
    c.shadow(300, 492, 125, 14, 0.4, "#2a1608")
    c.line(curve((236, 462), (128, 456), (196, 320), (112, 300), steps=36), 20, body, end_width=10)
    c.line(curve((352, 340), (462, 318), (462, 452), (376, 462)), 17, WALNUT)
    c.lathe(296, [(330, 66), (362, 80), (440, 100), (484, 100)], body, 0.11)
    c.lathe(296, [(312, 32), (322, 58), (332, 66)], light(body, 0.1), 0.13)
    c.fill(ellipse(296, 304, 15, 11), BRASS)
    c.fill(box(198, 466, 196, 6, 3), BRASS)
    # Dripper on its jug
    stone = "#efe2cc"
    c.shadow(590, 500, 110, 14, 0.4, "#2a1608")
    c.lathe(590, [(396, 52), (430, 66), (474, 86), (494, 78)], "#d7e4e1", 0.13, 0.6)
    c.fill(ellipse(590, 458, 80, 10, 180, 360) + smooth([(670, 458), (676, 474), (668, 494)], 6) + ellipse(590, 494, 77, 10, 0, 180) + smooth([(512, 494), (504, 474), (510, 458)], 6), Across(504, 676, [(0, "#5b3320"), (0.4, "#8a5636"), (1, "#4a2918")]))
    c.fill(ellipse(590, 458, 81, 9), "#9a6442")
    c.fill(box(496, 376, 188, 20, 10), round_shade(stone, 496, 684))
    c.fill([(484, 276), (696, 276), (628, 384), (552, 384)], round_shade(stone, 484, 696))
    for i in range(6):
        x = 508 + i * 33
        c.line([(x, 296), (590 + (x - 590) * 0.42, 372)], 4, dark(stone, 0.16), 0.55)
    c.line(curve((690, 298), (750, 290), (738, 358), (656, 354)), 13, dark(stone, 0.12))
    c.rim(590, 276, 108, stone, "#a07a58", 0.13, 7)
    c.fill(ellipse(590, 279, 92, 10), "#5b3926")
    steam(c, 590, 262, 92)
    cup(800, 510, 52, 72, "#6f93a0")
    cup(930, 490, 46, 64, "#e7d3b1")
    cup(1040, 520, 54, 74, CORAL)
    cup(452, 540, 54, 74, "#e7d3b1")
    steam(c, 800, 430, 80)
    c.shadow(132, 540, 92, 12, 0.36, "#2a1608")
    c.fill(box(64, 520, 140, 22, 4), HAREBELL)
    c.fill(box(70, 500, 128, 20, 4), CREAM)
    for x, y, a in ((690, 552, 20), (724, 566, -30), (662, 574, 60), (880, 560, 10), (560, 560, -20), (330, 560, 35)):
        bean(c, x, y, a, 14)
    return c


def square_crop(hero, x0):
    """A 600 x 600 detail of a hero for boards."""
    c = Canvas(600, 600)
    c.rows = [bytearray(row[3 * x0:3 * (x0 + 600)]) for row in hero.rows]
    return c


def mark(size=264):
    c = Canvas(size, size, HAREBELL)
    k = size / 200
    c.fill(ellipse(100 * k, 100 * k, 100 * k, 100 * k), Down(0, size, [(0, light(HAREBELL, 0.10)), (1, dark(HAREBELL, 0.12))]))
    oar = stroke([(52 * k, 160 * k), (146 * k, 40 * k)], 7 * k)
    c.fill(oar, "#e0b27c")
    c.fill(turn(ellipse(48 * k, 166 * k, 13 * k, 27 * k), 48 * k, 166 * k, 38), "#e0b27c")
    bell(c, 96 * k, 52 * k, 0.98 * k, "#ffffff", "#8d92dc")
    alpha = Canvas(size, size, "#000000")
    alpha.fill(ellipse(size / 2, size / 2, size / 2 - 0.5, size / 2 - 0.5, steps=180), "#ffffff")
    return c.png(alpha)


def main():
    arguments = sys.argv[1:]
    default = pathlib.Path(__file__).resolve().parent.parent / "Assets" / "images"
    folder = pathlib.Path(arguments[0]) if arguments and ("/" in arguments[0] or arguments[0] == ".") else default
    names = set(a for a in arguments if "/" not in a and a != ".")
    for sub in ("products", "brand", "inspiration"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    for name, (category, kind, draw) in PRODUCTS.items():
        if names and name not in names:
            continue
        canvas = stage(category, kind)
        draw(canvas)
        (folder / "products" / f"{name}.png").write_bytes(canvas.png())
    if not names or "hero" in names:
        spring, coffee = hero_spring(), hero_coffee()
        (folder / "hero-spring.png").write_bytes(spring.png())
        (folder / "hero-coffee.png").write_bytes(coffee.png())
        (folder / "inspiration" / "lake-at-dusk.png").write_bytes(square_crop(spring, 560).png())
        (folder / "inspiration" / "tent-light.png").write_bytes(square_crop(spring, 130).png())
        (folder / "inspiration" / "long-table.png").write_bytes(square_crop(coffee, 320).png())
        (folder / "brand" / "mark.png").write_bytes(mark())


if __name__ == "__main__":
    main()
