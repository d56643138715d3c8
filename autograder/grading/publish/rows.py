"""Many rows of one table of the gradebook at once: what is missing is inserted, what differs is updated."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, bindparam, select

Rows = dict[tuple, RowMapping]


def rows(connection: Connection, model: type, key: Sequence[str], **among: Iterable) -> Rows:
    """The rows whose columns have one of the given values, by their key."""
    table = model.__table__
    asked = select(table).where(*(table.c[name].in_(list(values)) for name, values in among.items()))
    return {tuple(row[name] for name in key): row for row in connection.execute(asked).mappings()}


def bring(
    connection: Connection, model: type, key: Sequence[str], found: Rows, wanted: Sequence[Mapping]
) -> dict[tuple, str]:
    """Bring a table from ``found`` to ``wanted``, and tell the ids by key. A new id is made from its key."""
    table = model.__table__
    ids = {place: row["id"] for place, row in found.items()}
    new, changed = {}, []
    for row in wanted:
        place = tuple(row[name] for name in key)
        if place not in found:
            ids[place] = row.get("id") or uuid.uuid5(uuid.NAMESPACE_URL, "/".join([table.name, *place])).hex
            new[place] = {"id": ids[place]} | row
        elif any(found[place][name] != value for name, value in row.items()):
            changed.append({"of": ids[place]} | row)
    if new:
        connection.execute(table.insert(), list(new.values()))
    if changed:
        connection.execute(table.update().where(table.c.id == bindparam("of")), changed)
    return ids
