"""What the operating system says of a file, in the program's own words: the system speaks its own language, whatever the answer's is."""

from __future__ import annotations

import errno

from reviewer.domain.said import Said, say

NOT_PERMITTED = say("you have no permission to do that")
DISK_FULL = say("the disk is full")
DISK_AWAY = say("the disk or the shared folder is not there any more")
TOO_MANY_FILES = say("too many files are open")
BROKEN_OFF = say("the connection was broken off")
NO_NETWORK = say("the network does not reach there")

_WORDS: dict[int, Said] = {
    errno.ENOENT: say("there is no such file or folder"),
    errno.EISDIR: say("it is a folder"),
    errno.ENOTDIR: say("part of the path is a file, not a folder"),
    errno.EEXIST: say("it is there already"),
    errno.EACCES: NOT_PERMITTED,
    errno.EPERM: NOT_PERMITTED,
    errno.EROFS: say("it can only be read there"),
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.EADDRINUSE: say("it is in use already"),
    errno.EBUSY: say("another program uses it"),
    errno.EIO: say("the disk cannot be read or written"),
    errno.EFBIG: say("the file is larger than it may be there"),
    errno.ENOTEMPTY: say("the folder is not empty"),
    errno.EXDEV: say("it lies on another disk"),
    errno.EINVAL: say("that cannot be done there"),
    errno.ELOOP: say("the links there lead round in a ring"),
    errno.EMFILE: TOO_MANY_FILES,
    errno.ENFILE: TOO_MANY_FILES,
    errno.ENOMEM: say("the machine is out of memory"),
    errno.ENODEV: DISK_AWAY,
    errno.ENXIO: DISK_AWAY,
    errno.ESTALE: DISK_AWAY,
    errno.EADDRNOTAVAIL: say("this machine has no such address"),
    errno.ECONNREFUSED: say("nobody answers there"),
    errno.ECONNRESET: BROKEN_OFF,
    errno.EPIPE: BROKEN_OFF,
    errno.ETIMEDOUT: say("no answer came in time"),
    errno.EHOSTUNREACH: NO_NETWORK,
    errno.ENETUNREACH: NO_NETWORK,
}


def system_words(error: OSError) -> Said:
    """Return why the system refused, in the program's words: for a rare reason its name, by which it can be looked up."""
    number = error.errno or 0
    return _WORDS.get(number) or say("the operating system refuses it ({name})", name=errno.errorcode.get(number) or _own_words(error))


def _own_words(error: OSError) -> str:
    return error.strerror or " ".join(str(error).split()) or type(error).__name__
