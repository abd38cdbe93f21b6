"""The educators' bench: pages behind a sign-in, where answers are tested."""
