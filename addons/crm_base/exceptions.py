from odoo.exceptions import UserError


class DuplicateCustomerError(UserError):
    """A customer that is known already was about to be entered once more.

    The message names only customers that the user may see. `values` is what was typed: the web client shows
    with it the same dialog as before saving, through `res.partner.check_duplicates`, which records whom it
    disclosed.
    """

    def __init__(self, message, values):
        super().__init__(message)
        self.context = {"duplicate_values": values}
