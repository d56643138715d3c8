"""A confined process, tried with real processes: what it can't do at each level, and what it still can."""

import contextlib
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from autograder.commands import doctor
from autograder.grading.run.sandbox import folders, limits, own_user, promises, seccomp, syscalls
from autograder.grading.run.sandbox.level import ENVIRONMENT, Level
from autograder.grading.run.sandbox.watch import Watch, too_much
from autograder.layout import Course
from tests.authoring.courses import ROOT

pytestmark = pytest.mark.sandbox
AS_ROOT = os.geteuid() == 0
LEVELS = [Level.NAMESPACES, Level.LANDLOCK]

# Run as "setup, level, folder, code". An ordinary user is made of root here, with one power for the way to Python's own
# files: confining takes it away.
CONFINED = """
import os, sys
_, level_, folder_, oldest, ordinary, code_ = sys.argv
from autograder.grading.run.sandbox import kernel, landlock, level, own_user
offered = landlock.version()
landlock.version = lambda: min(offered, int(oldest))
if ordinary == "yes" and os.geteuid() == 0:
    own_user.become(own_user.NOBODY, folder_)
    kernel.drop_capabilities(landlock._READ_EVERYWHERE)
import contextlib, ctypes, fcntl, mmap, resource, signal, socket, struct, tempfile, threading
import numpy as np
if level_ != "none":
    level.enter(level_, folder_)
os.environ["TMPDIR"] = folder_
exec(code_)
"""


@pytest.fixture
def folder():
    """An empty one that every user can get to."""
    with tempfile.TemporaryDirectory() as path:
        Path(path).chmod(0o711)
        yield Path(path)


@contextlib.contextmanager
def confined(level, folder, code, *, landlock=99, ordinary=False, **options):
    asked = [str(level), str(folder), str(landlock), "yes" if ordinary else "no", code]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    command = [sys.executable, "-c", CONFINED, *asked]
    with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, **pipes, **options) as process:
        try:
            yield process
        finally:
            process.kill()


def said(*arguments, **options):
    with confined(*arguments, **options) as process:
        return process.communicate(timeout=60)[0].strip()


# Signals: by name, what makes the kernel send one to process `victim` when something comes in at socket `a`.

WAYS = {
    "F_SETOWN": "fcntl.fcntl(a, fcntl.F_SETOWN, victim)",
    "F_SETOWN and F_SETSIG": "fcntl.fcntl(a, fcntl.F_SETOWN, victim); fcntl.fcntl(a, 10, 9)",
    "F_SETOWN_EX": "fcntl.fcntl(a, 15, struct.pack('ii', 1, victim))",
    "FIOSETOWN": "fcntl.ioctl(a, 0x8901, struct.pack('i', victim))",
    "SIOCSPGRP": "fcntl.ioctl(a, 0x8902, struct.pack('i', victim))",
}
SEND = """
a, b = socket.socketpair()
try:
    {way}
    fcntl.fcntl(a, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    b.send(b"x")
    print("sent")
except OSError as error:
    print(error.strerror)
"""


@contextlib.contextmanager
def sleeping(ordinary):
    """A process that has nothing to do with it, of the same user."""
    user = {"user": own_user.NOBODY, "group": own_user.NOBODY} if ordinary and AS_ROOT else {}
    with subprocess.Popen(["sleep", "60"], **user) as victim:
        try:
            yield victim
        finally:
            victim.kill()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("level", "landlock", "ordinary"),
    [(Level.NAMESPACES, 99, False), (Level.LANDLOCK, 99, False), (Level.LANDLOCK, 4, False), (Level.LANDLOCK, 4, True)],
)
def test_no_signal_reaches_a_process_of_the_same_user(way, level, landlock, ordinary, folder):
    """Landlock 4 is Linux 6.8: no scopes, so that the filter alone is in the way."""
    with sleeping(ordinary) as victim:
        code = f"victim = {victim.pid}\n" + SEND.format(way=WAYS[way])
        assert said(level, folder, code, landlock=landlock, ordinary=ordinary) == "Operation not permitted"
        time.sleep(0.1)
        assert victim.poll() is None


