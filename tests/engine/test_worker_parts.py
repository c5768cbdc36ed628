"""The worker's parts that need no sandbox: collecting outputs, describing errors, cleaning up."""

import os
import time
from mmap import ACCESS_READ, MAP_ANONYMOUS, MAP_PRIVATE, MAP_SHARED, mmap
from pathlib import Path

import pytest
import torch
from stubbed import wait_for

from autograder.sandbox.outputs import checked_run
from autograder.worker import calls, cleanup, faults, memory
from autograder.worker.collect import Collector, Stream


@pytest.fixture
def collector():
    made = Collector()
    made.begin(text_limit=100, image_limit=1000)
    return made


def test_text_of_one_stream_is_merged_and_cut(collector):
    stdout, stderr = Stream(collector, "stdout", 1), Stream(collector, "stderr", 2)
    stdout.write("a")
    stdout.write("b")
    stderr.write("c")
    stdout.write("x" * 200)
    outputs = collector.end()
    assert [(o["name"], len(o["text"])) for o in outputs] == [
        ("stdout", 2), ("stderr", 1), ("stdout", 97),
    ]  # fmt: skip


def test_what_is_cut_is_told(collector):
    collector.stream("stdout", "x" * 100)
    assert not collector.dropped
    collector.stream("stdout", "y")
    assert collector.dropped


def test_nothing_is_kept_while_inactive(collector):
    collector.end()
    collector.stream("stdout", "late")
    collector.rich("display_data", {"text/plain": "late"}, None)
    collector.error("E", "late", [])
    assert collector.outputs == []


def test_clear_output_may_wait_for_the_next(collector):
    collector.stream("stdout", "old")
    collector.clear(wait=True)
    assert collector.outputs
    collector.stream("stdout", "new")
    assert [o["text"] for o in collector.end()] == ["new"]


def test_pictures_have_a_limit_of_their_own(collector):
    collector.rich("display_data", {"image/png": "p" * 900, "text/plain": "t"}, None)
    collector.rich("display_data", {"image/png": "p" * 900, "text/plain": "t"}, None)
    first, second = collector.end()
    assert set(first["data"]) == {"image/png", "text/plain"}
    assert set(second["data"]) == {"text/plain"}
    assert collector.dropped


def test_a_stream_takes_text_only(collector):
    with pytest.raises(TypeError):
        Stream(collector, "stdout", 1).write(b"bytes")


class Evil(BaseException):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


class Meta(type):
    @property
    def __name__(cls):
        raise SystemExit(0)


class Nameless(Exception, metaclass=Meta):
    pass


@pytest.mark.parametrize(
    ("error", "type_name", "text"),
    [
        (ValueError("plain"), "ValueError", "plain"),
        (Evil(), "Evil", "(the exception has no readable text)"),
        (Nameless("n"), "exception", "n"),
        (ValueError("\ud800"), "ValueError", "?"),
        (ValueError("x" * 5000), "ValueError", "x" * faults.TEXT_LIMIT),
    ],
)
def test_an_exception_is_described_whatever_its_methods_do(error, type_name, text):
    told = faults.describe(error)
    assert (told["type"], told["text"]) == (type_name, text)
    assert faults.plain_traceback(error)


def test_a_long_traceback_keeps_its_ends():
    def deep(n):
        return deep(n - 1) if n else 1 / 0

    with pytest.raises(ZeroDivisionError) as caught:
        deep(300)
    frames, step = 0, faults.shortened(caught.value.__traceback__)
    while step is not None:
        frames, last, step = frames + 1, step, step.tb_next
    assert frames == 20
    assert last.tb_frame.f_locals["n"] == 0


