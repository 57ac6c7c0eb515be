#!/usr/bin/env python3
"""Writes sm2_edge_signature.txt, sm2_bad_digest_signature.txt and sm2_bad_point.txt beside itself: the equations of
GB/T 32918.2-2016 and the curve of GB/T 32918.5-2017 taken literally, with Python's integers and hashlib's SM3. Shares nothing
with src/crypto. The scalars and nonces are random ones from a fixed seed; Botan checks the valid ones in tests/interop."""
import hashlib
import pathlib
import random

P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
A = P - 3
B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
     0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
ID = b"1234567812345678"
EXAMPLE_SCALAR = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
# The public key of the example on the test curve of GB/T 32918.2 annex A.2.
OTHER_CURVE = ("040ae4c7798aa0f119471bee11825be46202bb79e2a5844495e97c04ff4df2548a"
               "7c0240f88f1cd4e16352a73c17b7f16f07353e53a176d684a9fe0c6bb798e857")
P256_GENERATOR = ("046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                  "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
# A root of x^3 - 3x + b = 1, found as the greatest common divisor with x^p - x.
LOW_Y_X = 0x9C17043EFFE1A805A74A9A5E70B9D659705D3242094A566DC016F49311178D1F
SOURCE = "# source: computed by sm2_vectors.py\n"


def add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0] and (p[1] + q[1]) % P == 0:
        return None
    if p == q:
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P)
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P)
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def multiply(k, p):
    total = None
    while k:
        if k & 1:
            total = add(total, p)
        p, k = add(p, p), k >> 1
    return total


def h(number):
    return number.to_bytes(32, "big").hex()


def octets(point):
    return "04" + h(point[0]) + h(point[1])


def sm3(message):
    return hashlib.new("sm3", message).digest()


def sign(d, message, k):
    key = multiply(d, G)
    za = sm3((len(ID) * 8).to_bytes(2, "big") + ID + bytes.fromhex(h(A) + h(B) + h(G[0]) + h(G[1]) + octets(key)[2:]))
    e = int.from_bytes(sm3(za + message), "big")
    r = (e + multiply(k, G)[0]) % N
    return key, r, pow(1 + d, -1, N) * (k - r * d) % N


def edge_signatures(rng):
    yield "# Valid signatures whose r or s is short, or with r + s below and over n.\n" + SOURCE
    wanted = {
        "r of at most 31 octets": lambda r, s: r < 2**248,
        "s of at most 31 octets": lambda r, s: s < 2**248,
        "r and s without a 00 before them": lambda r, s: r < 2**255 and s < 2**255,
        "r + s below n": lambda r, s: r + s < N,
        "r + s over n": lambda r, s: r + s > N,
    }
    for name, fits in wanted.items():
        while True:
            message = rng.randbytes(20)
            key, r, s = sign(rng.randrange(1, N - 1), message, rng.randrange(1, N))
            if fits(r, s):
                break
        yield f"name = {name}\npoint = {octets(key)}\nid = {ID.hex()}\nmessage = {message.hex()}\nr = {h(r)}\ns = {h(s)}\n\n"


def bad_digest_signatures(rng):
    yield ("# Signatures over e that satisfy r = e + x1 of [s]G + [t]P, and yet break a range rule of GB/T 32918.2 7.1; with them,\n"
           "# marked valid, the ones that only look like that.\n" + SOURCE)
    key = multiply(EXAMPLE_SCALAR, G)
    s0, r0 = rng.randrange(1, N), rng.randrange(1, N)

    def record(name, r, s, written_r=None, written_s=None, valid=False, e=None):
        if e is None:
            e = (r - add(multiply(s, G), multiply((r + s) % N, key))[0]) % N
        return (f"name = {name}\n" + ("valid = yes\n" if valid else "") + f"point = {octets(key)}\ne = {h(e)}\n"
                f"r = {h(r if written_r is None else written_r)}\ns = {h(s if written_s is None else written_s)}\n\n")

    yield record("t is zero, so that P falls out of the equation (step B5)", N - s0, s0)
    yield record("r is zero (step B1)", 0, s0)
    yield record("s is zero (step B2)", r0, 0)
    yield record("r is n (step B1)", 0, s0, written_r=N)
    yield record("s is n (step B2)", r0, 0, written_s=N)
    yield record("r plus n (step B1)", 5, s0, written_r=5 + N)
    yield record("the same r without n", 5, s0, valid=True)
    yield record("s plus n (step B2)", r0, 7, written_s=7 + N)
    yield record("the same s without n", r0, 7, valid=True)
    r = (-s0 * pow(EXAMPLE_SCALAR, -1, N) - s0) % N
    yield record("[s]G + [t]P is infinity, and e = r as if its x were zero (step B6)", r, s0, e=r)


def root(square):
    y = pow(square, (P + 1) // 4, P)
    return y if y * y % P == square % P else None


def bad_points():
    yield "# Octets that are no public key: in their form, in their range, or off the curve.\n" + SOURCE
    x, y = key = multiply(EXAMPLE_SCALAR, G)
    good, parity = octets(key), y & 1
    low_x = next(v for v in range(1, 100) if root(v**3 + A * v + B))
    low_x_y = root(low_x**3 + A * low_x + B)
    assert (LOW_Y_X**3 + A * LOW_Y_X + B - 1) % P == 0
    twist_x = next(v for v in range(1, 100) if root(v**3 + A * v + B) is None)
    bad = {
        "empty": "", "infinity": "00", "infinity in 65 octets": "00" * 65, "04 and zeros": "04" + "00" * 64,
        "64 octets, no form octet": good[2:], "66 octets": good + "00", "y one octet short": good[:-2],
        "compressed": f"{2 + parity:02x}" + h(x), "form octet of a compressed point before both": "02" + good[2:],
        "hybrid form": f"{6 + parity:02x}" + good[2:], "y plus one": octets((x, y + 1)), "x plus one": octets((x + 1, y)),
        "coordinates swapped": octets((y, x)),
        "x not reduced; the point is on the curve modulo p": octets((low_x + P, low_x_y)),
        "y not reduced; the point is on the curve modulo p": octets((LOW_Y_X, 1 + P)),
        "x = p": octets((P, root(B) or 1)), "both 2^256-1": "04" + "ff" * 64,
        "x of the twist": octets((twist_x, pow(twist_x**3 + A * twist_x + B, (P + 1) // 4, P))),
        "a key on the test curve of GB/T 32918.2 annex A": OTHER_CURVE, "the generator of NIST P-256": P256_GENERATOR,
    }
    for name, point in bad.items():
        yield f"name = {name}\npoint = {point}\n\n"
    yield f"name = x reduced\nvalid = {octets((low_x, low_x_y))}\n\nname = y reduced\nvalid = {octets((LOW_Y_X, 1))}\n\n"


if __name__ == "__main__":
    folder = pathlib.Path(__file__).parent
    seeded = random.Random(32918)
    for file, parts in {"sm2_edge_signature.txt": edge_signatures(seeded), "sm2_bad_point.txt": bad_points(),
                        "sm2_bad_digest_signature.txt": bad_digest_signatures(seeded)}.items():
        (folder / file).write_text("".join(parts))
