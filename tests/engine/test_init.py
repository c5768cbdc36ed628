"""`autograder init`: a course of one's own that works, or nothing."""

import datetime
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from folders import ROOT
from pydantic import BaseModel

from autograder.authoring.init import make, make_course
from autograder.course import Assignment, Task, load_course
from autograder.course.schema import CourseFile
from autograder.errors import StorageError, UsageError

TEMPLATE = Path(str(files("autograder.authoring.init"))) / "template"


@pytest.fixture
def quick(monkeypatch):
    """Leave out the first week, which takes some seconds to build."""
    monkeypatch.setattr(make, "make_assignment", lambda *_, **__: None)


def names(model):
    """Return the keys of a model of course.yml and of those in it, the weeks' apart."""
    for name, field in model.model_fields.items():
        yield name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from names(field.annotation)


def test_course_yml_explains_every_key_of_the_schema():
    text = (TEMPLATE / "course.yml").read_text()
    stated = set(re.findall(r"^ *(?:# +)?(\w+):", text, re.MULTILINE))
    wanted = set(names(CourseFile)) - {"assignments"} | {"assignments"}
    optional = {
        name
        for model in (Assignment, Task)
        for name, field in model.model_fields.items()
        if not field.is_required() or name in ("notebook", "grader")
    }
    assert stated >= wanted | optional
    commented = [line for line in text.splitlines() if re.match(r" *\w+:", line)]
    told = [place for place, line in enumerate(text.splitlines()) if "#" in line]
    for line in commented:
        place = text.splitlines().index(line)
        assert {place, place - 1} & set(told) or line.startswith("  "), f"no word on: {line}"


@pytest.mark.usefixtures("quick")
def test_what_it_says_by_default_is_what_counts_by_default(tmp_path):
    make_course(tmp_path / "course", timezone="Europe/Berlin")
    made = load_course(tmp_path / "course")
    fields = CourseFile.model_fields
    for name in ("execution", "feedback", "publish", "gradebook"):
        assert getattr(made, name) == fields[name].default


@pytest.mark.usefixtures("quick")
def test_words_are_put_in_as_yaml_reads_them(tmp_path):
    made = make_course(
        tmp_path / "tiefes Lernen für 2",
        title="Learning: a # course",
        term="Winter 2026/27",
        timezone="Asia/Tokyo",
    )
    course = load_course(tmp_path / "tiefes Lernen für 2")
    assert (course.id, course.title) == ("tiefes-Lernen-fur-2", "Learning: a # course")
    assert (course.term, course.timezone) == ("Winter 2026/27", "Asia/Tokyo")
    assert made == [
        *(".github", ".gitignore", ".gitlab-ci.yml", "README.md", "course.yml"),
        *("nbgrader_config.py", "requirements.txt"),
    ]


@pytest.mark.parametrize(
    ("day", "term"),
    [
        ((2026, 10, 1), "Winter 2026/27"),
        ((2027, 1, 5), "Winter 2026/27"),
        ((2027, 4, 1), "Summer 2027"),
        ((1999, 12, 1), "Winter 1999/00"),
    ],
)
def test_the_term_of_a_day(day, term):
    assert make.term_of(datetime.date(*day)) == term


def test_the_timezone_is_this_machines(monkeypatch):
    monkeypatch.setenv("TZ", ":America/Lima")
    assert make.local_timezone() == "America/Lima"
    monkeypatch.setenv("TZ", "nowhere")
    assert make.local_timezone() == "UTC"


@pytest.mark.usefixtures("quick")
def test_what_is_there_stays_and_a_failure_leaves_nothing(tmp_path, monkeypatch):
    there = tmp_path / "course"
    there.mkdir()
    (there / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"not empty: it holds notes\.txt"):
        make_course(there)
    with pytest.raises(UsageError, match="is no folder"):
        make_course(there / "notes.txt")
    assert [path.name for path in tmp_path.rglob("*")] == ["course", "notes.txt"]
    (there / "notes.txt").rename(there / ".git")
    for words in ({"timezone": "Europe/Berlim"}, {"term": "two\nlines"}):
        with pytest.raises(UsageError):
            make_course(there, **words)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    for folder in (there, tmp_path / "new"):
        before = sorted(tmp_path.rglob("*"))
        with monkeypatch.context() as patched:
            patched.setattr(make, "make_assignment", full)
            with pytest.raises(StorageError, match="No space left"):
                make_course(folder)
        assert sorted(tmp_path.rglob("*")) == before
        make_course(folder)
        assert load_course(folder).assignments == ()


def test_nbgrader_is_configured_as_in_this_course():
    ours = (ROOT / "nbgrader_config.py").read_text()
    assert (TEMPLATE / "nbgrader_config.py.txt").read_text() == ours


@pytest.mark.parametrize("name", ["github.yml", "gitlab.yml"])
def test_the_workflows_audit_each_push_and_bundle_on_a_tag(name):
    text = (TEMPLATE / name).read_text()
    workflow = yaml.safe_load(text)
    if name == "github.yml":
        assert workflow[True] == ["push"], "YAML 1.1 reads `on` so, as GitHub's reader does not"
        steps = [step.get("run", "") for step in workflow["jobs"]["audit"]["steps"]]
        (bundling,) = [
            s for s in workflow["jobs"]["audit"]["steps"] if "publish" in s.get("run", "")
        ]
        assert bundling["if"] == "github.ref_type == 'tag'"
    else:
        steps = workflow["audit"]["script"]
        assert workflow["bundles"]["rules"] == [{"if": "$CI_COMMIT_TAG"}]
        assert "publish" in workflow["bundles"]["script"][-1]
    assert "autograder audit" in steps
    assert "autograder publish --all --early --to bundles" in text


@pytest.mark.usefixtures("quick")
def test_the_lines_for_cron_run_without_an_environment_in_any_folder(tmp_path):
    course = tmp_path / "mein kurs, 100% ü"
    make_course(course, timezone="UTC")
    readme = (course / "README.md").read_text()
    lines = re.findall(r"^\*/10 \* \* \* \*  (.*)$", readme, re.MULTILINE)
    assert len(lines) == 2
    for line in lines:
        # cron ends a command at %, and turns \\% into it.
        assert not re.search(r"(?<!\\)%", line)
        command, bare = line.replace("\\%", "%"), {"PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            command, shell=True, cwd="/", env=bare, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), command


@pytest.mark.thorough
def test_init_new_audit_passes_and_the_workflows_commands_run(tmp_path, autograder):
    def say(*words, folder):
        done = autograder(*words, cwd=folder)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    course = tmp_path / "course"
    assert "course.yml: made" in say("init", "course", "--timezone", "UTC", folder=tmp_path)
    say("new", "momentum", folder=course)
    assert "nothing falls short" in say("audit", folder=course)
    say("publish", "--all", "--early", "--to", "bundles", folder=course)
    bundles = sorted(path.name for path in (course / "bundles").iterdir())
    assert bundles == ["first-steps.zip", "momentum.zip"]
    assert "first-steps" in say("status", folder=course)
    readme = (course / "README.md").read_text()
    commands = set(re.findall(r"^autograder ([\w-]+)", readme, re.MULTILINE))
    assert commands >= {"new", "release", "audit", "publish", "grade", "new-term"}
    for command in commands:
        say(command, "--help", folder=course)
