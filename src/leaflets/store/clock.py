"""What time it is: the one place that asks the clock."""

import os
from datetime import UTC, datetime

from leaflets.problems import Source, refused


def this_moment() -> datetime:
    """This moment by the clock of the place, or that of ``SOURCE_DATE_EPOCH`` so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"'{epoch}' is not a number of seconds since 1970"
        raise refused(Source("SOURCE_DATE_EPOCH"), message, "unset it, or set it right") from None
