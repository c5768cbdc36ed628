"""Which of our students a row of a template is about."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from autograder.lms.collect.names import orders_of, squeezed
from autograder.lms.collect.origin import Origin
from autograder.lms.exports.model import Person

# What columns of a roster are called, squeezed, by the field that they fill.
_COLUMNS = {
    "name": ("name", "fullname", "studentname", "sortablename", "displayname", "student"),
    "first": ("firstname", "givenname", "forename"),
    "last": ("lastname", "surname", "familyname"),
    "email": ("email", "emailaddress", "mail"),
    "sis": ("sid", "sisuserid", "idnumber", "studentid", "orgdefinedid", "matriculation"),
    "login": ("username", "login", "sisloginid", "loginid"),
    "canvas": ("canvasid", "canvasuserid"),
    "moodle": ("moodleid", "moodleparticipantid", "identifier"),
}
_IDS = ("id", "studentid", "student")
_DIGITS_ALONE = ("canvas", "moodle")
# The field of a person that a column of that name, squeezed, tells; "id" for our own ids.
FIELDS = {column: name for name, columns in _COLUMNS.items() for column in columns}
FIELDS |= dict.fromkeys(_IDS, "id")
_ALIKE = 0.75


@dataclass(frozen=True)
class Keys:
    """What a row says of its student: `sure` by the field of Person, and a name.

    `loose` holds cells that may be an id, a login or an address, whichever the site shows.
    """

    name: str = ""
    sure: Mapping[str, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()


class NoMatch(Exception):
    """The row is none of our students', or it cannot be told whose it is; says why."""


class Directory:
    """Finds students by what a row says of them: by the surest first, by their name last."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.id: person for person in people}
        self._by: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = defaultdict(set)
        for person in self._people.values():
            for kind in ("sis", "login", "email", "canvas", "moodle", "submission"):
                self._add(kind, getattr(person, kind), person.id)
            for kind in ("sis", "login"):
                self._add(kind, person.id, person.id)
            for name in (person.name, f"{person.first} {person.last}", person.id):
                for order in orders_of(name):
                    self._names[order].add(person.id)

    def _add(self, kind: str, value: str, student: str) -> None:
        if value:
            self._by[kind, _plain(kind, value)].add(student)

    def find(self, keys: Keys) -> tuple[str, bool]:
        """Return the id of the row's student, and whether an id told; raise NoMatch."""
        found = [
            self._by[kind, _plain(kind, value)]
            for kind, value in keys.sure.items()
            if value and self._by.get((kind, _plain(kind, value)))
        ]
        for value in filter(None, keys.loose):
            kinds = ("email",) if "@" in value else ("sis", "login")
            found += [by for kind in kinds if (by := self._by.get((kind, _plain(kind, value))))]
        if found:
            common = set.intersection(*found)
            if len(common) == 1:
                return next(iter(common)), True
            names = ", ".join(sorted(set.union(*found)))
            raise NoMatch(f"its ids are those of several: {names}")
        return self._by_name(keys), False

    def _by_name(self, keys: Keys) -> str:
        named = self._names.get(squeezed(keys.name), set()) if keys.name else set()
        # A namesake, where the row has an id and ours is another one.
        ours = [student for student in named if not self._differs(student, keys)]
        if len(ours) == 1:
            return ours[0]
        if ours:
            raise NoMatch(f"several have this name: {', '.join(sorted(ours))}")
        raise NoMatch("")

    def _differs(self, student: str, keys: Keys) -> bool:
        person = self._people[student]
        return any(
            value and (own := getattr(person, kind)) and _plain(kind, own) != _plain(kind, value)
            for kind, value in keys.sure.items()
        )


def nearest(name: str, names: Mapping[str, str], most: int = 2) -> tuple[str, ...]:
    """Return the keys of `names` whose names are most like this one, in any order of its words."""
    by_words: dict[str, list[str]] = defaultdict(list)
    for key, other in names.items():
        by_words[_sorted_words(other)].append(key)
    close = difflib.get_close_matches(_sorted_words(name), by_words, n=most, cutoff=_ALIKE)
    return tuple(key for words in close for key in by_words[words])[:most]


def _sorted_words(name: str) -> str:
    return " ".join(sorted(name.replace(",", " ").replace("_", " ").casefold().split()))


def _plain(kind: str, value: str) -> str:
    value = value.strip().casefold()
    return value.lstrip("0") or "0" if kind in _DIGITS_ALONE else value


def person_of(student: str, row: Mapping[str, str]) -> Person:
    """Return what a row of a roster, its column names squeezed, says of a student."""
    # What a roster's column of ids is called says nothing of what the LMS calls them.
    told = {c: v for c, v in row.items() if c not in _IDS or v.strip() != student}
    fields = {}
    for name, columns in _COLUMNS.items():
        value = next((told[c].strip() for c in columns if told.get(c, "").strip()), "")
        fields[name] = "".join(filter(str.isdigit, value)) if name in _DIGITS_ALONE else value
    return Person(id=student, **fields)


def joined(person: Person, more: Person) -> Person:
    """Return a person with what is not known of them taken from `more`."""
    missing = {
        name: value for name, value in vars(more).items() if value and not getattr(person, name)
    }
    return replace(person, **missing)


def person_from(student: str, origin: Origin) -> Person:
    """Return what a download said of the student whose hand-in it held."""
    number = {"canvas": "canvas", "moodle": "moodle"}.get(origin.layout)
    more = {number: origin.number} if number and origin.number.isdecimal() else {}
    if origin.layout == "gradescope":
        more["submission"] = origin.member.removeprefix("submission_")
    return Person(id=student, name=origin.name, email=origin.email, sis=origin.sid, **more)