@pytest.mark.parametrize("way", WAYS)
def test_each_way_would_kill_it(way, folder):
    with sleeping(ordinary=True) as victim:
        code = f"victim = {victim.pid}\n" + SEND.format(way=WAYS[way])
        assert said(Level.NONE, folder, code, ordinary=True) == "sent"
        assert victim.wait(5) < 0


@pytest.mark.parametrize("level", LEVELS)
def test_a_process_can_neither_kill_itself_nor_have_itself_killed(level, folder):
    """So that one that ended by SIGKILL, with processor time left, was killed from outside."""
    code = "for name in ('signal.raise_signal(9)', 'resource.setrlimit(resource.RLIMIT_CPU, (1, 1))'):\n"
    code += "    try: exec(name)\n    except (OSError, ValueError): print('no')\nprint(resource.getrlimit(0)[0] > 1)"
    assert said(level, folder, code).split() == ["no", "no", "True"]


# Files


@pytest.fixture
def outside():
    """A file that everybody may write, in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as path:
        Path(path).chmod(0o777)
        file = Path(path) / "marks"
        file.write_text("37")
        file.chmod(0o666)
        os.utime(file, (1, 1))
        yield file


HARM = {
    "cut": "os.truncate(path, 0)",
    "cut by opening to read": "os.open(path, os.O_RDONLY | os.O_TRUNC)",
    "cut by opening for neither": "os.open(path, 3 | os.O_TRUNC)",
    "open for neither": "os.open(path, 3); os.utime(path, (1, 1)); os.truncate(path, 0)",
    "other times": "os.utime(path)",
    "write": "open(path, 'w').write('40')",
    "remove": "os.remove(path)",
}


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("landlock", [99, 2, 1])
def test_files_outside_stay_as_they_are(harm, landlock, folder, outside):
    """Landlock 2 is Linux 6.1, 1 is 5.13: no right to cut, so that the filter alone is in the way."""
    code = f"path = {str(outside)!r}\ntry: {HARM[harm]}\nexcept OSError: print('no')"
    assert said(Level.LANDLOCK, folder, code, landlock=landlock, ordinary=True) == "no"
    assert (outside.read_text(), outside.stat().st_mtime) == ("37", 1)


@pytest.mark.parametrize("harm", HARM)
def test_each_harm_would_be_done(harm, folder, outside):
    if AS_ROOT:
        os.chown(outside, own_user.NOBODY, own_user.NOBODY)
    assert said(Level.NONE, folder, f"path = {str(outside)!r}\n{HARM[harm]}", ordinary=True) == ""
    assert not outside.exists() or (outside.read_text(), outside.stat().st_mtime) != ("37", 1)


DATAGRAM = """
for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
    for name in ({path!r}, "\\0" + {path!r}):
        with contextlib.suppress(OSError):
            socket.socketpair(socket.AF_UNIX, kind)[0].sendto(b"false alarm", name)
