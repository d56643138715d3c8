"""Lock a process in, by system calls after the fork.

Read in this order: ``kernel`` (system calls by ctypes), ``syscalls`` and ``seccomp`` (what may be called), ``limits``
(how much), ``namespaces`` and ``landlock`` (what is there at all), ``own_user``, ``folders`` and ``watch`` (what
Landlock leaves to be done), ``level`` (which of these, and what this machine can), ``promises`` (the same in words).
"""