def test_folders_are_emptied_whatever_lies_in_them(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    full = tmp_path / "full"
    (full / "a" / "b").mkdir(parents=True)
    (full / "a" / "b" / "f").write_text("")
    (full / "a" / "link").symlink_to(outside)
    (full / "link").symlink_to(outside)
    (full / "dangling").symlink_to("nowhere")
    os.mkfifo(full / "fifo")
    (full / "a").chmod(0)
    here = Path.cwd()
    os.chdir(full)
    try:
        for _ in range(200):
            Path("d" * 100).mkdir()
            os.chdir("d" * 100)
    finally:
        os.chdir(here)
    assert cleanup.empty([str(full)]) == ""
    assert list(full.iterdir()) == []
    assert (outside / "kept").read_text() == "kept"


def test_a_folder_that_cannot_be_emptied_is_odd(tmp_path):
    assert "could not be emptied" in cleanup.empty([str(tmp_path / "missing")])


@pytest.mark.parametrize("kind", [MAP_PRIVATE, MAP_SHARED])
def test_what_is_mapped_from_a_file_is_no_memory_of_a_process(kind):
    """Who else on the machine has mapped PyTorch must not decide how much a hand-in may use."""
    before, size = memory.own_bytes(), 64 << 20
    library = Path(torch.__file__).parent / "lib" / "libtorch_cpu.so"
    with library.open("rb") as file, mmap(file.fileno(), size, access=ACCESS_READ) as pages:
        assert len(pages[:: os.sysconf("SC_PAGE_SIZE")]) >= size >> 16
        mapped = memory.own_bytes()
    with mmap(-1, size, flags=kind | MAP_ANONYMOUS) as kept:
        for page in range(0, size, os.sysconf("SC_PAGE_SIZE")):
            kept[page] = 1
        grown = memory.own_bytes()
    assert mapped.virtual - before.virtual >= size
    assert mapped.resident - before.resident < size // 4
    assert grown.resident - mapped.resident > size // 4 * 3


def test_a_process_may_have_any_name():
    child = os.fork()
    if child == 0:
        Path("/proc/self/comm").write_text("RssAnon: 9 kB")
        time.sleep(120)
        os._exit(0)
    try:
        wait_for(lambda: b"9 kB" in Path(f"/proc/{child}/comm").read_bytes(), "it has its name")
        assert not memory.Watch(memory.own_bytes().resident + (1 << 30), []).exceeded()
        assert memory.Watch(1, []).exceeded()
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


def test_memory_is_summed_over_processes():
    own = memory.own_bytes()
    assert own.virtual > own.resident > 10 * 2**20
    others = memory.descendants()  # of whatever was tested here before
    child = os.fork()
    if child == 0:
        keep = bytearray(b"x" * (64 << 20))
        time.sleep(120)
        os._exit(len(keep))
    try:
        assert set(memory.descendants()) - set(others) == {child}
        small, large = memory.Watch(32 << 20, []), memory.Watch(own.resident + (1 << 30), [])
        deadline = time.monotonic() + 60
        while not small.exceeded() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert small.exceeded()
        assert not large.exceeded()
        assert small.interval >= 0.02
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)


# --- the trusted side believes none of it ------------------------------------------------------


@pytest.mark.parametrize(
    "output",
    [
        None,
        "text",
        {},
        {"output_type": "stream", "name": "stdin", "text": "x"},
        {"output_type": "stream", "name": "stdout", "text": ["x"]},
        {"output_type": "stream", "name": "stdout", "text": "x" * 2000},
        {"output_type": "display_data", "data": "x"},
        {"output_type": "display_data", "data": {"text/plain": 1}},
        {"output_type": "display_data", "data": {"no mime": "x"}},
        {"output_type": "display_data", "data": {"text/plain": "x" * 2000}},
        {"output_type": "error", "ename": "E", "evalue": "v", "traceback": "x"},
        {"output_type": "update_display_data", "data": {"text/plain": "x"}},
    ],
)
def test_malformed_outputs_are_dropped_and_told(output):
    ran = checked_run({"outputs": [output], "error": None}, text_limit=1024, image_limit=1024)
    assert [o["output_type"] for o in ran.outputs] == ["stream"]
    assert "the rest is not shown" in ran.outputs[0]["text"]


def test_extra_fields_do_not_come_through():
    shown = {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {"evil": 1}}
    shown["transient"] = {"x": 1}
    ran = checked_run({"outputs": [shown], "error": None}, text_limit=1024, image_limit=1024)
    assert ran.outputs == [
        {"output_type": "display_data", "data": {"text/plain": "x"}, "metadata": {}}
    ]


@pytest.mark.parametrize("reply", [{}, {"outputs": {}}, {"outputs": [], "error": "x"}])
def test_a_malformed_reply_is_refused(reply):
    with pytest.raises(ValueError, match="malformed"):
        checked_run(reply, text_limit=1024, image_limit=1024)


def test_the_worker_has_all_of_the_kit_that_runs_there():
    """A module that is missing from the list fails inside the sandbox alone."""
    folder = Path(calls.__file__).parents[1] / "kit"
    modules = {path.stem for path in folder.glob("*.py")}
    assert set(calls.KIT) == modules - {"definition"}, "which reads files, outside"
