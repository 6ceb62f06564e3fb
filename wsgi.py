"""What a public server starts: the site behind one web server that speaks TLS and forwards who called."""

from werkzeug.middleware.proxy_fix import ProxyFix

from app import create_app, db
from app.demo.actions import check_mode
from app.site.queries.areas import check_home_area
from app.web.request import settings


def site() -> ProxyFix:
    """The site, believing the last forwarded address and scheme. Only for a port that nobody else can reach."""
    app = create_app()
    with app.app_context():
        check_home_area(db.session(), settings().area)
        check_mode(db.session(), settings().demo)
    return ProxyFix(app, x_for=1, x_proto=1)
