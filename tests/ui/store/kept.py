"""Answers to keep, and everything that a database holds of them."""

from dataclasses import replace

from sqlalchemy import MetaData, select

from assistant.answers import Answer, EvidenceRecord
from assistant.questions import Question
from tests.ui.fake_assistant import reply
from ui.store import Store

SECRET = "zebrafish"


def made(words: str = "physio") -> Answer:
    return reply(Question(words))


def with_secret(answer: Answer) -> Answer:
    """The answer with the question's word wherever the pipeline may repeat it."""
    return replace(
        answer,
        standalone=SECRET,
        missing=(SECRET,),
        suggestions=(SECRET,),
        text=f"{SECRET}: {answer.text}",
        id=SECRET,
        evidence=(EvidenceRecord(SECRET, "S5", SECRET, (), 1, 0.5, False),),
    )


def everything(store: Store) -> str:
    """Every row of every table, as text."""
    tables = MetaData()
    with store.database.engine.connect() as connection:
        tables.reflect(connection)
        return repr([connection.execute(select(table)).all() for table in tables.sorted_tables])
