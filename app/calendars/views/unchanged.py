"""A 304 again without Flask: whoever polls a public calendar asks the same question for months.

The answer that Flask gave to a question is kept in this process, with the issue that it was given for, and given again
as long as the issue is the same. A question is everything of a request that may bear on the answer; personal calendars
are never kept. The database is asked each time, for one row.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import db
from app.calendars.queries.edition import Issue
from app.kernel.days import LONDON, local_day
from app.web.request import CLOCK

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 4096
LONGEST = 1000
"""Characters of a question that is kept."""
FLAG = "alongside.issue"
EDITION = "SELECT name FROM edition WHERE id = 1"
ASKED = ("HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "REQUEST_METHOD",
         "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_MATCH", "wsgi.url_scheme", "SCRIPT_NAME")  # fmt: skip

Answer = tuple[str, list[tuple[str, str]]]


def init_app(app: Flask) -> None:
    """Stand above the application."""
    vars(app)["wsgi_app"] = Unchanged(app)


def may_be_kept(environ: dict[str, Any], present: Issue) -> None:
    """Say that nothing but the issue and the question bears on this request's answer."""
    environ[FLAG] = present


class Unchanged:
    """Stands above a site and answers what it has answered with 304 before."""

    def __init__(self, site: Flask) -> None:
        self.site, self.engine = site, site.extensions[db.KEY]
        self.below: WSGIApplication = site.wsgi_app
        self.kept: OrderedDict[tuple[str, ...], tuple[Issue, Answer]] = OrderedDict()

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer from what is kept, or ask the site and keep a 304."""
        if "HTTP_IF_NONE_MATCH" not in environ or not environ.get("PATH_INFO", "").endswith(".ics"):
            return self.below(environ, start)
        question = tuple([environ.get(name, "") for name in ASKED])
        found = self.kept.get(question)
        if found and (found[0].edition, found[0].day) == self._present():
            start(*found[1])
            return ()
        return self.below(environ, self._keeping(question, environ, start))

    def _present(self) -> tuple[str, date] | None:
        """The edition and the day; None where the database cannot be asked, so that the site says so itself. Asked
        without SQLAlchemy's own layers, which took longer than all the rest."""
        moment: datetime = self.site.extensions[CLOCK]()
        try:
            row = self._row()
        except (SQLAlchemyError, self.engine.dialect.loaded_dbapi.Error):
            return None
        return row[0] if row else "", local_day(moment, LONDON)

    def _row(self) -> tuple[str] | None:
        connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(EDITION)
            row: tuple[str] | None = cursor.fetchone()
            cursor.close()
            return row
        finally:
            connection.close()

    def _keeping(
        self, question: tuple[str, ...], environ: "WSGIEnvironment", start: "StartResponse"
    ) -> "StartResponse":
        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if status.startswith("304") and FLAG in environ and sum(map(len, question)) <= LONGEST:
                self.kept[question] = (environ[FLAG], (status, headers))
                if len(self.kept) > MOST:
                    self.kept.popitem(last=False)
            return start(status, headers, *rest)

        return begin
