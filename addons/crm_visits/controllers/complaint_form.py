"""What a customer's browser sends with a complaint: read, looked up for his company, refused in his language."""

import io
from dataclasses import dataclass, field

from odoo.addons.crm_base.logic.quantities import read_quantity, write_quantity
from odoo.addons.crm_base.logic.record_ids import as_id
from odoo.http import request
from PIL import Image

from ..logic.uploads import MAX_BYTES, MAX_FILES, UploadError, kind_of, safe_name

MOST_PIXELS = 50_000_000
LONGEST_TEXT = 5000
LONGEST_SUBJECT = 120
LONGEST_NUMBER = 40


class ComplaintFormError(ValueError):
    """Something that cannot be taken; the text is for the customer."""


@dataclass
class ComplaintForm:
    """A complaint as it was filled in; ids that are not the customer's own are as if they were not there."""

    contact: object
    posted: dict
    order: object = None
    lines: object = None
    deliveries: object = None
    categories: object = None
    values: dict = field(default_factory=dict)

    def __post_init__(self):
        complaints = request.env["crm.complaint"]
        self.order = complaints._portal_order(self.contact, as_id(self.posted.get("order")))
        self.lines, self.deliveries = complaints._portal_choices(self.order)
        # sudo: customers have no right on categories; these are the ones they are asked to choose from
        self.categories = request.env["crm.complaint.category"].sudo().search([("in_portal", "=", True)])
        self.values = {
            "name": as_text(self.posted.get("subject"), LONGEST_SUBJECT),
            "description": as_text(self.posted.get("description"), LONGEST_TEXT),
            "order_id": self.order.id,
            "order_line_id": self._chosen("line", self.lines),
            "picking_id": self._chosen("delivery", self.deliveries),
            "category_id": self._chosen("category", self.categories),
        }

    def _chosen(self, name, records):
        wanted = as_id(self.posted.get(name))
        return wanted if wanted in records.ids else False

    @property
    def typed_quantity(self):
        """The quantity as the customer wrote it."""
        return as_text(self.posted.get("quantity"), LONGEST_NUMBER)

    def most_of(self, line):
        """The largest quantity of an order line that can be complained about, as this reader writes it."""
        return write_quantity(request.env["crm.complaint"]._portal_most_of(line), self._decimal_mark())

    def check(self):
        """Raise what is missing or cannot be taken; what was written becomes values."""
        if not self.values["name"] or not self.values["description"]:
            raise ComplaintFormError(request.env._("Please write in a few words what is wrong."))
        if self.typed_quantity:
            self.values["quantity"] = self._read_quantity()

    def _read_quantity(self):
        env = request.env
        line = self.lines.filtered(lambda line: line.id == self.values["order_line_id"])
        if not line:
            raise ComplaintFormError(env._("Please choose the product that the quantity is of."))
        quantity = read_quantity(
            self.typed_quantity,
            decimal_mark=self._decimal_mark(),
            # sudo: customers do not read the precisions of figures
            decimals=env["decimal.precision"].sudo().precision_get("Product Unit"),
            largest=env["crm.complaint"]._portal_most_of(line),
        )
        if quantity.problem:
            raise ComplaintFormError(self._quantity_text(quantity.problem, line))
        return float(quantity.value)

    def _quantity_text(self, problem, line):
        env = request.env
        texts = {
            "not_a_number": env._("This is not a quantity. Write figures only, for example 12."),
            "not_positive": env._("The quantity must be more than 0."),
            "too_precise": env._("The quantity has too many decimals."),
            "too_large": env._(
                "The quantity is larger than what was ordered: at most %(most)s %(unit)s.",
                most=self.most_of(line),
                unit=line.product_uom_id.name,
            ),
        }
        return texts[problem]

    def _decimal_mark(self):
        return request.env["res.lang"]._get_data(code=request.env.lang).decimal_point or "."


def read_files(name="files"):
    """The files of the form as (name, bytes), each of a kind that is taken."""
    sent = [file for file in request.httprequest.files.getlist(name) if file.filename]
    if len(sent) > MAX_FILES:
        raise ComplaintFormError(request.env._("At most %(most)s files at a time.", most=MAX_FILES))
    return [_read_file(file) for file in sent]


def _read_file(file):
    # One byte more than is taken tells a file that is too large, without reading all of it.
    data = file.read(MAX_BYTES + 1)
    try:
        kind = kind_of(data)
        if kind.is_image:
            _check_picture(data)
    except UploadError as error:
        texts = {
            "empty": request.env._("%(name)s is empty.", name=file.filename),
            "large": request.env._(
                "%(name)s is too large; at most %(most)s MB.",
                name=file.filename,
                most=MAX_BYTES // 1024 // 1024,
            ),
            "kind": request.env._(
                "%(name)s cannot be taken. Please send photos (JPEG, PNG, WebP, GIF) or PDF files.",
                name=file.filename,
            ),
        }
        raise ComplaintFormError(texts[error.code]) from error
    return safe_name(file.filename, kind), data


def _check_picture(data):
    """Refuse what only begins like a picture, and pictures that unpack to more than a camera takes."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise UploadError("kind") from broken
    if width * height > MOST_PIXELS:
        raise UploadError("large")


def as_text(text, limit):
    """Text that the database takes, cut at `limit` characters."""
    return text.replace("\x00", "").strip()[:limit] if isinstance(text, str) else ""
