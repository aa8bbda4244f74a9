# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""nginx before Odoo's two ports, with a private configuration.

With several workers the HTTP port refuses websockets, which live on another port.
"""

import os
import shutil
import signal
import socket
import time
from pathlib import Path

from .account import environment
from .console import SetupError, say
from .process import capture, is_alive, read_tail, run

STOP_SECONDS = 10
UNPRIVILEGED_PORT = 1024
CERTIFICATE_DAYS = 825

CONFIGURATION = """\
{user}worker_processes 1;
pid {folder}/nginx.pid;
error_log {log} warn;
events {{ worker_connections 512; }}
http {{
    include {mime};
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    # Photos of devices go through here.
    client_max_body_size 128m;
    gzip on;
    gzip_types text/css text/javascript application/javascript application/json;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
    server {{
        listen {port}{secure};
{certificate}
        proxy_http_version 1.1;
        proxy_read_timeout 720s;
        proxy_connect_timeout 720s;
        proxy_send_timeout 720s;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Real-IP $remote_addr;
        location /websocket {{
            proxy_pass http://127.0.0.1:{gevent_port};
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
        }}
        location / {{
            proxy_redirect off;
            proxy_pass http://127.0.0.1:{http_port};
        }}
    }}
}}
"""
# Plain HTTP sent to the HTTPS port is answered with the address to use.
CERTIFICATE = """\
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        error_page 497 https://$http_host$request_uri;"""


class Proxy:
    """The private nginx of the demonstration."""

    def __init__(self, layout, account):
        self.layout = layout
        self.account = account
        self.folder = layout.work / "nginx"
        self.log = layout.logs / "nginx.log"

    def render(self, port, *, http_port, gevent_port, https):
        """Return the text of the configuration."""
        as_root = self._prefix(port) == [] and os.geteuid() == 0
        return CONFIGURATION.format(
            user="user postgres;\n" if as_root else "",
            folder=self.folder,
            log=self.log,
            mime="/etc/nginx/mime.types",
            port=port,
            secure=" ssl" if https else "",
            certificate=CERTIFICATE.format(folder=self.folder) if https else "",
            http_port=http_port,
            gevent_port=gevent_port,
        )

    def start(self, port, *, http_port, gevent_port, https):
        """Start nginx on a port that is free."""
        self.account.own(self.folder)
        if https:
            self._make_certificate()
        configuration = self.folder / "nginx.conf"
        configuration.write_text(
            self.render(port, http_port=http_port, gevent_port=gevent_port, https=https)
        )
        run(
            [*self._prefix(port), program(), "-c", configuration, "-p", self.folder]
            + ["-e", self.log],
            log=self.layout.logs / "setup.log",
            problem="the proxy does not start.\n" + read_tail(self.log),
            remedy=f"read {self.log}.",
            env=environment(self.layout),
            cwd="/",
        )

    def _prefix(self, port):
        # Only root binds a port under 1024; its workers change account by themselves.
        return [] if port < UNPRIVILEGED_PORT else self.account.prefix()

    def pid(self):
        """Return the process id of the running nginx, None if there is none."""
        try:
            pid = int((self.folder / "nginx.pid").read_text())
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return None
        return pid if os.fsencode(self.folder) in command else None

    def stop(self):
        """Stop nginx, and wait until its port is free."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        for _attempt in range(STOP_SECONDS * 10):
            if not is_alive(pid):
                return
            time.sleep(0.1)
        os.kill(pid, signal.SIGKILL)

    def _make_certificate(self):
        certificate, key = self.folder / "certificate.pem", self.folder / "key.pem"
        if certificate.exists() and key.exists():
            return
        names = ",".join(subject_names())
        run(
            [*self.account.prefix(), "openssl", "req", "-x509", "-newkey", "rsa:2048"]
            + ["-nodes", "-days", CERTIFICATE_DAYS, "-subj", "/CN=SAV demonstration"]
            + ["-addext", f"subjectAltName={names}", "-keyout", key]
            + ["-out", certificate],
            log=self.layout.logs / "setup.log",
            problem="the certificate cannot be made.",
            cwd="/",
        )
        say("    NOTE: the certificate is made here: the browser asks to accept it.")


def program():
    """Return the path of nginx; an ordinary user's PATH may lack its folder."""
    found = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if not found:
        raise SetupError("nginx is not installed.", "install Debian's package nginx.")
    return found


def own_addresses():
    """Return this machine's IPv4 addresses on its networks, without the loopback."""
    return [
        address for address in capture(["hostname", "-I"]).split() if ":" not in address
    ]


def subject_names():
    """Return the names by which a browser may call this machine."""
    hosts = sorted({"localhost", socket.gethostname()})
    addresses = ["127.0.0.1", *own_addresses()]
    return [f"DNS:{host}" for host in hosts] + [f"IP:{ip}" for ip in addresses]
