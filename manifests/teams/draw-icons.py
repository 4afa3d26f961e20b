#!/usr/bin/env python3
"""Draws the app's icons: a page of minutes with three lines, the last one ticked. Needs nothing but Python."""
import pathlib
import struct
import zlib

GREEN, WHITE, CLEAR = (0x1F, 0x6F, 0x5C, 255), (255, 255, 255, 255), (255, 255, 255, 0)


def inside_page(x, y):
    """Page from (0.26, 0.16) to (0.74, 0.84) with rounded corners."""
    r = 0.06
    cx, cy = min(max(x, 0.26 + r), 0.74 - r), min(max(y, 0.16 + r), 0.84 - r)
    return (x - cx) ** 2 + (y - cy) ** 2 <= r * r


def near(x, y, ax, ay, bx, by, width):
    """Whether a point is within half a width of the line from a to b."""
    dx, dy = bx - ax, by - ay
    t = min(max(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0), 1)
    return (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2 <= (width / 2) ** 2


def marks(x, y, width):
    lines = near(x, y, 0.37, 0.33, 0.63, 0.33, width) or near(x, y, 0.37, 0.46, 0.63, 0.46, width)
    return lines or near(x, y, 0.38, 0.64, 0.46, 0.72, width) or near(x, y, 0.46, 0.72, 0.63, 0.57, width)


def color(x, y):
    return (GREEN if marks(x, y, 0.06) else WHITE) if inside_page(x, y) else GREEN


def outline(x, y):
    edge = inside_page(x, y) and not inside_page(0.5 + (x - 0.5) * 1.19, 0.5 + (y - 0.5) * 1.13)
    return WHITE if edge or marks(x, y, 0.07) else CLEAR


def png(size, paint, grid=4):
    rows = bytearray()
    for row in range(size):
        rows.append(0)
        for column in range(size):
            dots = [paint((column + (i + 0.5) / grid) / size, (row + (j + 0.5) / grid) / size) for i in range(grid) for j in range(grid)]
            rows += bytes(round(sum(dot[part] for dot in dots) / len(dots)) for part in range(4))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")


here = pathlib.Path(__file__).parent
(here / "color.png").write_bytes(png(192, color))
(here / "outline.png").write_bytes(png(32, outline))
