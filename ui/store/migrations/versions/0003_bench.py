"""Sets of test questions, runs, baselines, drafts, shared questions and verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NAME = 120


def upgrade() -> None:
    """Make the seven tables, and room for what was found beside a feedback."""
    op.add_column("feedback", sa.Column("found", sa.JSON(), nullable=True))
    op.create_table(
        "case_sets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(NAME), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_sets")),
        sa.UniqueConstraint("name", name=op.f("uq_case_sets_name")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        _to("case_sets", "cases", "set_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("set_id", "place", name=op.f("uq_cases_set_id")),
    )
    op.create_index(op.f("ix_cases_set_id"), "cases", ["set_id"])
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("set_name", sa.String(NAME), nullable=False),
        sa.Column("asked_by", sa.String(NAME), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("index_digest", sa.String(80), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        _to("case_sets", "runs", "set_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_set_id"), "runs", ["set_id"])
    op.create_table(
        "baselines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(NAME), nullable=False),
        sa.Column("promoted_by", sa.String(NAME), nullable=False),
        sa.Column("promoted", sa.DateTime(), nullable=False),
        _to("case_sets", "baselines", "set_id"),
        _to("runs", "baselines", "run_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baselines")),
    )
    op.create_index(op.f("ix_baselines_set_id"), "baselines", ["set_id"])
    op.create_table(
        "drafts",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("decided_by", sa.String(NAME), nullable=False),
        _to("feedback", "drafts", "feedback_id"),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "shared_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sitting", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_questions")),
    )
    op.create_index(op.f("ix_shared_questions_day"), "shared_questions", ["day"])
    op.create_table(
        "verdicts",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.String(NAME), nullable=False),
        sa.Column("given_by", sa.String(NAME), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        _to("runs", "verdicts", "run_id"),
        sa.PrimaryKeyConstraint("run_id", "sample_id", "given_by", name=op.f("pk_verdicts")),
    )


def downgrade() -> None:
    """Remove them, with what they hold."""
    for table in ("verdicts", "shared_questions", "drafts", "baselines", "runs", "cases", "case_sets"):
        op.drop_table(table)
    with op.batch_alter_table("feedback") as feedback:
        feedback.drop_column("found")


def _to(table: str, here: str, column: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{here}_{column}_{table}")
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete=ondelete)
