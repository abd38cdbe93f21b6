"""Educators' accounts and their open sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "educators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(254), nullable=False),
        sa.Column("display_name", sa.String(100), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("created", sa.Date(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_educators")),
        sa.UniqueConstraint("name", name=op.f("uq_educators_name")),
    )
    op.create_table(
        "educator_sessions",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("educator_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["educator_id"],
            ["educators.id"],
            name=op.f("fk_educator_sessions_educator_id_educators"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_educator_sessions")),
    )
    op.create_index(op.f("ix_educator_sessions_educator_id"), "educator_sessions", ["educator_id"])


def downgrade() -> None:
    """Remove them, with what they hold."""
    for table in ("educator_sessions", "educators"):
        op.drop_table(table)
