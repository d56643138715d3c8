"""Right answers that look around: whatever they can read is nobody's secret. They print FOUND if it is one."""
# ruff: noqa: E501 - an attack is a line of its own, whatever its length

import sys
from pathlib import Path

from .target import SECRET, Attack

# What the private root may show at its top: the system, and the way to this course and to its Python.
TOP = {"usr", "lib", "lib64", "lib32", "bin", "sbin", "dev", "etc", "job", "proc"} | {
    Path(path).resolve().parts[1] for path in (__file__, sys.prefix, sys.base_prefix)
}

RIGHT = "\ndef double(x):\n    return 2 * x\n"
TRY = "\ndef attempt(f):\n    try:\n        r = f()\n        print('FOUND' if r else 'nothing', repr(r)[:200])\n    except BaseException as e:\n        print('refused', type(e).__name__)\n"

# All files but those of the system and of packages, which are many; a walk must come to its end to say anything.
FOUND = """
def found(word):
    names = []
    for folder, below, files in os.walk("/"):
        below[:] = [b for b in below if b not in ("usr", "lib", "proc", "sys", "dev") or folder != "/"]
        below[:] = [b for b in below if b not in ("site-packages", "share") and not b.startswith("python3")]
        names += [p for p in (os.path.join(folder, f) for f in files) if word in p]
    assert os.listdir("/usr")
    return names
"""


def _try(name: str, expression: str, setup: str = "") -> Attack:
    return Attack(name, f"import os, sys, glob\n{setup}{TRY}attempt(lambda: {expression}){RIGHT}", ())


ATTACKS = [
    _try("root_folder", f"set(os.listdir('/')) - {TOP}"),
    _try("solutions", "found('/solutions/')", FOUND),
    _try("gradebook", "found('gradebook.db')", FOUND),
    _try("submissions", "found('/submitted')", FOUND),
    _try("notebooks", "found('90_')", FOUND),
    _try("keys", "found('/key/') + found('/concrete_backprop/')", FOUND),
    _try("passwords", "open('/etc/passwd').read() or open('/etc/shadow').read()"),
    _try("processes", "os.listdir('/proc')"),
    _try("parent_memory", "open(f'/proc/{os.getppid()}/mem','rb').read(10)"),
    _try("ssh_keys", "os.listdir(os.path.expanduser('~root/.ssh'))"),
    _try("config", "[p for p in found('nbgrader_config.py') if not p.startswith(sys.prefix)]", FOUND),
    _try("environment", "[k for k in os.environ if 'TOKEN' in k or 'COURSE' in k or 'KEY' in k]"),
    _try("descriptors", "[fd for fd in range(3, 64) if fd > 3 and __import__('stat').S_ISREG(os.fstat(fd).st_mode)]"),
    _try("network", "socket.socket().connect(('1.1.1.1', 53)) or 1", "import socket\n"),
    _try("tcp", "socket.create_connection(('127.0.0.1', 22), 1)", "import socket\n"),
    _try("unix_socket", "socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock') or 1", "import socket\n"),
    _try("name_lookup", "socket.getaddrinfo('example.org', 80)", "import socket\n"),
    _try("shell", "os.popen('cat /etc/passwd').read()"),
    _try("subprocess", "subprocess.check_output(['/bin/ls', '/'])", "import subprocess\n"),
    _try("raw_disk", "open('/dev/vda','rb').read(10) or open('/dev/sda','rb').read(10)"),
    _try(
        "test_text_in_memory",
        "[o for o in gc.get_objects() if isinstance(o, str) and '_'.join(('moonlit', 'otter')) in o]",
        "import gc\n",
    ),
    _try(
        "test_text_in_dicts",
        "[1 for o in gc.get_objects() if isinstance(o, (dict, list, tuple)) and '_'.join(('moonlit', 'otter')) in repr(o)[:5000]]",
        "import gc\n",
    ),
    Attack(
        "test_text_in_caller",
        "import sys, traceback, linecache\ndef double(x):\n    seen = repr([f.line for f in traceback.extract_stack()]) + repr(linecache.cache.keys())\n"
        "    if '_'.join(('moonlit', 'otter')) in seen: print('FOUND')\n    return 2 * x",
        (),
    ),
    Attack(
        "test_text_by_callback",
        "def apply(f):\n    for n in ('__globals__', '__code__', '__closure__', 'func_globals'):\n        if hasattr(f, n): print('FOUND', n)\n    return [f(i) for i in range(3)]",
        (),
        "apply",
    ),
    Attack(
        "process_vm_readv",
        f"import ctypes, os{TRY}attempt(lambda: ctypes.CDLL(None).process_vm_readv(os.getppid(), None, 0, None, 0, 0) >= 0){RIGHT}",
        (),
    ),
    Attack(
        "ptrace",
        f"import ctypes, os{TRY}attempt(lambda: ctypes.CDLL(None).ptrace(16, os.getppid() or 1, 0, 0) >= 0){RIGHT}",
        (),
    ),
    Attack("failing_hidden_test", "def double(x):\n    return 2 * abs(x)"),
    Attack("error_in_hidden_test", "def double(x):\n    return 2 * x if x > 0 else 1 / 0"),
]
assert "_".join(("moonlit", "otter")) == SECRET
