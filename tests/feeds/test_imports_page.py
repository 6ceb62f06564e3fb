"""The page that explains imports names every warning and count that the reader can give."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/imports.md").read_text(encoding="utf-8")
CODE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app/feeds").rglob("*.py"))


def test_every_warning_code_is_explained():
    codes = set(re.findall(r'\.warn\(\s*(?:"\w+"|field|dropped\[0\]),\s*"(\w+)"', CODE))

    assert len(codes) == 30
    assert [code for code in codes if f"`{code}`" not in PAGE] == []


def test_every_explained_code_exists():
    explained = re.findall(
        r"`(\w+)`", "".join(re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| [^|]*\| [^|]*\|$", PAGE, re.MULTILINE))
    )

    fields = {"name", "day", "time", "end_time", "slug"}
    assert [code for code in explained if code not in fields and f'"{code}"' not in CODE] == []
    assert len(set(explained) - fields) == 31
