"""What the system says when a file cannot be read or written, in the reader's language."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOSPC: {"vi": "đĩa đã đầy", "en": "the disk is full"},
    errno.EDQUOT: {"vi": "đã hết hạn mức dung lượng", "en": "the disk quota is used up"},
    errno.EACCES: {"vi": "không có quyền", "en": "no permission"},
    errno.EPERM: {"vi": "không có quyền", "en": "no permission"},
    errno.EROFS: {"vi": "ổ đĩa chỉ cho đọc", "en": "the disk is read-only"},
    errno.ENOENT: {"vi": "không có tệp hoặc thư mục này", "en": "there is no such file or folder"},
    errno.EISDIR: {"vi": "đây là một thư mục", "en": "it is a folder"},
}


def said(error: OSError, lang: str) -> str:
    """The fault in words, with the path that it is about; what is not known here, as the system says it."""
    known = _WORDS.get(error.errno or 0)
    why = known["en" if lang == "en" else "vi"] if known else error.strerror or str(error)
    return f"{why} ({error.filename})" if error.filename else why
