"""Steps that bring a database from any earlier shape to the present one; Alembic runs them when the store opens."""
