# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import math
from collections import Counter

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class SavCase(models.Model):
    """What was really used and worked, as the technician says it."""

    _inherit = "sav.case"

    def set_part_used(self, move_id, quantity, lot_name=None):
        """Say how much of a part was used, 0 for none.

        A part followed by serial number takes the scanned one; scanning another adds
        it, and ``quantity`` 0 starts again. One followed by lot takes ``quantity`` of
        the scanned lot.

        :raise UserError: agreement missing, quantity that is no quantity or not in
            stock, serial number that is unknown, elsewhere or missing
        """
        move = self._get_estimate_part(move_id)
        self._check_state("repair")
        quantity = self._check_used_quantity(quantity)
        if move.state in ("done", "cancel"):
            raise UserError(
                self.env._(
                    "%(part)s: the repair is finished, what was used cannot change.",
                    part=move._sav_get_label(),
                )
            )
        if move.product_id.tracking == "none":
            used = {move.env["stock.lot"]: quantity}
        else:
            used = self._get_used_lots(move, quantity, lot_name)
        if quantity:
            move._sav_check_gate()
        self._check_in_stock(move, used)
        move.sav_is_used_known = True
        self._write_used(move, used)
        move._sav_check_used()

    def book_time(self, line_id, hours, date=None, note=None):
        """Book time worked by the user and return the id of the row.

        :param float hours: 0 says that nothing was worked
        :param date: day of the work; today without it
        :raise UserError: agreement missing, time that is no time, unknown technician
        """
        line = self._get_estimate_labour(line_id)
        try:
            hours = float(hours)
        except (TypeError, ValueError):
            hours = math.nan
        if not math.isfinite(hours) or not 0 <= hours <= 24 * 31:
            raise UserError(
                self.env._("Type the time worked in hours, 0 or more: 1.5 is 1 h 30.")
            )
        technician = self.env.user._get_sav_technician() or line.technician_id
        if not technician:
            raise UserError(
                self.env._(
                    "%(user)s is not a technician and nobody has this work. Choose the "
                    "technician of %(case)s first.",
                    user=self.env.user.name,
                    case=self.display_name,
                )
            )
        time = self.env["sav.labour.time"].create(
            {
                "labour_line_id": line.id,
                "technician_id": technician.id,
                "date": date or fields.Date.context_today(self),
                "hours": hours,
                "note": note or False,
            }
        )
        return time.id

    def remove_time(self, time_id):
        """Take back time that was booked by mistake, before the work is finished."""
        repair = self._get_estimate_repair()
        time = self._find_line(repair.sav_labour_line_ids.time_ids, time_id)
        # The right on the row itself is the user's.
        self.env["sav.labour.time"].browse(time.id).unlink()

    def _check_used_quantity(self, quantity):
        """Return ``quantity`` as a number of 0 or more, or refuse it."""
        try:
            quantity = float(quantity)
        except (TypeError, ValueError):
            quantity = math.nan
        if not math.isfinite(quantity) or quantity < 0:
            raise UserError(self.env._("Type how much was used, 0 if none."))
        return quantity

    def _get_used_lots(self, move, quantity, lot_name):
        """Return the quantity used of each lot of a tracked part, with the new one."""
        known = Counter()
        if move.sav_is_used_known:
            for line in move.move_line_ids.filtered("lot_id"):
                known[line.lot_id] += line.quantity
        if not quantity and not lot_name:
            return {}
        if not (lot_name or "").strip():
            raise UserError(
                self.env._(
                    "%(part)s: scan its serial number.", part=move._sav_get_label()
                )
            )
        lot = self._get_part_lot(move, lot_name.strip())
        known[lot] = (
            1 if quantity and move.product_id.tracking == "serial" else quantity
        )
        return {lot: used for lot, used in known.items() if used}

    def _get_part_lot(self, move, lot_name):
        """Return the serial number of a part, made on the fly for one taken off."""
        lots = move.env["stock.lot"]
        lot = lots.search(
            [
                ("name", "=", lot_name),
                ("product_id", "=", move.product_id.id),
                ("company_id", "in", [False, move.company_id.id]),
            ],
            limit=1,
        )
        if lot:
            return lot
        taken_off = move.repair_line_type != "add"
        if taken_off and move.picking_type_id.use_create_lots:
            return lots.create(
                {
                    "name": lot_name,
                    "product_id": move.product_id.id,
                    "company_id": move.company_id.id,
                }
            )
        raise UserError(
            self.env._(
                "%(part)s has no serial number %(lot)s. Check what was scanned.",
                part=move._sav_get_label(),
                lot=lot_name,
            )
        )

    def _check_in_stock(self, move, used):
        """Refuse to use what is not where the part is taken from.

        Core would let the stock go below nothing.
        """
        if move._should_bypass_reservation():
            return
        product = move.product_id
        for lot, quantity in used.items():
            asked = move.product_uom._compute_quantity(quantity, product.uom_id)
            mine = move.move_line_ids.filtered(
                lambda line, lot=lot: not lot or line.lot_id == lot
            )
            available = move.env["stock.quant"]._get_available_quantity(
                product, move.location_id, lot_id=lot or None
            ) + sum(mine.mapped("quantity_product_uom"))
            if product.uom_id.compare(asked, available) > 0:
                raise UserError(
                    self.env._(
                        "%(part)s: %(asked)s used, but only %(available)s is in "
                        "%(place)s. Correct the quantity, or have the stock corrected.",
                        part=" ".join(filter(None, [move._sav_get_label(), lot.name])),
                        asked=asked,
                        available=max(available, 0),
                        place=move.location_id.display_name,
                    )
                )

    def _write_used(self, move, used):
        """Write the used quantities on the move lines of a part."""
        if move.product_id.tracking == "none":
            move.quantity = sum(used.values())
            return
        move.move_line_ids.unlink()
        lines = []
        for lot, quantity in used.items():
            vals = move._prepare_move_line_vals(quantity=0)
            vals |= {"lot_id": lot.id, "quantity": quantity}
            lines.append(Command.create(vals))
        move.move_line_ids = lines
