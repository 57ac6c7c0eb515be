#!/usr/bin/env python3
"""Writes tests/vectors/merkle_sm3.txt: the definitions of RFC 9162 2.1 taken literally (recursive, lists of leaves), with
Python's hashlib and hmac for SM3. Shares nothing with src/proof. Leaf i is the text "leaf i"."""
import functools
import hashlib
import hmac


def sm3(octets):
    return hashlib.new("sm3", octets).digest()


@functools.lru_cache(maxsize=None)
def mth(begin, end):
    n = end - begin
    if n == 0:
        return sm3(b"")
    if n == 1:
        return sm3(b"\x00" + f"leaf {begin}".encode())
    k = split(n)
    return sm3(b"\x01" + mth(begin, begin + k) + mth(begin + k, end))


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m, begin, end):
    n = end - begin
    if n == 1:
        return []
    k = split(n)
    if m < k:
        return path(m, begin, begin + k) + [mth(begin + k, end)]
    return path(m - k, begin + k, end) + [mth(begin, begin + k)]


def subproof(m, begin, end, whole):
    n = end - begin
    if m == n:
        return [] if whole else [mth(begin, end)]
    k = split(n)
    if m <= k:
        return subproof(m, begin, begin + k, whole) + [mth(begin + k, end)]
    return subproof(m - k, begin + k, end, False) + [mth(begin, begin + k)]


def hexes(hashes):
    return ",".join(h.hex() for h in hashes) or "-"


def leaf_line():
    micros, act = 1_790_000_000_123_456, 202
    mac = hmac.new(bytes(range(32)), b"yinxin act record v1\n" + record(), "sm3").digest()
    body = bytes([1]) + micros.to_bytes(8, "big") + act.to_bytes(2, "big")
    body += sm3(b"certificate/issuing-1/0123456789abcdef") + mac + sm3(b"not really a certificate")
    return f"leaf {micros} {act} {mac.hex()} {body.hex()}"


def record():
    fields = {"actor": "officer/7".encode(), "reason": "持有人申请".encode(), "empty": b""}
    out = bytes([1]) + len(fields).to_bytes(2, "big")
    for name in sorted(fields):
        out += len(name).to_bytes(2, "big") + name.encode()
        out += len(fields[name]).to_bytes(4, "big") + fields[name]
    return out


def tile(level, index, width):
    span = 256**level
    first = index * 256
    return b"".join(mth((first + i) * span, (first + i + 1) * span) for i in range(width))


def main():
    print("# source: tests/vectors/merkle_sm3.py (RFC 9162 2.1 written recursively; SM3 and HMAC by Python's OpenSSL)")
    for n in [*range(0, 18), 31, 32, 33, 255, 256, 257, 1000, 70000]:
        print(f"root {n} {mth(0, n).hex()}")
    for m, n in [(0, 1), (0, 2), (1, 2), (0, 3), (2, 3), (0, 7), (3, 7), (5, 7), (6, 7), (0, 8), (7, 8), (4, 13), (12, 13),
                 (999, 1000), (512, 1000), (69999, 70000), (65535, 70000)]:
        print(f"inclusion {m} {n} {hexes(path(m, 0, n))}")
    for m, n in [(1, 1), (1, 2), (1, 3), (2, 3), (3, 7), (4, 7), (6, 7), (6, 8), (7, 8), (8, 8), (4, 13), (12, 13),
                 (256, 1000), (300, 1000), (65536, 70000), (69999, 70000)]:
        print(f"consistency {m} {n} {hexes(subproof(m, 0, n, True))}")
    for level, index, width in [(0, 0, 256), (0, 272, 256), (0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1)]:
        print(f"tile 70000 {level} {index} {width} {sm3(tile(level, index, width)).hex()}")
    print(f"record {record().hex()}")
    print(leaf_line())


main()
