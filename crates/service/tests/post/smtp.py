"""A real mail server for the tests: aiosmtpd (Debian: python3-aiosmtpd).

Says its port on the first line of standard output, then one line of JSON for every letter it takes. It ends with standard
input. Arguments: `plain`, or `tls CERT KEY` for STARTTLS with sign-in as me@example.org / top/secret.
Recipients later@ are put off (451), recipients never@ are refused (550).
"""

import json
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


class Keep:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("later@"):
            return "451 come back later"
        if address.startswith("never@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "content": envelope.content.decode("ascii"),
            "encrypted": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
        }
        print(json.dumps(letter), flush=True)
        return "250 taken"


def known(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"me@example.org", b"top/secret")
    return AuthResult(success=right, auth_data=data if right else None)


def options(arguments):
    if arguments[0] == "plain":
        return {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments[1], arguments[2])
    return {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": known}


free = socket.socket()
free.bind(("127.0.0.1", 0))
port = free.getsockname()[1]
free.close()
controller = Controller(Keep(), hostname="127.0.0.1", port=port, **options(sys.argv[1:]))
controller.start()
print(port, flush=True)
sys.stdin.read()
controller.stop()
