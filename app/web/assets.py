"""Addresses of our own stylesheet, script and icon, which change when their content does and may be kept for good."""

import hashlib
from pathlib import Path

from flask import Flask, Response, current_app, request

ASSET = "alongside.asset"
FOR_GOOD = "public, max-age=31536000, immutable"


def asset(name: str) -> str:
    """The address of one of our files, which changes when its content does."""
    address: str = current_app.extensions[ASSET](name)
    return address


def init_app(app: Flask) -> None:
    """Offer `asset('site.css')` to templates, and let named versions be kept for a year."""
    folder = Path(app.static_folder or "")
    addresses: dict[str, str] = {}

    def found(name: str) -> str:
        if name not in addresses or app.debug:
            mark = hashlib.blake2b((folder / name).read_bytes(), digest_size=6).hexdigest()
            addresses[name] = f"{app.static_url_path}/{name}?v={mark}"
        return addresses[name]

    def keep(response: Response) -> Response:
        if request.endpoint != "static":
            return response
        if response.status_code == 200:
            response.direct_passthrough = False
            response.set_data(response.get_data())  # a whole answer is compressed like any page, a stream is not
        if "v" in request.args and response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_GOOD
        return response

    app.extensions[ASSET] = found
    app.jinja_env.globals["asset"] = found
    app.after_request(keep)
