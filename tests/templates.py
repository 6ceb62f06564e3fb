"""Templates are compiled once for all sites of a run, not once for each."""

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Remembered(BytecodeCache):
    """What templates were compiled to, in memory. A changed template is compiled again: its bucket has another mark."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


_BY_EXTENSIONS: dict[tuple[str, ...], Remembered] = {}


def remembered(app: Flask) -> Flask:
    """Sites whose templates are read in the same way share what they are compiled to."""
    taught = tuple(sorted(app.jinja_env.extensions))
    app.jinja_env.bytecode_cache = _BY_EXTENSIONS.setdefault(taught, Remembered())
    return app
