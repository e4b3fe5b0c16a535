"""A fault in our own books, planted behind their back: for whoever proves that a check finds it."""

from sqlalchemy import Engine, text

from gateways.sql.database import writing


def plant_one_fen(engine: Engine) -> None:
    """On the last posting of an SQLite file, whose triggers would refuse it."""
    with writing(engine) as session:
        for (name,) in session.execute(text("select name from sqlite_master where type = 'trigger'")).all():
            session.execute(text(f'drop trigger "{name}"'))
        session.execute(
            text("update ledger_postings set fen = fen + 1 where id = (select max(id) from ledger_postings)")
        )
