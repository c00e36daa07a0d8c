"""Numbers in addresses and forms that a browser sends: whatever stands there, they are an id or nothing."""

LARGEST_ID = 2**31 - 1
LONGEST_ID = len(str(LARGEST_ID))


def as_id(text):
    """The record id or page number in `text`, or False for anything that cannot be one.

    >>> as_id("12"), as_id(12), as_id("0"), as_id("-3"), as_id("٣"), as_id("9" * 5000), as_id(None)
    (12, 12, False, False, False, False, False)
    """
    # Python refuses to read thousands of digits, so what is too long is not read at all.
    text = str(text or "")[: LONGEST_ID + 1]
    if len(text) > LONGEST_ID or not text.isascii() or not text.isdigit():
        return False
    number = int(text)
    return number if 0 < number <= LARGEST_ID else False
