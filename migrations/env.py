"""Runs migrations on SQLite and PostgreSQL; needs no setting but the database's address."""

import os
from logging.config import fileConfig

from alembic import context
from sqlalchemy import Connection

from app import db
from app.schema import Model
from config import EMBEDDED_DATABASE


def address() -> str:
    """Where the database is: given by the program that calls us, or by the environment, or the file in `instance/`."""
    given: str = context.config.attributes.get("url", "")
    return given or os.environ.get("ALONGSIDE_DATABASE_URL", "").strip() or EMBEDDED_DATABASE


def run() -> None:
    """Run the migrations, each in a transaction of its own."""
    engine = db.make_engine(address())
    with db.writing(engine).connect() as connection:
        _let_tables_be_rebuilt(connection)
        context.configure(
            connection=connection,
            target_metadata=Model.metadata,
            render_as_batch=engine.dialect.name == "sqlite",
            transaction_per_migration=True,
            transactional_ddl=True,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        _check_references(connection)
    engine.dispose()


def _let_tables_be_rebuilt(connection: Connection) -> None:
    """SQLite changes a table by copying it; dropping the old one must not empty its children."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")


def _check_references(connection: Connection) -> None:
    """Raise RuntimeError when a migration left rows that point at nothing."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"{len(broken)} rows point at nothing, the first in table {broken[0][0]}.")


if context.config.config_file_name and "url" not in context.config.attributes:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)
run()