"""


@pytest.mark.parametrize(("level", "heard"), [(Level.NONE, 2), (Level.NAMESPACES, 0), (Level.LANDLOCK, 0)])
def test_nothing_is_written_into_the_systems_log(level, heard, folder, outside):
    """As /dev/log is: a socket with a name or an abstract one, which takes what comes."""
    path = str(outside.parent / "log")
    with contextlib.ExitStack() as stack:
        logs = [stack.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) for _ in range(2)]
        for log, name in zip(logs, (path, "\0" + path), strict=True):
            log.bind(name)
            log.setblocking(False)
        Path(path).chmod(0o777)
        assert said(level, folder, DATAGRAM.format(path=path), landlock=4) == ""
        assert sum(_heard(log) for log in logs) == heard


def _heard(log):
    try:
        return log.recv(100) == b"false alarm"
    except BlockingIOError:
        return False


@pytest.mark.parametrize("ordinary", [False, True])
def test_at_landlock_nothing_is_removed_renamed_or_nameless(ordinary, folder):
    """Else files could be kept on the disk that nobody sees, and `watch` would not count them."""
    tries = ("os.remove('a')", "os.rmdir('d')", "os.rename('a', 'b')", "os.rename('d', 'e')", "os.replace('a', 'b')")
    code = f"open('a', 'w').close(); os.mkdir('d')\nfor line in {[*tries, 'os.open(chr(46), os.O_TMPFILE | 2)']}:\n"
    code += "    try: exec(line)\n    except OSError: print('no')\nprint(sorted(os.listdir()))"
    assert said(Level.LANDLOCK, folder, code, ordinary=ordinary).split("\n") == ["no"] * 6 + ["['a', 'd']"]


FILL = {
    "bytes": ("MiB", "for i in range(1600): open(f'{i}', 'wb').write(b'0' * (1 << 20))"),
    "files": ("2000 files", "for i in range(100_000): open(f'{i}', 'wb').close()"),
    "deeper than paths reach": ("looked into", "for i in range(2000): os.mkdir('d' * 250); os.chdir('d' * 250)"),
}


@pytest.mark.parametrize("ordinary", [False, True])
@pytest.mark.parametrize("what", FILL)
def test_who_fills_the_disk_at_landlock_is_ended(what, ordinary, folder):
    why, code = FILL[what]
    job = folders.new_job(folder)
    ours, theirs = socket.socketpair()
    watch = Watch()
    with ours, confined(Level.LANDLOCK, job, code, ordinary=ordinary, pass_fds=[theirs.fileno()]) as process:
        theirs.close()
        watch.add(process.pid, job, limits.Limits().files)
        watch.until_readable(ours)  # the other end closes with the process
        assert process.wait(10) == -signal.SIGKILL
        assert why in watch.forget(process.pid)
    found = list(job.glob("*"))
    assert sum(path.stat().st_size for path in found) < 1 << 30
    folders.remove(job)
    assert not job.exists()


def test_who_writes_little_is_left_alone(folder):
    (folder / "data").write_bytes(b"0" * (31 << 20))
    ours, theirs = socket.socketpair()
    watch = Watch()
    with ours, theirs, subprocess.Popen(["sleep", "0.3"]) as process:
        watch.add(process.pid, folder, limits.Limits().files)
        theirs.send(b"x")
        for _ in range(3):
            watch.until_readable(ours)
            time.sleep(0.06)
        assert process.wait() == 0
        assert watch.forget(process.pid) is None


def test_a_file_that_is_gone_is_no_fault(folder):
    assert too_much(folder / "gone", 1) is None


# The folder of a run

RUN = """
import signal, sys
from autograder.grading.run.sandbox.folders import RunFolder
run = RunFolder()
(run.job() / "answer").write_text("x")
print(run.path, flush=True)
sys.stdin.read()
run.close()
"""


@contextlib.contextmanager
def grader(tmp_path):
    env = os.environ | {"TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", RUN]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=env, **pipes) as process:
        yield process, Path(process.stdout.readline().strip())


def test_a_killed_graders_folder_goes_with_the_next_run_and_a_living_ones_stays(tmp_path):
    with grader(tmp_path) as (killed, left):
        killed.kill()
    assert [path.name for path in left.glob("*/*")] == ["answer"]
    with grader(tmp_path) as (_, living):
        assert not left.exists()
        with grader(tmp_path) as (_, other):
            assert living.exists() and other.exists()
    assert not list(tmp_path.iterdir())


def test_a_folder_is_removed_however_deep_it_is(folder):
    top = folder / "top"
    top.mkdir()
    code = (
        "import os\nfor i in range(3000):\n    open('f', 'w').close(); os.mkdir('d'); os.mkdir('no', 0); os.chdir('d')"
    )
    subprocess.run([sys.executable, "-c", code], cwd=top, check=True)
    folders.remove(top)
    assert not top.exists()


# The user


@pytest.mark.skipif(not AS_ROOT, reason="only root may change the user")
def test_under_root_each_is_a_user_of_its_own_and_owns_its_folder(folder):
    code = "open('a', 'w').close()\nprint(*os.getresuid(), *os.getresgid(), os.stat('a').st_uid, os.stat('.').st_uid)\n"
    code += "print(os.getgroups(), open(os.path.__file__).read(1) != '')"
    users = []
    for name in "ab":
        (folder / name).mkdir()
        numbers, rest = said(Level.LANDLOCK, folder / name, code).split("\n")
        users += set(numbers.split())
        assert rest == "[] True"
    assert len(users) == 2 and "0" not in users


# The filter by itself, on both kinds of machine


def answer(machine, call, *arguments, pid=77):
    """What the filter says to a call: the return value of its program, run here."""
    code = seccomp.program(machine, pid)
    data = struct.pack("=iIQ6Q", call, seccomp._AUDIT[machine], 0, *arguments, *[0] * (6 - len(arguments)))
    at = value = 0
    while True:
        kind, then, otherwise, number = struct.unpack_from("=HBBI", code, 8 * at)
        at += 1
        if kind == 0x06:
            return {0x7FFF0000: "yes", 0x80000000: "kill", 0x50001: "no", 0x50026: "no such call"}[number]
        if kind == 0x20:
            [value] = struct.unpack_from("=I", data, number)
        elif kind == 0x54:
            value &= number
        else:
            met = {0x15: value == number, 0x35: value >= number, 0x45: bool(value & number)}[kind]
            at += then if met else otherwise


CASES = [
    *(("FCNTL", (3, command), "yes") for command in (0, 1, 2, 3, 1030)),
    *(("FCNTL", (3, command, 77), "no") for command in (5, 6, 7, 8, 10, 15, 1024, 1026, 1031)),
    ("FCNTL", (3, 4, os.O_NONBLOCK), "yes"),
    ("FCNTL", (3, 4, 0x2000), "no"),
    ("FCNTL", (3, 8 + (1 << 32)), "no"),
    *(("IOCTL", (3, command), "yes") for command in (0x5401, 0x5413, 0x5421, 0x5451)),
    *(("IOCTL", (3, command), "no") for command in (0x8901, 0x8902, 0x5452, 0x5412, 0x40049409)),
    ("OPENAT", (3, 0, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "yes"),
    ("OPENAT", (3, 0, os.O_RDWR | os.O_TRUNC), "yes"),
    ("OPENAT", (3, 0, os.O_RDONLY | os.O_CLOEXEC), "yes"),
    ("OPENAT", (3, 0, os.O_RDONLY | os.O_TRUNC), "no"),
    ("OPENAT", (3, 0, 3), "no"),
    ("OPENAT", (3, 0, 0x400000 | os.O_RDWR), "no"),
    ("SENDTO", (3, 1, 1, 0, 0, 0), "yes"),
    ("SENDTO", (3, 1, 1, 0, 4096, 110), "no"),
    ("SENDTO", (3, 1, 1, 0, 1 << 32, 110), "no"),
    ("TGKILL", (77, 78, 15), "yes"),
    ("TGKILL", (77, 78, 9), "no"),
    ("TGKILL", (76, 76, 15), "no"),
    ("PRLIMIT", (0, 3, 0, 4096), "yes"),
    ("PRLIMIT", (0, 0, 4096, 0), "no"),
    ("PRLIMIT", (76, 3, 0, 4096), "no"),
    ("CLONE", (0x10F00,), "yes"),
    ("CLONE", (17,), "no"),
    ("CLONE3", (), "no such call"),
]


@pytest.mark.parametrize("machine", syscalls.COLUMNS)
@pytest.mark.parametrize(("call", "arguments", "expected"), CASES)
def test_the_filter_looks_at_arguments(machine, call, arguments, expected):
    assert answer(machine, getattr(syscalls, call)[syscalls.COLUMNS[machine]], *arguments) == expected


@pytest.mark.parametrize("machine", syscalls.COLUMNS)
def test_the_filter_allows_its_list_and_nothing_else(machine):
    column = syscalls.COLUMNS[machine]
    listed = {numbers[column] for numbers in syscalls.PLAIN.values()} - {None}
    looked_at = {getattr(syscalls, call)[column] for call, _, _ in CASES} | {syscalls.OPEN[column]}
    for number in set(range(600)) - looked_at:
        assert answer(machine, number) == ("yes" if number in listed else "no"), number
    assert answer(machine, 0x40000000) == "kill"


# What stays possible, and how much

WORK = """
np.save("a.npy", np.eye(3)); assert np.load("a.npy", mmap_mode="r").sum() == 3
for text in ("long", "x"): open("b", "w").write(text)
assert open("b").read() == "x" and not open("b").isatty()
with open("b", "r+") as file: file.truncate(0)
os.makedirs("c/d"); open("c/d/e", "x").close()
thread = threading.Thread(target=print, args=("thread",)); thread.start(); thread.join()
with contextlib.suppress(OSError): os.get_terminal_size(1)
a, b = socket.socketpair(); a.settimeout(1); b.setblocking(False); a.send(b"x"); assert b.recv(1) == b"x"
os.set_inheritable(a.fileno(), True); os.dup(a.fileno()); signal.raise_signal(signal.SIGWINCH)
print(np.linalg.inv(np.eye(200)).sum())
"""


@pytest.mark.parametrize(
    ("level", "ordinary"), [(Level.NAMESPACES, False), (Level.LANDLOCK, False), (Level.LANDLOCK, True)]
)
def test_ordinary_work_is_done(level, ordinary, folder):
    assert said(level, folder, WORK, ordinary=ordinary).split() == ["thread", "200.0"]


@pytest.mark.parametrize("level", LEVELS)
def test_limits_are_in_force(level, folder):
    names = ("NOFILE", "CORE", "NPROC", "MEMLOCK", "MSGQUEUE", "FSIZE", "CPU")
    code = f"print(*(resource.getrlimit(getattr(resource, 'RLIMIT_' + n)) for n in {names}), sep=';')"
    expected = (64, 0, 64, 0, 0, 32 << 20, 130)
    assert said(level, folder, code) == ";".join(str((bound, bound)) for bound in expected)
    assert said(level, folder, "try: np.ones(1 << 28)\nexcept MemoryError: print('no')") == "no"


@pytest.mark.parametrize("error", [ValueError("too much"), OSError(1, "refused")])
def test_a_limit_that_cannot_be_set_is_an_error(monkeypatch, error):
    def refuse(what, bounds):
        if what == resource.RLIMIT_NPROC:
            raise error

    monkeypatch.setattr(resource, "setrlimit", refuse)
    with pytest.raises(OSError, match="RLIMIT_NPROC can't be set to 64"):
        limits.apply(limits.Limits())
    monkeypatch.setattr(sys, "platform", "darwin")
    limits.apply(limits.Limits())


def test_a_process_out_of_processor_time_is_told_from_one_killed_outside(folder):
    code = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    process = subprocess.Popen([sys.executable, "-c", code])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == -signal.SIGKILL
    assert limits.used_up(limits.Limits(submission=-9.0), used)
    assert not limits.used_up(limits.Limits(), used)


# What is said of it


def test_every_level_says_what_it_promises_and_what_not(capsys):
    doctor.run(Course(ROOT), None)
    printed = capsys.readouterr().out
    assert set(promises.PROMISES) == set(Level)
    for promise in promises.PROMISES.values():
        assert promise.not_kept
        for word, lines in (("promised", promise.kept), ("not promised", promise.not_kept)):
            assert all(f"{word}: {line}\n" in printed for line in lines)
