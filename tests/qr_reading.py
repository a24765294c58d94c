"""Reads QR codes off pictures, as a phone does."""

import zxingcpp
from PIL import Image


def read_codes(picture: Image.Image) -> list[str]:
    """The texts of all codes on a picture."""
    found = zxingcpp.read_barcodes(
        picture.convert("L"),
        formats=zxingcpp.zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
    )
    return [each.text for each in found]
