"""What a public server starts: the site behind one web server that speaks TLS and forwards who called."""

import sys
from typing import NoReturn

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import create_app, db
from app.demo.actions import check_mode
from app.post.jobs import SENDER
from app.site.queries.areas import check_home_area
from app.web.keys import OtherKeys
from app.web.request import settings
from config import UnsafeSettings

CANNOT_BOOT = 3
"""The exit code by which gunicorn knows that starting another worker would not help."""


def site() -> ProxyFix:
    """The site, believing the last forwarded address and scheme. Only for a port that nobody else can reach. Where keys
    or settings forbid a start, it says why in one line and ends the process."""
    try:
        app = create_app()
    except (UnsafeSettings, OtherKeys) as refusal:
        _stop(str(refusal))
    with app.app_context():
        check_home_area(db.session(), settings().area)
        check_mode(db.session(), settings().demo)
    app.extensions[SENDER].start()
    return ProxyFix(app, x_for=1, x_proto=1)


def _stop(sentence: str) -> NoReturn:
    sys.stderr.write(f"{sentence}\n")
    sys.exit(CANNOT_BOOT)


def local() -> Flask:
    """What `make run` starts: the site on this machine alone, with its sender of messages."""
    app = create_app()
    app.extensions[SENDER].start()
    return app
