#!/usr/bin/env python3
"""Stands between a prober and a provider. Hands everything on, but for what lies in a folder:
  FOLDER/<path with / as __>         is answered in place of the provider's own octets
  FOLDER/ocsp and FOLDER/ocsp.serial the answer to a query that names this serial (hexadecimal)
Where the provider is gone, the connection is closed without an answer. Usage: forging_proxy.py PORT_FILE UPSTREAM_PORT FOLDER"""
import http.client
import http.server
import pathlib
import sys

PORT_FILE, UPSTREAM, FOLDER = sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3])


def read(name):
    try:
        return (FOLDER / name).read_bytes()
    except FileNotFoundError:
        return None


def forged(method, path, body):
    if method == "GET":
        return read(path.strip("/").replace("/", "__"))
    serial = read("ocsp.serial")
    if path == "/ocsp" and serial and bytes.fromhex(serial.decode().strip()) in body:
        return read("ocsp")
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        octets, status, kind = forged(self.command, self.path, body), 200, "application/octet-stream"
        if octets is None:
            try:
                up = http.client.HTTPConnection("127.0.0.1", UPSTREAM, timeout=20)
                wanted = {"Content-Type": self.headers["Content-Type"]} if self.headers["Content-Type"] else {}
                up.request(self.command, self.path, body or None, wanted)
                answer = up.getresponse()
                octets, status, kind = answer.read(), answer.status, answer.getheader("Content-Type") or kind
            except OSError:
                self.close_connection = True
                return
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    do_GET = do_POST = handle_any

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
pathlib.Path(PORT_FILE).write_text(f"{server.server_port}\n")
server.serve_forever()
