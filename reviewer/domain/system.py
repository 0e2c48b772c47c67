"""What the operating system says of a file, in the program's own words: the system speaks its own language, whatever the answer's is."""

from __future__ import annotations

import errno

from reviewer.domain.said import Said, say

NOT_PERMITTED = say("you have no permission to do that")
DISK_FULL = say("the disk is full")

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
}


def system_words(error: OSError) -> Said | str:
    """Return why the system refused, in the program's words for the common reasons, else in the system's own."""
    return _WORDS.get(error.errno or 0) or error.strerror or str(error)
