# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Pictures for the demonstration, drawn here: a logo, photos, a signature."""

import base64
import io

from PIL import Image, ImageDraw, ImageFont

BLUE = "#0B5C7A"
ORANGE = "#D9730D"


def draw_logo():
    """Return the company's logo, a PNG in base64."""
    image = Image.new("RGBA", (640, 200), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((8, 20, 168, 180), radius=28, fill=BLUE)
    draw.ellipse((38, 50, 138, 150), outline="white", width=10)
    draw.arc((62, 74, 114, 126), start=200, end=20, fill=ORANGE, width=12)
    draw.text((196, 34), "Froid", fill=BLUE, font=ImageFont.load_default(72))
    draw.text((196, 108), "& Maison", fill=ORANGE, font=ImageFont.load_default(60))
    return _encode(image, "PNG")


def draw_photo(caption, spot="black"):
    """Return a photo of a circuit board with a spot on it, a JPEG in base64."""
    image = Image.new("RGB", (960, 720), "#2F6B3C")
    draw = ImageDraw.Draw(image)
    for row in range(6):
        y = 90 + 100 * row
        draw.line((60, y, 900, y - 40), fill="#C9B458", width=4)
        for column in range(8):
            x = 90 + 105 * column
            draw.rectangle((x, y - 22, x + 56, y + 16), fill="#1C1F22")
            draw.ellipse((x + 66, y - 10, x + 84, y + 8), fill="#D8D8D8")
    draw.ellipse((430, 280, 620, 430), fill=spot)
    draw.rectangle((0, 660, 960, 720), fill="white")
    draw.text((24, 668), caption, fill="black", font=ImageFont.load_default(36))
    return _encode(image, "JPEG")


def draw_signature():
    """Return a signature, a PNG in base64."""
    image = Image.new("RGBA", (420, 140), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    points = [(20, 90), (70, 30), (110, 110), (150, 50), (190, 100), (240, 40)]
    points += [(280, 95), (330, 60), (400, 80)]
    draw.line(points, fill="#14213D", width=5, joint="curve")
    return _encode(image, "PNG")


def _encode(image, kind):
    stream = io.BytesIO()
    image.save(stream, kind)
    return base64.b64encode(stream.getvalue()).decode()
