"""The one text of a JSON form, and its digest: whoever freezes the same sheet gets the same."""

import hashlib
import json


def digest_of(form: object) -> str:
    """SHA-256, in hexadecimal, of the form's canonical text.

    That is JSON with sorted keys and without spaces, in UTF-8.
    """
    text = json.dumps(
        form, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()
