"""The entries of an exported ledger as anybody reads them (src/proof/EXPORT.md), one JSON object a line: seq, at (UTC), act, object and
the fields of the record. usage: read_ledger.py FOLDER"""
import base64
import datetime
import json
import pathlib
import sys

for line in (pathlib.Path(sys.argv[1]) / "entries.jsonl").read_text().splitlines():
    entry = json.loads(line)
    leaf = bytes.fromhex(entry["leaf"])
    at = datetime.datetime.fromtimestamp(int.from_bytes(leaf[1:9], "big") / 1e6, datetime.timezone.utc)
    record, facts = base64.b64decode(entry["record"] or ""), {}
    place = 3
    while place < len(record):
        parts = []
        for width in (2, 4):
            size = int.from_bytes(record[place:place + width], "big")
            parts.append(record[place + width:place + width + size])
            place += width + size
        facts[parts[0].decode()] = parts[1].decode("utf-8", "replace")
    print(json.dumps({"seq": entry["seq"], "at": at.isoformat(), "act": int.from_bytes(leaf[9:11], "big"),
                      "object": entry["object"], **facts}, ensure_ascii=False))
