"""Where listings come from when a person did not type them."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.tokens import new_ref
from app.model import Model


class Source(Model):
    """A list that we import again and again, known by the name given to `import-feed`."""

    __tablename__ = "source"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    name: Mapped[str] = mapped_column(unique=True)
    format: Mapped[str]
    route: Mapped[str]
    zone: Mapped[str]
    read_at: Mapped[datetime]
