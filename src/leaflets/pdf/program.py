"""The font program of a subset: some glyphs of a face, and new ones put together from them (OpenType 1.9, glyf)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import uharfbuzz as hb

from leaflets.text.faces import Face
from leaflets.text.signs import Part

_UNUSED = "GSUB GPOS GDEF BASE JSTF name OS/2 post cmap STAT gasp DSIG kern vhea vmtx VDMX hdmx LTSH meta"
"""What of a font a reader of PDF has no use for: it is told glyphs and their places."""

_MORE, _PLACED = 0x20, 0x03
"""Flags of a part of a glyph: another follows; its place is given, in two bytes each way."""


def program(face: Face, made: Sequence[Sequence[Part]], glyphs: Iterable[int]) -> bytes:
    """The font program of some glyphs, which keep their numbers, and of those ``made`` of parts, numbered after all."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.glyph_set.update([*glyphs, *(part.number for parts in made for part in parts)])
    wanted.drop_table_tag_set.update(int.from_bytes(f"{tag:4}".encode("ascii"), "big") for tag in _UNUSED.split())
    small = wanted.subset(face.file)
    return _with(small, face, made) if made else bytes(small.blob.data)


def typed(face: Face, characters: Iterable[str]) -> bytes:
    """The font program of some characters, in which each is found by itself: nobody knows yet what will be written."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.unicode_set.update(map(ord, characters))
    unused = (tag for tag in _UNUSED.split() if tag != "cmap")
    wanted.drop_table_tag_set.update(int.from_bytes(f"{tag:4}".encode("ascii"), "big") for tag in unused)
    return bytes(wanted.subset(face.file).blob.data)


def _with(small: hb.Face, face: Face, made: Sequence[Sequence[Part]]) -> bytes:
    """A font with more glyphs, numbered after those of the face it is of."""
    tables = {tag: bytearray(small.reference_table(tag).data) for tag in small.table_tags}
    head, maxp, hhea, glyf = tables["head"], tables["maxp"], tables["hhea"], tables["glyf"]
    long, held = struct.unpack_from(">h", head, 50)[0], struct.unpack_from(">H", maxp, 4)[0]
    places = [at if long else 2 * at for at in struct.unpack(f">{held + 1}{'LH'[not long]}", tables["loca"])]
    metrics = _metrics(tables["hmtx"], struct.unpack_from(">H", hhea, 34)[0], held)
    places += [places[-1]] * (face.count - held)
    metrics += [(0, 0)] * (face.count - held)
    del glyf[places[-1] :]
    for parts in made:
        data, left = _joined(face, parts)
        glyf += data
        places.append(len(glyf))
        metrics.append((sum(face.units(part.number) for part in parts), left))
    most = max(map(len, made))
    struct.pack_into(">H", maxp, 4, len(metrics))
    points, outlines = (min(0xFFFF, most * max(struct.unpack_from(">2H", maxp, at))) for at in (6, 8))
    struct.pack_into(">2H", maxp, 10, points, outlines)
    struct.pack_into(">2H", maxp, 28, max(most, struct.unpack_from(">H", maxp, 28)[0]), 4)
    struct.pack_into(">H", hhea, 34, len(metrics))
    struct.pack_into(">h", head, 50, 1)
    tables["loca"] = bytearray(struct.pack(f">{len(places)}L", *places))
    tables["hmtx"] = bytearray(b"".join(struct.pack(">Hh", wide, left) for wide, left in metrics))
    return _file(tables)


def _metrics(table: bytearray, full: int, held: int) -> list[tuple[int, int]]:
    """The width and the left edge of each glyph (OpenType, hmtx): past ``full`` ones the last width goes for all."""
    found = list(struct.iter_unpack(">Hh", table[: 4 * full]))
    lefts = struct.unpack(f">{held - full}h", table[4 * full : 4 * full + 2 * (held - full)])
    return [*((wide, left) for wide, left in found), *((found[-1][0], left) for left in lefts)]


def _joined(face: Face, parts: Sequence[Part]) -> tuple[bytes, int]:
    """A glyph made of others, each in its place; and its left edge."""
    boxes = [face.box(part) for part in parts]
    edges = [min(box[at] for box in boxes) for at in (0, 1)] + [max(box[at] for box in boxes) for at in (2, 3)]
    data = struct.pack(">5h", -1, *edges)
    for at, part in enumerate(parts, 1):
        data += struct.pack(">2H2h", _PLACED | (_MORE if at < len(parts) else 0), *part)
    return data + bytes(-len(data) % 4), edges[0]


def _file(tables: dict[str, bytearray]) -> bytes:
    """The font file of some tables (OpenType, table directory)."""
    tables["head"][8:12] = bytes(4)
    count = len(tables)
    search = 1 << count.bit_length() - 1
    entries, body, at = b"", b"", 12 + 16 * count
    for tag, data in sorted(tables.items()):
        padded = bytes(data) + bytes(-len(data) % 4)
        entries += tag.encode("ascii") + struct.pack(">3L", _checksum(padded), at + len(body), len(data))
        body += padded
    first = struct.pack(">L4H", 0x10000, count, 16 * search, search.bit_length() - 1, 16 * (count - search))
    file = first + entries + body
    whole = file.index(bytes(tables["head"])) + 8
    return file[:whole] + struct.pack(">L", (0xB1B0AFBA - _checksum(file)) % (1 << 32)) + file[whole + 4 :]


def _checksum(data: bytes) -> int:
    return int(sum(struct.unpack(f">{len(data) // 4}L", data)) % (1 << 32))
