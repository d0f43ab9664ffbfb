"""QR codes as one vector path: ISO/IEC 18004, byte mode, level M, with the quiet zone the standard asks for.

Our own rather than a library's: a library's start costs a twelfth of a leaflet, and the tests hold every module of this
one against a kept library's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from leaflets.pdf.canvas import Canvas, number

SIDE = 57.0
"""The least side of a code without its quiet zone, in points: 20 mm."""

MODULE = 1.7
"""The least side of a module, in points: 0.6 mm, which every telephone reads."""

QUIET = 4
"""Modules of white on each side (9.1)."""

_BLOCKS: Sequence[tuple[int, tuple[int, ...]]] = (
    (10, (16,)),
    (16, (28,)),
    (26, (44,)),
    (18, (32, 32)),
    (24, (43, 43)),
    (16, (27, 27, 27, 27)),
    (18, (31, 31, 31, 31)),
    (22, (38, 38, 39, 39)),
    (22, (36, 36, 36, 37, 37)),
    (26, (43, 43, 43, 43, 44)),
)
"""Error correction codewords of each block, and data codewords of the blocks, for versions 1 to 10 (table 9)."""

_ALIGNED: Sequence[tuple[int, ...]] = (
    (), (6, 18), (6, 22), (6, 26), (6, 30), (6, 34), (6, 22, 38), (6, 24, 42), (6, 26, 46), (6, 28, 50),
)  # fmt: skip
"""Middles of the alignment patterns of versions 1 to 10 (annex E)."""

_MASKS: Sequence[Callable[[int, int], bool]] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, _: i % 2 == 0,
    lambda _, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)
"""The data masks (table 10)."""

LONGEST = 213
"""The longest address a code of version 10 holds, in bytes."""

Matrix = list[list[int]]


@cache
def matrix(address: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for an address, row by row, the quiet zone around them.

    Raises ValueError for an address longer than ``LONGEST``.
    """
    data = address.encode("utf-8")
    if len(data) > LONGEST:
        raise ValueError(f"the address has {len(data)} bytes; a code holds {LONGEST}")
    version = next(v for v in range(1, 11) if len(data) + (3 if v > 9 else 2) <= sum(_BLOCKS[v - 1][1]))
    bits = _interleaved(_codewords(data, version), version)
    fixed = _patterns(version)
    best = min((_masked(fixed, bits, mask) for mask in range(8)), key=_penalty)
    edge = [False] * QUIET
    blank = tuple([False] * (len(best) + 2 * QUIET))
    return (blank,) * QUIET + tuple((*edge, *map(bool, row), *edge) for row in best) + (blank,) * QUIET


def _codewords(data: bytes, version: int) -> list[int]:
    """Mode, length, data, terminator and padding (7.4)."""
    room = sum(_BLOCKS[version - 1][1])
    text = f"{4:04b}{len(data):0{16 if version > 9 else 8}b}" + "".join(f"{byte:08b}" for byte in data)
    text += "0" * min(4, 8 * room - len(text))
    text += "0" * (-len(text) % 8)
    words = [int(text[place : place + 8], 2) for place in range(0, len(text), 8)]
    return words + [(0xEC, 0x11)[index % 2] for index in range(room - len(words))]


def _interleaved(words: Sequence[int], version: int) -> list[int]:
    """Data and error correction codewords of all blocks in turn, as bits (7.6)."""
    correction, sizes = _BLOCKS[version - 1]
    blocks, start = [], 0
    for size in sizes:
        blocks.append(words[start : start + size])
        start += size
    checks = [_remainder(block, correction) for block in blocks]
    row = [block[index] for index in range(max(sizes)) for block in blocks if index < len(block)]
    row += [check[index] for index in range(correction) for check in checks]
    return [word >> shift & 1 for word in row for shift in range(7, -1, -1)]


@cache
def _field() -> tuple[list[int], list[int]]:
    """Powers and logarithms in the field of 256 elements with the polynomial 0x11D (7.5.2)."""
    powers, logs, value = [0] * 512, [0] * 256, 1
    for exponent in range(255):
        powers[exponent] = powers[exponent + 255] = value
        logs[value] = exponent
        value = value << 1 ^ (0x11D if value & 128 else 0)
    return powers, logs


def _remainder(block: Sequence[int], count: int) -> list[int]:
    """The Reed-Solomon error correction codewords of a block."""
    powers, logs = _field()
    generator = [1]
    for exponent in range(count):
        raised = [*generator, 0]
        for index, factor in enumerate(generator):
            raised[index + 1] ^= powers[logs[factor] + exponent]
        generator = raised
    rest = [*block, *[0] * count]
    for index in range(len(block)):
        if rest[index]:
            shift = logs[rest[index]]
            for place, factor in enumerate(generator):
                rest[index + place] ^= powers[logs[factor] + shift]
    return rest[len(block) :]


