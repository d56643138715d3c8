"""A heat map as a PNG, without an imaging library."""

from __future__ import annotations

import struct
import zlib

import numpy as np

BLUE, WHITE, ORANGE, NONE = (86, 163, 212), (255, 255, 255), (238, 147, 84), (200, 200, 200)
SHADES = 63  # and one for NaN: the file stays small


def png(shade: np.ndarray) -> bytes:
    """The picture of values from -1 (blue) over 0 (white) to 1 (orange); NaN is grey.

    Parameters
    ----------
    shade : ndarray of shape (rows, columns)
        Row 0 is on top.
    """
    index = np.where(np.isfinite(shade), np.round((np.nan_to_num(shade) + 1) * (SHADES // 2)), SHADES).astype(np.uint8)
    rows = np.hstack([np.zeros((len(index), 1), np.uint8), index])  # each row starts with its filter: none
    head = struct.pack(">IIBBBBB", shade.shape[1], shade.shape[0], 8, 3, 0, 0, 0)  # 8 bits, with a palette
    body = _chunk(b"IHDR", head) + _chunk(b"PLTE", _palette()) + _chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
    return b"\x89PNG\r\n\x1a\n" + body + _chunk(b"IEND", b"")


def _palette() -> bytes:
    steps = np.linspace(-1, 1, SHADES)[:, None]
    shades = WHITE + abs(steps) * (np.where(steps < 0, BLUE, ORANGE) - np.array(WHITE))
    return np.vstack([shades, [NONE]]).astype(np.uint8).tobytes()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
