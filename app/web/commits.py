"""The one place where a request's work is made permanent: after the view has answered, never before."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from app import db
from app.web.access import check_asked

P = ParamSpec("P")
R = TypeVar("R")


def commits(view: Callable[P, R]) -> Callable[P, R]:
    """Commit once the view has returned; anything raised before that leaves nothing behind."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        answer = view(*args, **kwargs)
        check_asked()
        db.session().commit()
        return answer

    return wrapped
