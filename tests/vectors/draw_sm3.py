#!/usr/bin/env python3
"""Writes tests/vectors/draw_sm3.txt: docs/design/draw.md taken literally, with Python's hashlib for SM3. Shares nothing with
src/proof."""
import base64
import hashlib


def sm3(octets):
    return hashlib.new("sm3", octets).digest()


def b64(octets):
    return base64.b64encode(octets).decode()


def root(leaves):
    """RFC 9162 2.1.1 over lists, SM3 in place of SHA-256."""
    if len(leaves) == 1:
        return sm3(b"\x00" + leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sm3(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def words(seed):
    j = 0
    while True:
        block = sm3(b"yinxin draw stream v1\n" + seed + j.to_bytes(8, "big"))
        for i in range(0, 32, 2):
            yield block[i] * 256 + block[i + 1]
        j += 1


def select(seed, ids, places):
    """Returns what was drawn and how many words were passed over."""
    ids, stream, passed = list(ids), words(seed), 0
    for i in range(places):
        m = len(ids) - i
        while True:
            w = next(stream)
            if w < 65536 - 65536 % m:
                break
            passed += 1
        j = i + w % m
        ids[i], ids[j] = ids[j], ids[i]
    return ids[:places], passed


def statement(pool, places, replaces, reason):
    leaves = []
    for id_, exclusion in pool:
        leaf = id_ + "\n"
        if exclusion:
            leaf += exclusion[0] + "\n" + exclusion[1] + "\n"
        leaves.append(leaf.encode())
    lines = ["yinxin draw statement v1", "draw: 0190a000-0000-7000-8000-0000000000d1", "purpose: experts",
             "matter: case/XKSQ-2026-7", f"places: {places}", f"members: {len(pool)}", "pool: " + b64(root(leaves)),
             "officer: officer/li-2", "officer: officer/zhang-1", "replaces: " + replaces, "reason: " + reason,
             "stated: 2026-11-23T02:00:00Z"]
    return "".join(line + "\n" for line in lines).encode()


def main():
    print("# source: tests/vectors/draw_sm3.py (docs/design/draw.md by hand; SM3 by Python's OpenSSL)")
    for count, places in [(1, 1), (2, 1), (2, 2), (7, 3), (12, 12), (100, 5), (6553, 40), (10000, 60)]:
        seed = sm3(f"seed {count}/{places}".encode())
        ids = [f"expert/{i:05}" for i in range(count)]
        drawn, passed = select(seed, ids, places)
        print(f"\nkind = select\nseed = {seed.hex()}\ncount = {count}\nplaces = {places}\npassed = {passed}")
        print("drawn = " + " ".join(drawn))
    pool = [(f"expert/{i:04}", None) for i in range(1, 10)]
    pool[2] = (pool[2][0], ("same_employer", "两年前在申请人处任职"))
    pool[5] = (pool[5][0], ("declared", "本人申请回避"))
    first = b64(sm3(b"first statement"))
    for replaces, reason in [("-", "-"), ("0190a000-0000-7000-8000-0000000000d0 " + first, "一名工作人员没有公开份额")]:
        text = statement(pool, 3, replaces, reason)
        digest = sm3(text)
        shares = [bytes(range(32)), bytes(range(100, 132))]
        commitments = [sm3(b"yinxin draw share v1\n" + name + b"\n" + digest + share)
                       for name, share in zip([b"officer/li-2", b"officer/zhang-1"], shares)]
        seed = sm3(b"yinxin draw seed v1\n" + digest + shares[0] + shares[1])
        drawn, _ = select(seed, [id_ for id_, exclusion in pool if not exclusion], 3)
        print(f"\nkind = whole\nstatement = {text.hex()}\ndigest = {digest.hex()}\nfirst = {commitments[0].hex()}")
        print(f"second = {commitments[1].hex()}\nseed = {seed.hex()}\ndrawn = " + " ".join(drawn))


main()
