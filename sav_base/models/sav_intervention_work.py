# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import escape_psql


class SavIntervention(models.Model):
    """Time measured and parts scanned while the job is on the technician's screen."""

    _inherit = "sav.intervention"

    def start_timer(self, line_id):
        """Start to measure the user's time on a labour line of this work.

        What ran elsewhere stops: nobody works on two devices at once.

        :raise UserError: not a technician, or time that the customer did not agree to
        """
        self.ensure_one()
        self.check_access("write")
        technician = self.env.user._get_sav_technician(self.company_id)
        if not technician:
            raise UserError(
                self.env._(
                    "Only technicians measure their time. Type the hours instead."
                )
            )
        line = self.case_id._get_estimate_labour(line_id)
        self._get_running_time()._stop()
        self.env["sav.labour.time"].create(
            {
                "labour_line_id": line.id,
                "technician_id": technician.id,
                "date_start": fields.Datetime.now(),
                "hours": 0,
            }
        )

    def stop_timer(self):
        """Stop the time of the user that is being measured, here or elsewhere."""
        self.check_access("write")
        self._get_running_time()._stop()

    def action_finish(self, billing_status=False):
        """Finish the work; what was still measured on it stops now."""
        self.check_access("write")
        # sudo: the time of a colleague stops too, with the work that it was on.
        times = self.env["sav.labour.time"].sudo()
        times.search(
            times._get_running_domain() & Domain("case_id", "in", self.case_id.ids)
        )._stop()
        return super().action_finish(billing_status)

    def scan_part(self, code):
        """Use the scanned part, or plan it while the device is being diagnosed.

        :param str code: bar code or reference of a product, or serial number of a part
        :return: ``{"kind": "used"|"planned"|"unknown", "message": words or None}``
        :raise UserError: what forbids it: agreement, stock, finished work
        """
        self.ensure_one()
        self.check_access("write")
        product, lot = self._find_part((code or "").strip())
        if not product or not self.case_id:
            return {"kind": "unknown", "message": None}
        if self.case_id.state == "repair":
            self._use_part(product, lot)
            message = self.env._("%(part)s: one used", part=product.display_name)
            return {"kind": "used", "message": message}
        self._plan_part(product)
        message = self.env._("%(part)s: one planned", part=product.display_name)
        return {"kind": "planned", "message": message}

    def _find_part(self, code):
        """Return the product with this code, and its serial number if it was that."""
        products = self.env["product.product"]
        lots = self.env["stock.lot"]
        if not code:
            return products, lots
        companies = Domain(products._check_company_domain(self.company_id))
        reference = Domain("default_code", "=ilike", escape_psql(code))
        goods = companies & Domain("type", "=", "consu")
        product = products.search(
            goods & Domain("barcode", "=", code), limit=1
        ) or products.search(goods & reference, limit=1)
        if product:
            return product, lots
        lot = lots.search(
            [
                ("name", "=", code),
                ("company_id", "in", [False, self.company_id.id]),
                # The serial number of the machine itself is no part.
                ("id", "!=", self.equipment_id.lot_id.id),
                ("product_id.sav_is_equipment", "=", False),
            ]
        )
        # Two products may have the same serial number: a scan does not choose.
        return (lot.product_id, lot) if len(lot) == 1 else (products, lots)

    def _get_part_lines(self, product):
        return self.case_id.repair_id.move_ids.filtered(
            lambda move: (
                move.product_id == product
                and move.repair_line_type == "add"
                and move.state not in ("done", "cancel")
            )
        )

    def _use_part(self, product, lot):
        """Say that one more of the product was used, on the line that planned it."""
        if product.tracking != "none" and not lot:
            raise UserError(
                self.env._(
                    "%(part)s is followed by serial number: scan the number of the "
                    "one that you fit.",
                    part=product.display_name,
                )
            )
        moves = self._get_part_lines(product)
        used = {move: move.quantity * move.sav_is_used_known for move in moves}
        missing = moves.filtered(lambda move: used[move] < move.product_uom_qty)
        move = missing[:1] or moves[:1]
        if not move:
            move = moves.browse(self.case_id.add_part(product.id, 1))
        quantity = used.get(move, 0) + 1
        self.case_id.set_part_used(move.id, quantity, lot.name or None)

    def _plan_part(self, product):
        moves = self._get_part_lines(product)
        if moves:
            quantity = moves[0].product_uom_qty + 1
            self.case_id.set_part_quantity(moves[0].id, quantity)
        else:
            self.case_id.add_part(product.id, 1)

    def _get_running_time(self):
        """Return the time of the user that is being measured, in any company."""
        # sudo: one's own time, even on work that was given to another since.
        times = self.env["sav.labour.time"].sudo()
        return times.search(
            times._get_running_domain()
            & Domain("technician_id.user_id", "=", self.env.uid)
        )

    def _get_job_parts(self):
        """Return how many of each part is planned and used."""
        moves = self.case_id.repair_id.move_ids.filtered(lambda m: m.state != "cancel")
        return [
            {
                "id": move.id,
                "planned": move.product_uom_qty,
                "used": move.quantity * move.sav_is_used_known,
            }
            for move in moves.sorted("id")
        ]

    def _get_job_time(self):
        """Return the labour of this work and what is being measured by the user."""
        running = self._get_running_time()
        return {
            "lines": [
                {
                    "id": line.id,
                    "name": line.name,
                    "kind": line.kind,
                    "planned": line.planned_hours,
                    "worked": line.worked_hours,
                }
                for line in self.case_id.repair_id.sav_labour_line_ids
            ],
            "running": bool(running)
            and {
                "line_id": running[0].labour_line_id.id,
                "case": running[0].case_id.display_name,
                "is_here": running[0].case_id == self.case_id,
                "since": self._to_client(running[0].date_start),
            },
        }
