"""What each LMS makes of a file that is given to it, by its importer's own rules.

Written from the importers (Canvas: lib/gradebook_importer.rb; Moodle: mod/assign/feedback/offline
and .../file; Gradescope: its documented results.json) and from what Brightspace and Blackboard
document, with nothing of autograder.lms.exports: a mistake there must not be made here as well.
"""

import csv
import io
import json
import re
import subprocess
import sys
import zipfile


class Refused(Exception):
    """The LMS takes nothing of the file."""


def _records(text, delimiter):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


class Canvas:
    """A course: `students` {id: {name, sis, login}}, `assignments` {id: title}, `scores`."""

    def __init__(self, students, assignments, scores=None, custom=("Notes",)):
        self.custom = custom
        self.students, self.assignments = students, assignments
        self.scores = dict(scores or {})  # {(user, assignment): text}
        self.made, self.strangers, self.points = [], [], {}

    def upload(self, data):
        text = data.decode("utf-8")
        lines = text.splitlines()[:3]
        counts = {}
        for mark in ";,":
            try:
                sizes = {len(_records(line, mark)[0]) for line in lines}
            except csv.Error:
                sizes = set()
            counts[mark] = sizes.pop() if len(sizes) == 1 else 0
        rows = _records(text, ";" if counts[";"] > counts[","] else ",")
        rows = [[self._plain(cell) for cell in row] for row in rows if "".join(row).strip()]
        head, columns = rows[0], {}
        first = self._student_columns(head)
        for index, name in enumerate(head):
            if (
                index < first
                or name in self.custom
                or re.search(
                    r"(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)", name
                )
            ):
                continue
            titled = re.fullmatch(r"(.*)\((\d+)\)", name)
            if titled and titled[2] in self.assignments:
                columns[titled[2]] = head.index(name)
            elif ids := [i for i, title in self.assignments.items() if title == name]:
                columns[ids[0]] = head.index(name)
            else:
                self.made.append(name)
        locked = set()
        for row in rows[1:]:
            if "Points Possible" in row[0]:
                for assignment, index in columns.items():
                    if re.search(r"read\s+only", row[index]):
                        locked.add(assignment)
                    elif row[index]:
                        self.points[assignment] = row[index]
            elif not all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", c, re.I) for c in row):
                self._student_row(row, columns, locked)
        return self

    @staticmethod
    def _plain(cell):
        if not re.fullmatch(r"-?[0-9.,]+%?", cell):
            return cell
        *most, last = re.split(r"[,.]", cell)
        return f"{''.join(most)}.{last}" if most else last

    def _student_columns(self, head):
        split = head[:2] == ["LastName", "FirstName"]
        if not (len(head) > 3 and "Student" in head[0] and "ID" in head[1]) and not split:
            raise Refused("Invalid header row")
        count = 4 if split else 3
        self.id, self.sis, self.login = count - 2, None, None
        place = count - 1
        if re.search(r"SIS\s+Login\s+ID", head[place]):
            self.login, count = place, count + 1
        elif re.search(r"SIS\s+User\s+ID", head[place]):
            self.sis, self.login, count = place, place + 1, count + 2
            if re.search(r"Integration\s+ID", head[place + 2]):
                count, place = count + 1, place + 1
            if re.search(r"Root\s+Account", head[place + 2]):
                count += 1
        if "Section" not in head[count - 1]:
            raise Refused("Invalid header row")
        self.split = split
        return count

    def _student_row(self, row, columns, locked):
        user = row[self.id] if row[self.id] in self.students else None
        for key, column in (("sis", self.sis), ("login", self.login)):
            if user is None and column is not None and row[column]:
                user = next((u for u, s in self.students.items() if s[key] == row[column]), None)
        if user is None:
            name = f"{row[1]} {row[0]}" if self.split else row[0]
            user = next(
                (u for u, s in self.students.items() if name in (s["name"], s.get("sortable"))),
                None,
            )
        if user is None:
            self.strangers.append(row[0])
            return
        for assignment, index in columns.items():
            if assignment not in locked:
                self.scores[user, assignment] = "EX" if row[index].upper() == "EX" else row[index]


class MoodleWorksheet:
    """An assignment: {participant: {"grade", "modified", "locked"}}, in the uploader's language."""

    def __init__(self, people, *, words=None, maximum=100.0, decimal=".", ignore_modified=False):
        self.people = people
        self.words = words or {
            "id": "Identifier", "grade": "Grade", "modified": "Last modified (grade)",
            "participant": "Participant ",
        }  # fmt: skip
        self.maximum, self.decimal = maximum, decimal
        self.ignore_modified = ignore_modified
        self.grades, self.skipped = {}, {}

    def upload(self, data, encoding="utf-8", separator=","):
        rows = _records(data.decode(encoding).removeprefix("\ufeff"), separator)
        head = rows[0]
        if any(self.words[name] not in head for name in ("id", "grade", "modified")):
            raise Refused("invalidgradeimport")
        grade = len(head) - 1 - head[::-1].index(self.words["grade"])  # the last one counts
        for row in rows[1:]:
            if not row:
                continue
            participant = row[head.index(self.words["id"])][len(self.words["participant"]) :]
            if participant not in self.people:
                continue
            now = self.people[participant]
            text = row[grade].strip()
            value = float(text.replace(self.decimal, ".")) if text not in ("", "-") else None
            if value is None:
                self.skipped[participant] = "blank"
            elif now.get("locked"):
                self.skipped[participant] = "locked"
            elif not 0 <= value <= self.maximum:
                self.skipped[participant] = "out of range"
            elif (
                now.get("grade") is not None
                and not self.ignore_modified
                and not self._fresh(row[head.index(self.words["modified"])])
            ):
                self.skipped[participant] = "stale"
            else:
                self.grades[participant] = value
        return self

    @staticmethod
    def _fresh(text):
        """strtotime reads English; whether the grade is newer is not played here."""
        months = (
            "January February March April May June July August September October November December"
        )
        return any(month in text for month in months.split())


