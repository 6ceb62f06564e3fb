"""UK postcodes as people type them: tidy them, and cut them to the sector, which is all that is ever kept."""

import re

_OUTCODE = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_FULL = re.compile(rf"({_OUTCODE})([0-9])([A-Z]{{2}})")
_SECTOR = re.compile(rf"({_OUTCODE})[\s-]+([0-9])")
_OUTCODE_ALONE = re.compile(_OUTCODE)
_FULL_AMONG_WORDS = re.compile(rf"(?<![A-Z0-9])({_OUTCODE})\s*-?\s*([0-9O])\s*([A-Z]{{2}})(?![A-Z0-9])")
_LOOKALIKE = re.compile(rf"({_OUTCODE})O([A-Z]{{2}})")


def tidy(typed: str) -> str:
    """A full postcode the way it is written on an envelope, "HX1 1CK"; empty if it is not shaped like one.

    Any case, spaces and hyphens are taken, and a letter O where only a nought can stand. Whether the postcode exists is
    not asked.
    """
    parts = _parts(typed)
    return f"{parts[0]} {parts[1]}{parts[2]}" if parts else ""


def is_full(typed: str) -> bool:
    """Whether this is shaped like one whole postcode, existing or not."""
    return _parts(typed) is not None


def sector_of(typed: str) -> str:
    """The sector as our addresses write it, "HX1-1", of a full postcode or a sector; empty for anything else."""
    if parts := _parts(typed):
        return f"{parts[0]}-{parts[1]}"
    found = _SECTOR.fullmatch(_upper(typed))
    return f"{found[1]}-{found[2]}" if found else ""


def outcode_of(typed: str) -> str:
    """The outcode, "HX1", of a full postcode, a sector or an outcode; empty for anything else.

    Without a space or hyphen "HX11" is the outcode HX11, never the sector HX1-1.
    """
    sector = sector_of(typed)
    if sector:
        return sector.split("-")[0]
    alone = _upper(typed).replace(" ", "")
    return alone if _OUTCODE_ALONE.fullmatch(alone) else ""


def find_in(text: str) -> str:
    """The last full postcode among other words ("12 High St, Halifax HX1 1CK"), tidy; empty if there is none."""
    found = list(_FULL_AMONG_WORDS.finditer(_upper(text)))
    return f"{found[-1][1]} {found[-1][2].replace('O', '0')}{found[-1][3]}" if found else ""


def _parts(typed: str) -> tuple[str, str, str] | None:
    squeezed = re.sub(r"[\s-]", "", _upper(typed))
    squeezed = _LOOKALIKE.sub(r"\g<1>0\2", squeezed) if _LOOKALIKE.fullmatch(squeezed) else squeezed
    found = _FULL.fullmatch(squeezed)
    return (found[1], found[2], found[3]) if found else None


def _upper(typed: str) -> str:
    return typed.upper().strip(" \t\r\n\u00a0.,;:")
