"""One recipient a message: nothing in the code could write to several (SR-022)."""

import ast
from collections.abc import Collection

import pytest

from app.post.rules import Message
from app.post.rules.letter import Outgoing
from config import ROOT

SMTP = ROOT / "app" / "post" / "actions" / "smtp.py"
FILES = sorted((ROOT / "app").rglob("*.py"))
BUILD = ROOT / "app" / "post" / "build.py"
MAIL_MODULES = {"smtplib", "flask_mail", "flask_mailman", "aiosmtplib"}
SEVERAL = {"cc", "bcc", "resent-to", "resent-cc", "resent-bcc"}


def imports_mail(tree: ast.AST, modules: Collection[str] = MAIL_MODULES) -> bool:
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return any(name.partition(".")[0] in modules for name in names)


def names_several(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.Constant) and str(node.value).lower() in SEVERAL for node in ast.walk(tree))


def sends(tree: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [call for call in calls if ast.unparse(call.func).endswith((".send_message", ".sendmail", ".rcpt"))]


def test_only_one_file_speaks_to_mail_servers() -> None:
    assert [path for path in FILES if imports_mail(ast.parse(path.read_text()))] == [SMTP]


def test_no_file_that_knows_e_mail_knows_a_header_for_several_recipients() -> None:
    mail = [path for path in FILES if imports_mail(ast.parse(path.read_text()), {"email"})]

    assert mail == [SMTP, BUILD]
    assert [path for path in mail if names_several(ast.parse(path.read_text()))] == []


def test_the_one_place_that_sends_is_given_one_address() -> None:
    (call,) = (call for path in FILES for call in sends(ast.parse(path.read_text())))
    (handing_over,) = (
        node
        for node in ast.walk(ast.parse(SMTP.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name == "_hand_over"
    )
    recipient = next(each for each in handing_over.args.args if each.arg == ast.unparse(call.args[2]))

    assert recipient.annotation is not None
    assert ast.unparse(recipient.annotation) == "str"


@pytest.mark.parametrize("shape", [Message, Outgoing])
def test_a_message_holds_one_recipient(shape: type) -> None:
    assert shape.__annotations__["to"] is str


@pytest.mark.parametrize("source", ["import smtplib", "from smtplib import SMTP", "from flask_mail import Mail"])
def test_the_guard_sees_mail_modules(source: str) -> None:
    assert imports_mail(ast.parse(source))


def test_the_guard_sees_headers_and_calls() -> None:
    assert names_several(ast.parse("mail['Bcc'] = other"))
    assert len(sends(ast.parse("server.sendmail(me, them, words)"))) == 1
