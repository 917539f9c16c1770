"""Records, names, equality answers and households in tables of their own, and what each list showed last."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first released tables. SQLite's are strict, as they were."""
    _table("record", "kind", "id", keys=2, others=("client", "body"))
    op.create_index("record_client", "record", ["client", "kind"])
    for name in ("identity", "equality", "household"):
        _table(name, "client", keys=1, others=("body",))
    op.create_table("edition", sa.Column("number", sa.Integer, nullable=False), sqlite_strict=True)
    op.execute("INSERT INTO edition VALUES (0)")
    op.create_table(
        "shown",
        sa.Column("side", sa.Text, primary_key=True, nullable=False),
        sa.Column("subject", sa.Text, primary_key=True, nullable=False),
        sa.Column("place", sa.Integer, primary_key=True, nullable=False, autoincrement=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _table(table: str, *columns: str, keys: int, others: tuple[str, ...]) -> None:
    op.create_table(
        table,
        *(sa.Column(one, sa.Text, primary_key=True, nullable=False) for one in columns[:keys]),
        *(sa.Column(one, sa.Text, nullable=False) for one in others),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
