"""The one error that carries a sentence fit to show to a person."""


class Refused(Exception):
    """An act that may not happen now; `str(error)` is a sentence a person can act on."""
