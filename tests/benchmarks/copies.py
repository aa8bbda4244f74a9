# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Many rows made from a few: records made by Odoo, copied in SQL with their links."""

from odoo.tools import SQL


class Copies:
    """Copies sets of records that belong together, ``count`` times each.

    A link between two copied records of one template leads to the copy of the same
    rank; any other link stays what it is. A text that must be unique is told apart by
    the identifier. The rows live as long as the transaction.

    :param cr: a cursor whose role is a superuser of PostgreSQL
    """

    def __init__(self, cr, count):
        self.cr = cr
        self.count = count
        self.tables = {}

    def add(self, records, **columns):
        """Choose the templates of a model.

        :param columns: SQL of columns that differ from the template's; ``n`` is the
            rank of the copy, ``new_id`` its identifier, ``t`` the template
        """
        if records:
            self.tables[records._table] = (sorted(records.ids), columns)

    def make(self):
        """Insert the copies and bring the statistics up to date.

        :return: the identifier of the first copy of each table
        """
        bases = {}
        for table in self.tables:
            [(bases[table],)] = self._query(
                SQL("SELECT max(id) FROM %s", SQL.identifier(table))
            )
        # Copies link to copies that are not there yet.
        self.cr.execute("SET LOCAL session_replication_role = replica")
        for table, (ids, changes) in self.tables.items():
            self._copy(table, ids, changes, bases)
        self.cr.execute("SET LOCAL session_replication_role = origin")
        for table in self.tables:
            self.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        return {table: base + 1 for table, base in bases.items()}

    def _query(self, query):
        self.cr.execute(query)
        return self.cr.fetchall()

    def _new_id(self, ids, column, base):
        """Return the SQL of the copy's identifier, from the template's."""
        return SQL(
            "%s + (array_position(%s, %s) - 1) * %s + n",
            *(base, list(ids), column, self.count),
        )

    def _copy(self, table, ids, changes, bases):
        links = dict(
            self._query(
                SQL(
                    """SELECT a.attname, f.relname FROM pg_constraint c
                        JOIN pg_class f ON f.oid = c.confrelid
                        JOIN pg_attribute a
                          ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                        WHERE c.contype = 'f' AND c.conrelid = %s::regclass""",
                    table,
                )
            )
        )
        names = [
            name
            for (name,) in self._query(
                SQL(
                    """SELECT attname FROM pg_attribute
                        WHERE attrelid = %s::regclass AND attnum > 0
                          AND NOT attisdropped ORDER BY attnum""",
                    table,
                )
            )
        ]
        unique = {
            name
            for (name,) in self._query(
                SQL(
                    """SELECT a.attname FROM pg_index i JOIN pg_attribute a
                          ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
                        WHERE i.indisunique AND i.indrelid = %s::regclass
                          AND a.atttypid IN ('varchar'::regtype, 'text'::regtype)""",
                    table,
                )
            )
        }
        values = []
        for name in names:
            column = SQL.identifier("t", name)
            if name == "id":
                values.append(SQL("new_id"))
            elif name in changes:
                values.append(SQL(changes[name]))
            elif links.get(name) in self.tables:
                target = links[name]
                known = self.tables[target][0]
                copy = self._new_id(known, column, bases[target])
                values.append(SQL("COALESCE(%s, %s)", copy, column))
            elif name in unique:
                values.append(SQL("%s || '-' || new_id", column))
            else:
                values.append(column)
        new_id = self._new_id(ids, SQL.identifier("t", "id"), bases[table])
        self.cr.execute(
            SQL(
                """INSERT INTO %s (%s) SELECT %s FROM %s t,
                        generate_series(1, %s) n, LATERAL (SELECT %s AS new_id) i
                    WHERE t.id = ANY(%s)""",
                SQL.identifier(table),
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(values),
                SQL.identifier(table),
                *(self.count, new_id, ids),
            )
        )
        self._query(
            SQL(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM %s",
                *(table, SQL.identifier(table)),
            )
        )
