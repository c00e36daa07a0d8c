"""What a customer reads when something he typed cannot be taken."""

from odoo.addons.crm_base.logic.quantities import LARGEST
from odoo.http import request

from ..logic.order_sheet import MAX_LINES
from ..logic.sent_files import EACH_BYTES, EXTENSIONS, MOST_FILES
from ..models.sale_order_baskets import MOST_BASKETS


def problem_text(problem):
    """The message for a problem key of `logic.quantities`, `logic.order_sheet` or the basket, in his language."""
    env = request.env
    texts = {
        "missing": env._("Please give a quantity."),
        "not_a_number": env._("This is not a quantity. Write figures only, for example 12."),
        "not_positive": env._("The quantity must be more than 0."),
        "too_large": env._("The quantity is too large; at most %(most)s per line.", most=f"{LARGEST:,}"),
        "too_precise": env._("The quantity has too many decimals."),
        "no_code": env._("There is no code on this line."),
        "unknown": env._("We do not know this code."),
        "ambiguous": env._("This code stands for more than one product. Please use the bar code."),
        "too_many_columns": env._("More than a code and a quantity on this line."),
        "no_price": env._("There is no price for this product. Please ask your salesperson."),
        "gone": env._("This product can no longer be ordered."),
        "unit": env._("This product is not sold in that unit."),
        "too_long": env._("At most %(most)s lines at a time.", most=MAX_LINES),
        "address": env._("Please choose one of your own addresses."),
        "date": env._("Please give a day from today on."),
        "far": env._("Please give a day within the next two years."),
        "empty": env._("There is nothing in the basket yet."),
        "baskets": env._(
            "You have %(most)s baskets already. Please throw one away first.", most=MOST_BASKETS
        ),
        "file": env._("This file cannot be read. Please send a .csv, .xls or .xlsx file."),
        "files_many": env._("At most %(most)s files with an order.", most=MOST_FILES),
        "sent_file_large": env._("This file is too large; at most %(most)s MB.", most=EACH_BYTES // 1024**2),
        "sent_file_type": env._(
            "This kind of file cannot be sent. You can send: %(kinds)s", kinds=", ".join(EXTENSIONS)
        ),
        "amount": env._("This is not an amount. Write figures only, for example 250."),
        "email": env._("Please give a name and an e-mail address."),
        "email_taken": env._("This address cannot be invited. Please ask your salesperson."),
        "file_too_large": env._("This file is too large; at most 1 MB."),
    }
    return texts[problem]


def counted(what, count):
    """A sentence about `count` things in the reader's language; of one thing another is said than of many."""
    env = request.env
    texts = {
        "put": lambda: (
            env._("Put 1 line into the basket"),
            env._("Put %(count)s lines into the basket", count=count),
        ),
        "added": lambda: (
            env._("1 line is in the basket."),
            env._("%(count)s lines are in the basket.", count=count),
        ),
        "total": lambda: (
            env._("Total without tax, 1 line"),
            env._("Total without tax, %(count)s lines", count=count),
        ),
        "left": lambda: (
            env._("The other is left below, to be mended."),
            env._("The others are left below, to be mended."),
        ),
        "products": lambda: (env._("1 product"), env._("%(count)s products", count=count)),
        "found": lambda: (
            env._("1 product. Prices without tax."),
            env._("%(count)s products. Prices without tax.", count=count),
        ),
        "every": lambda: (env._("Usually every day."), env._("Usually every %(count)s days.", count=count)),
    }
    one, many = texts[what]()
    return one if count == 1 else many
