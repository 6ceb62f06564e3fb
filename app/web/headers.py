"""Headers on every answer: nothing from elsewhere, no framing, no referrer, and how long a page may be kept."""

from flask import Flask, Response, request

AWAY = "https://www.bbc.co.uk"
"""Where "Leave site" goes; a form may be answered by a redirect only to where the policy of contents says."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        f"form-action 'self' {AWAY}",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)

FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SECURE_FOR_A_YEAR = "max-age=31536000; includeSubDomains"

PUBLIC = "public, max-age=60"
NEVER = "no-store"


def init_app(app: Flask) -> None:
    """Set the headers on every answer of the application."""
    app.after_request(_guard)


def _guard(response: Response) -> Response:
    said = {name for name, _value in response.headers}
    for name, value in FIXED.items():
        if name not in said:
            response.headers.add(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = SECURE_FOR_A_YEAR
    if "Cache-Control" not in response.headers:
        is_public = request.method in ("GET", "HEAD") and response.status_code in (200, 300, 304)
        response.headers["Cache-Control"] = PUBLIC if is_public else NEVER
    if response.status_code == 200 and request.method in ("GET", "HEAD") and not response.is_streamed:
        if not response.direct_passthrough:
            response.add_etag()
        if "If-None-Match" in request.headers or "If-Match" in request.headers:
            response.make_conditional(request)
    return response
