"""Students go into the gradebook by the roster: with names and e-mails, handed in or not."""

from collections.abc import Mapping

from nbgrader.api import Student
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

_COLUMNS = ("first_name", "last_name", "email", "lms_user_id")
_LONGEST = 128  # characters, as nbgrader's tables have them


def put_students(db: Session, people: Mapping[str, Mapping[str, str]]) -> None:
    """Add who is missing, and fill in what `people`, by id, say of the others.

    What they do not say stays as it is in the gradebook.
    """
    query = select(Student.id, *(getattr(Student, name) for name in _COLUMNS))
    there = {id: dict(zip(_COLUMNS, more, strict=True)) for id, *more in db.execute(query)}
    new = []
    for id, told in people.items():
        said = {name: told[name][:_LONGEST] for name in _COLUMNS if told.get(name)}
        if id not in there:
            new.append({"id": id, **dict.fromkeys(_COLUMNS), **said})
        elif any(there[id][name] != value for name, value in said.items()):
            db.execute(update(Student.__table__).where(Student.__table__.c.id == id).values(said))
    if new:
        db.execute(insert(Student.__table__), new)