def _patterns(version: int) -> Matrix:
    """Finder, timing and alignment patterns and version information; -1 where data go, 0 where format does (6.3)."""
    size = 17 + 4 * version
    grid = [[-1] * size for _ in range(size)]
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for i in range(max(top - 1, 0), min(top + 8, size)):
            for j in range(max(left - 1, 0), min(left + 8, size)):
                grid[i][j] = int(max(abs(i - top - 3), abs(j - left - 3)) in (0, 1, 3))
    for i in _ALIGNED[version - 1]:
        for j in _ALIGNED[version - 1]:
            if grid[i][j] == -1:
                for di in range(-2, 3):
                    for dj in range(-2, 3):
                        grid[i + di][j + dj] = int(max(abs(di), abs(dj)) != 1)
    for place in range(8, size - 8):
        grid[6][place] = grid[place][6] = int(place % 2 == 0)
    for place in range(9):
        for i, j in ((8, place), (place, 8), (8, size - 1 - place), (size - 1 - place, 8)):
            if grid[i][j] == -1 and (place < 8 or (i, j) == (8, 8)):
                grid[i][j] = 0
    grid[size - 8][8] = 1
    if version > 6:
        bits = _checked(version, 6, 0x1F25, 12)
        for place in range(18):
            i, j = place // 3, size - 11 + place % 3
            grid[i][j] = grid[j][i] = bits >> place & 1
    return grid


def _checked(value: int, width: int, generator: int, degree: int) -> int:
    """A value with its BCH check bits after it (annexes C and D)."""
    rest = value << degree
    for shift in range(width - 1, -1, -1):
        if rest >> (shift + degree) & 1:
            rest ^= generator << shift
    return value << degree | rest


def _masked(fixed: Matrix, bits: Sequence[int], mask: int) -> Matrix:
    """The patterns with the data filled in under a mask, and the format information that names it (7.7 to 7.9)."""
    size = len(fixed)
    grid = [list(row) for row in fixed]
    stream: Iterator[int] = iter(bits)
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for step in range(size):
            i = step if (right + 1) & 2 else size - 1 - step
            for j in (right, right - 1):
                if grid[i][j] == -1:
                    grid[i][j] = next(stream, 0) ^ _MASKS[mask](i, j)
    code = _checked(mask, 5, 0x537, 10) ^ 0x5412
    for place in range(15):
        bit = code >> place & 1
        across = (8, size - 1 - place) if place < 8 else (8, 15 - place if place < 9 else 14 - place)
        down = (place if place < 6 else place + 1, 8) if place < 8 else (size - 15 + place, 8)
        for i, j in (across, down):
            grid[i][j] = bit
    return grid


def _penalty(grid: Matrix) -> int:
    """How hard a code is to read: runs, blocks, finder-like patterns and imbalance (7.8.3)."""
    size = len(grid)
    rows = ["".join(map(str, row)) for row in grid]
    columns = ["".join(map(str, column)) for column in zip(*grid, strict=True)]
    total = 0
    for line in (*rows, *columns):
        run, before = 0, ""
        for module in (*line, ""):
            if module == before:
                run += 1
                continue
            total += run - 2 if run >= 5 else 0
            run, before = 1, module
        for pattern in ("00001011101", "10111010000"):
            place = line.find(pattern)
            while place >= 0:
                total += 40
                place = line.find(pattern, place + 1)
    for i in range(size - 1):
        for j in range(size - 1):
            total += 3 * (grid[i][j] == grid[i][j + 1] == grid[i + 1][j] == grid[i + 1][j + 1])
    dark = sum(map(sum, grid)) * 100 / size**2
    return total + 10 * int(abs(dark - 50) / 5)


def side_of(code: tuple[tuple[bool, ...], ...]) -> float:
    """The side a code is drawn with, its quiet zone included, in points."""
    return len(code) * max(MODULE, SIDE / (len(code) - 2 * QUIET))


def draw(
    canvas: Canvas, code: tuple[tuple[bool, ...], ...], x: float, top: float, side: float, ink: str, paper: str
) -> None:
    """Draw a code with its upper left corner at (x, top), runs of modules as one rectangle each."""
    canvas.rectangle((x, top - side, side, side), paper)
    module = side / len(code)
    steps = []
    for index, row in enumerate(code):
        y = top - (index + 1) * module
        column = 0
        while column < len(row):
            run = 0
            while column + run < len(row) and row[column + run]:
                run += 1
            if run:
                steps.append(f"{number(x + column * module)} {number(y)} {number(run * module)} {number(module)} re")
            column += run + 1
    canvas.path(steps, ink)
