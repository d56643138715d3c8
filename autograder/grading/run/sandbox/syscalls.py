"""The system calls that running Python, NumPy and torch needs, by their numbers on x86-64 and aarch64.

Everything else fails with EPERM: no new process, no program, no socket to anywhere, no signal to others, no mount, no
look into another process. `None` means that the architecture has no such call.
"""

from __future__ import annotations

COLUMNS = {"x86_64": 0, "aarch64": 1}

# Allowed whatever their arguments.
PLAIN = {
    # files
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "pwrite64": (18, 68),
    "close": (3, 57),
    "close_range": (436, 436),
    "lseek": (8, 62),
    "stat": (4, None),
    "fstat": (5, 80),
    "lstat": (6, None),
    "newfstatat": (262, 79),
    "statx": (332, 291),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "getdents": (78, None),
    "getdents64": (217, 61),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getcwd": (79, 17),
    "chdir": (80, 49),
    "fchdir": (81, 50),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "ftruncate": (77, 46),
    "fsync": (74, 82),
    "fdatasync": (75, 83),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "pipe": (22, None),
    "pipe2": (293, 59),
    "umask": (95, 166),
    "statfs": (137, 43),
    "fstatfs": (138, 44),
    "fadvise64": (221, 223),
    # memory
    "brk": (12, 214),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "madvise": (28, 233),
    "mincore": (27, 232),
    # waiting
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "epoll_create": (213, None),
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_wait": (232, None),
    "epoll_pwait": (281, 22),
    "eventfd2": (290, 19),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "socketpair": (53, 199),
    "recvfrom": (45, 207),
    "shutdown": (48, 210),
    # time
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "time": (201, None),
    "times": (100, 153),
    # threads
    "futex": (202, 98),
    "set_robust_list": (273, 99),
    "get_robust_list": (274, 100),
    "set_tid_address": (218, 96),
    "rseq": (334, 293),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120),
    "arch_prctl": (158, None),
    "membarrier": (324, 283),
    "gettid": (186, 178),
    # signals
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "setitimer": (38, 103),
    "getitimer": (36, 102),
    "alarm": (37, None),
    "pause": (34, None),
    "restart_syscall": (219, 128),
    # self
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getgroups": (115, 158),
    "getpgrp": (111, None),
    "getpgid": (121, 155),
    "getsid": (124, 156),
    "uname": (63, 160),
    "sysinfo": (99, 179),
    "getrusage": (98, 165),
    "getrlimit": (97, 163),
    "getrandom": (318, 278),
    "getcpu": (309, 168),
    "exit": (60, 93),
    "exit_group": (231, 94),
}

# Allowed for some arguments only; see `seccomp`. By path, neither truncate nor utimensat: Landlock does not stop them.
OPEN, OPENAT, FCNTL, IOCTL, SENDTO = (2, None), (257, 56), (72, 25), (16, 29), (44, 206)
CLONE, CLONE3, TGKILL, PRLIMIT = (56, 220), (435, 435), (234, 131), (302, 261)
RECVMSG = (47, 212)

# Second arguments of fcntl and ioctl. No F_SETOWN, F_SETSIG, FIOSETOWN, SIOCSPGRP, FIOASYNC, F_NOTIFY, F_SETLEASE: each
# makes the kernel send a signal.
FCNTL_COMMANDS = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC
IOCTL_COMMANDS = (
    *(0x5401, 0x802C542A),  # TCGETS, TCGETS2: is it a terminal?
    0x5413,  # TIOCGWINSZ: how wide?
    0x541B,  # FIONREAD: how much is there to read?
    0x5421,  # FIONBIO: do not wait
    *(0x5450, 0x5451),  # FIONCLEX, FIOCLEX: pass on or not
)

# What confines: called through `syscall`, since the C library has no names for them.
PIVOT_ROOT, CAPSET, MOUNT_SETATTR = (155, 41), (126, 91), (442, 442)
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = (444, 444), (445, 445), (446, 446)
