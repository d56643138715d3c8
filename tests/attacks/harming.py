"""Right answers that try to leave something behind: a file, a process, a lock, another's lost marks."""
# ruff: noqa: E501 - an attack is a line of its own, whatever its length

from .reading import RIGHT, TRY
from .target import Attack


def _do(name: str, expression: str, setup: str = "", loses: tuple = ()) -> Attack:
    return Attack(
        name, f"import os, sys, ctypes, signal, glob\n{setup}{TRY}attempt(lambda: {expression}){RIGHT}", loses
    )


ATTACKS = [
    _do(
        "write_outside",
        "[open(p + '/planted', 'w').write('x') for p in ('/', '/usr/lib', '/etc', os.path.dirname(os.__file__))]",
    ),
    _do("write_tmp", "open('/tmp/planted', 'w').write('x')"),
    _do("write_course", "open(__import__('course').__file__, 'a').write('x')"),
    _do("write_shared_memory", "open('/dev/shm/planted', 'w').write('x')"),
    _do("shared_memory", "sm.SharedMemory(create=True, size=10)", "import multiprocessing.shared_memory as sm\n"),
    _do("semaphore", "multiprocessing.Lock()", "import multiprocessing\n"),
    _do("fork", "os.fork() or 1"),
    _do(
        "fork_server",
        "multiprocessing.get_context('fork').Process(target=print).start() or 1",
        "import multiprocessing\n",
    ),
    _do("vfork", "ctypes.CDLL(None).vfork() >= 0"),
    _do("exec", "os.execv('/bin/sh', ['sh', '-c', 'exit 0'])"),
    _do("kill_parent", "os.kill(os.getppid(), 9) or os.getppid()"),
    _do("kill_all", "os.kill(-1, 9) or 1"),
    _do("kill_neighbours", "[os.kill(p, 9) for p in range(2, 3000)]"),
    _do("kill_group", "os.killpg(0, 9) or 1"),
    _do("nice", "os.nice(-5) or 1"),
    _do("become_root", "os.setuid(0) or 1"),
    _do("new_user_namespace", "ctypes.CDLL(None).unshare(0x10000000) == 0"),
    _do("mount", "ctypes.CDLL(None).mount(b'tmpfs', b'/usr', b'tmpfs', 0, None) == 0"),
    _do("unmount_root", "ctypes.CDLL(None).umount2(b'/job', 2) == 0"),
    _do("change_root", "os.chroot('/job') or 1"),
    _do("device", "os.mknod('/job/disk', 0o60666, os.makedev(254, 0)) or 1"),
    _do(
        "limits",
        "resource.prlimit(1, resource.RLIMIT_NOFILE, (9, 9)) if os.getpid() != 1 else None",
        "import resource\n",
    ),
    _do("raise_limits", "resource.setrlimit(resource.RLIMIT_AS, (-1, -1)) or 1", "import resource\n"),
    _do("lock_packages", "fcntl.flock(open(os.__file__), fcntl.LOCK_EX) or 1", "import fcntl\n"),
    _do("session", "os.setsid() or 1"),
    _do("keyring", "ctypes.CDLL(None).syscall(250, 0, -3) > 0"),
    _do("bpf", "ctypes.CDLL(None).syscall(321, 0, 0, 0) >= 0"),
    _do("io_uring", "ctypes.CDLL(None).syscall(425, 1, 0) >= 0"),
    _do("memfd", "ctypes.CDLL(None).memfd_create(b'x', 0) > 0"),
    _do("listen", "socket.socket().bind(('127.0.0.1', 0)) or 1", "import socket\n"),
    _do("clock", "time.clock_settime(time.CLOCK_REALTIME, 0) or 1", "import time\n"),
    _do("hostname", "socket.sethostname('x') or 1", "import socket\n"),
    Attack(
        "planted_links",
        "import os\n\nfor f in (os.symlink, os.link):\n    try: f('/etc', '/job/data')\n    except OSError: pass"
        + RIGHT,
        (),
    ),
    Attack(
        "ignored_signals",
        "import signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n    except Exception: pass"
        + RIGHT,
        (),
    ),
    Attack(
        "script_in_a_page",
        "from IPython.display import HTML, Javascript, display\ndisplay(HTML('<script>steal()</script>'), Javascript('steal()'))"
        + RIGHT,
        (),
    ),
    Attack(
        "script_in_what_a_test_says",
        "STEAL = '<script>steal()</script>'\nclass E(Exception): pass\nE.__name__ = E.__qualname__ = E.__module__ = STEAL\ndef double(x):\n    print(STEAL)\n    raise E(STEAL)",
        ("double",),
    ),
    Attack(
        "script_in_what_comes_back",
        "class R:\n    def __repr__(self): return '<script>steal()</script>'\ndef double(x):\n    return R()",
        ("double",),
    ),
    Attack(
        "at_exit",
        "import atexit, threading\natexit.register(lambda: print('x'))\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)], daemon=False).start()"
        + RIGHT,
        (),
    ),
]
