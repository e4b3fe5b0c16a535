"""One PostgreSQL database for a whole test process, emptied after every test.

To copy the template for each takes a tenth of a second of CPU. What a test did to the tables themselves is
noticed, and so is a change of the rows that a migrated database has from the beginning: then it is made anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql

TABLES = "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
OTHERS = """
    select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
"""
SHAPE = """
    select md5(coalesce(string_agg(told, chr(10) order by told), '')) from (
        select format('%s %s %s %s %s', nspname, relname, relkind, relacl, reloptions) from pg_class
            join pg_namespace n on n.oid = relnamespace where nspname !~ '^pg_|^information_schema'
        union all select
            format('%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull)
            from pg_attribute join pg_class c on c.oid = attrelid
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and attnum > 0
        union all select format('%s %s %s', tgrelid::regclass, tgname, tgenabled) from pg_trigger
            where not tgisinternal
        union all select format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
            where connamespace = 'public'::regnamespace
        union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
        union all select format('%s', setconfig) from pg_db_role_setting
            where setdatabase = (select oid from pg_database where datname = current_database())
    ) as everything (told)
"""

BORN_WITH = ("alembic_version", "schema_floor")
"""Tables that a migrated database has rows in."""


@dataclass
class Emptied:
    make: Callable[[], str]
    drop: Callable[[str], None]
    url: str = ""
    _shape: str = ""
    _rows: str = ""

    def given(self) -> str:
        """Its address; of another one where the last test left it changed."""
        if not self.url:
            self.url = self.make()
            with self._connected() as connection:
                self._shape, self._rows = _shape(connection), _rows(connection)
        return self.url

    def empty(self) -> None:
        with self._connected() as connection:
            connection.execute(OTHERS)
            is_itself = _shape(connection) == self._shape
            if is_itself:
                _truncate(connection)
                is_itself = _rows(connection) == self._rows
        if not is_itself:
            self.drop(self.url)
            self.url = ""

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(self.url.replace("+psycopg", ""), autocommit=True)


def _shape(connection: psycopg.Connection) -> str:
    return str(connection.execute(SHAPE).fetchall())


def _filled(connection: psycopg.Connection) -> list[str]:
    tables = [str(name) for (name,) in connection.execute(TABLES)]
    asked = sql.SQL("select {name} where exists (select from {table})")
    each = [asked.format(name=sql.Literal(name), table=sql.Identifier(name)) for name in tables]
    return [str(name) for (name,) in connection.execute(sql.SQL(" union all ").join(each))]


def _rows(connection: psycopg.Connection) -> str:
    """Of the tables that have any."""
    told = sql.SQL("select * from {}")
    names = sorted(_filled(connection))
    return str([(name, connection.execute(told.format(sql.Identifier(name))).fetchall()) for name in names])


def _truncate(connection: psycopg.Connection) -> None:
    """What is append only refuses it to everybody but a replica."""
    names = [sql.Identifier(name) for name in _filled(connection) if name not in BORN_WITH]
    if names:
        connection.execute("set session_replication_role = replica")
        told = sql.SQL("truncate {} restart identity cascade")
        connection.execute(told.format(sql.SQL(", ").join(names)))
