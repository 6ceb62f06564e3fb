"""What a public server starts: the site behind one web server that speaks TLS and forwards who called."""

from werkzeug.middleware.proxy_fix import ProxyFix

from app import create_app


def site() -> ProxyFix:
    """The site, believing the last forwarded address and scheme. Only for a port that nobody else can reach."""
    return ProxyFix(create_app(), x_for=1, x_proto=1)
