"""Makes a photo new: its pixels and nothing else, in a size for looking at; runs in the checking child."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from boundaries.attachments.kinds import Refused

MOST_PIXELS = 60_000_000
MOST_SIDE = 2_560
QUALITY = 85
# With transparency every step needs a copy of the whole: above this a photo is thinned out first
COMFORTABLE = 16_000_000

Image.MAX_IMAGE_PIXELS = None  # the size is checked here, before anything is decoded


def renewed(content: bytes, format_name: str) -> bytes:
    """A JPEG without place, camera, thumbnail, comment or colour profile. Raises Refused."""
    try:
        with Image.open(io.BytesIO(content), formats=[format_name]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Refused("too_many_pixels")
            return _as_jpeg(_upright(image))
    except MemoryError:
        raise Refused("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError):
        raise Refused("unreadable") from None


def _upright(image):
    """The first picture, small enough, turned as the camera was held, on white."""
    image.draft("RGB", (MOST_SIDE, MOST_SIDE))
    image.load()
    if image.width * image.height > COMFORTABLE and image.mode not in ("RGB", "L"):
        image.thumbnail((2 * MOST_SIDE, 2 * MOST_SIDE), Image.Resampling.NEAREST)
    if image.mode in ("RGBA", "LA", "PA", "P") or "transparency" in image.info:
        exif, layers = image.getexif(), image.convert("RGBA")
        image = Image.new("RGB", layers.size, "white")
        image.paste(layers, mask=layers.getchannel("A"))
        image.info["exif"] = exif.tobytes()
    image.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return ImageOps.exif_transpose(image).convert("RGB")


def _as_jpeg(image) -> bytes:
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    output = io.BytesIO()
    clean.save(output, "JPEG", quality=QUALITY, optimize=True)
    return output.getvalue()
