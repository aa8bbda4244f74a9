# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# What a colleague adds to it: all the rest is the customer's.
ANSWER_FIELDS = {"publisher_comment", "publisher_datetime", "publisher_id"}


class RatingRating(models.Model):
    """What a customer thinks of the service is the customer's: nobody forges it.

    Core lets every employee write and create ratings.
    """

    _inherit = "rating.rating"

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create(vals_list)
        ratings._check_sav_rating()
        return ratings

    def write(self, vals):
        is_answer = ANSWER_FIELDS.issuperset(vals)
        if not is_answer:
            self._check_sav_rating()
        result = super().write(vals)
        if not is_answer:
            # A rating of something else becomes no rating of the service either.
            self._check_sav_rating()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sav_rating(self):
        self._check_sav_rating()

    def _check_sav_rating(self):
        """Refuse to touch what customers of the after-sales service answered.

        :raise UserError: the user is no administrator
        """
        if self.env.is_admin() or self.env.user.has_group("sav_base.group_sav_admin"):
            return
        # In sudo: whether a rating must be kept does not depend on who asks.
        threads = self.env["mail.message"]._get_sav_threads()
        if self.sudo().filtered_domain(Domain("res_model", "in", threads)):
            raise UserError(
                self.env._(
                    "The ratings of the after-sales service are given by the customers "
                    "alone: they can be neither added, changed nor deleted."
                )
            )