def moodle_feedback(data, participants):
    """Return {participant: {file: bytes}} of a feedback zip, as importziplib.php takes it apart."""
    taken = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            *_, file = parts = name.split("/")
            if not file or file[0] in ".~":
                continue
            while parts:
                info = parts.pop(0).split("_", 4)
                if len(info) < 4 or not re.fullmatch(r"\d+", info[1]):
                    continue
                if info[1].lstrip("0") not in participants or info[2:4] != [
                    "assignfeedback",
                    "file",
                ]:
                    continue
                rest = "/".join([*info[4:], *parts]).lstrip("/")
                taken.setdefault(info[1].lstrip("0"), {})[rest] = archive.read(name)
                break
    return taken


def canvas_comments(data, attachments):
    """Return {user: [(file, bytes)]} of a re-upload; `attachments` are {attachment: user}."""
    taken, ignored = {}, []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for path in archive.namelist():
            name = path.rsplit("/", 1)[-1]
            parts = name.split("_")
            user, attachment, *_ = *[p for p in parts if re.fullmatch(r"\d+", p)], None, None
            if parts[-1].startswith("link") or name.startswith("._"):
                attachment = None
            if attachment is None or attachments.get(attachment) != user:
                ignored.append(name)
            else:
                taken.setdefault(user, []).append((name, archive.read(path)))
    return taken, ignored


class Brightspace:
    """Users {OrgDefinedId: Username}, items {name: maximum}."""

    KNOWN = ("First Name", "Last Name", "Email")

    def __init__(self, users, items, *, can_exceed=False):
        self.users, self.items, self.can_exceed = users, items, can_exceed
        self.grades, self.made, self.errors = {}, [], []

    def upload(self, data):
        rows = [row for row in _records(data.decode("utf-8-sig"), ",") if row]
        head = [name.strip() for name in rows[0]]
        if not {"OrgDefinedId", "Username"} & set(head) or head[-1] != "End-of-Line Indicator":
            raise Refused("the header")
        items = {}
        for index, name in enumerate(head[:-1]):
            if name in ("OrgDefinedId", "Username", *self.KNOWN):
                continue
            matched = re.match(r"(.*) Points Grade(?: <.*>)?$", name)
            if not matched:
                raise Refused(f"the column {name}")
            items[index] = matched[1]
            if matched[1] not in self.items:
                self.made.append(matched[1])
        for row in rows[1:]:
            if row[-1] != "#":
                raise Refused("a row without its #")
            cells = dict(zip(head, row, strict=True))
            by_id = cells.get("OrgDefinedId", "").removeprefix("#")
            by_name = cells.get("Username", "").removeprefix("#")
            user = by_id if by_id in self.users else None
            user = user or next(
                (u for u, n in self.users.items() if by_name and n == by_name), None
            )
            if user is None:
                self.errors.append(row)
                continue
            for index, item in items.items():
                if row[index]:
                    value = float(row[index])
                    top = float("inf") if self.can_exceed else self.items.get(item, float("inf"))
                    self.grades[user, item] = min(value, top)
        return self


class Blackboard:
    """Users, columns {id: points}."""

    def __init__(self, users, columns):
        self.users, self.columns = users, columns
        self.grades, self.text_columns = {}, []

    def upload(self, data):
        if data.startswith(b"\xff\xfe"):
            rows = _records(data.decode("utf-16"), "\t")
        else:
            text = data.decode("utf-8-sig")
            if not text.startswith('"') and "\t" not in text:
                raise Refused("no quotes")
            rows = _records(text, "\t" if "\t" in text.splitlines()[0] else ",")
        head = rows[0]
        if "Username" not in head:
            raise Refused("Username")
        columns = {}
        for index, name in enumerate(head):
            if "[" in name:
                number = name.rpartition("|")[2] if "|" in name else None
                if number in self.columns:
                    columns[index] = number
                else:
                    self.text_columns.append(name)
        for row in rows[1:]:
            if row and row[head.index("Username")] in self.users:
                for index, number in columns.items():
                    if row[index]:
                        self.grades[row[head.index("Username")], number] = row[index]
        return self


def gradescope(data, metadata, folder):
    """Return results.json as the zip's own run_autograder writes it, run as Gradescope does.

    Upload unpacks into /autograder/source; there must be no folder around the two scripts.
    """
    source = folder / "source"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if not {"setup.sh", "run_autograder"} <= set(names):
            raise Refused("no run_autograder at the top")
        if not archive.getinfo("run_autograder").external_attr >> 16 & 0o111:
            raise Refused("run_autograder is not executable")
        archive.extractall(source)
    (folder / "submission_metadata.json").write_text(json.dumps(metadata))
    script = source / "run_autograder"
    if not script.read_text().startswith("#!"):
        raise Refused("no interpreter")
    subprocess.run([sys.executable, "-I", script, folder], check=False, capture_output=True)
    return json.loads((folder / "results" / "results.json").read_text())
