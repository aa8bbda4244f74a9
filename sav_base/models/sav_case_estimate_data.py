# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class SavCase(models.Model):
    """The estimate as the screens show it, in one call."""

    _inherit = "sav.case"

    def get_estimate(self):
        """Return the estimate of this case for the screens.

        Amounts are left out where the company hides them from technicians.

        :return: dict with

            - ``case``: ``{id, name, state}``, ``currency_id``
            - ``can_edit``, ``can_set_payers``, ``can_use``, ``can_send``,
              ``sees_prices``: booleans;
              ``frozen``: why it cannot be edited, or False
            - ``parts``, ``labour``: lists of lines, see ``_get_estimate_line_data``
            - ``actions``: ``[{id, name, is_mandatory, is_done, done_by}]``
            - ``orders``: ``[{id, name, kind, state, state_label, revision, total}]``
            - ``totals``: ``{untaxed, tax, total}`` of what the customer pays, or False
            - ``limit``: ``{amount, is_signed}`` of the drop-off, or False
            - ``roles``: ``[{id, name}]``, ``payer_labels``: ``{key: label}``
            - ``override``: why a manager let the repair begin, or False
        """
        self.ensure_one()
        self.check_access("read")
        can_write = self.has_access("write")
        # sudo: read access to the case is checked; what is read is its own repair order
        # and orders, which its people have no right on.
        case = self.sudo()
        repair = case.repair_id
        frozen = repair._sav_get_frozen_reason() if repair else False
        sees_prices = self._sees_prices()
        base_lines = case._get_estimate_base_lines() if sees_prices else {}
        can_edit = bool(can_write and repair and not frozen)
        used = case.state == "repair"
        moves = repair.move_ids.filtered(lambda move: move.state != "cancel" or used)
        return {
            "case": {"id": self.id, "name": self.display_name, "state": case.state},
            "currency_id": case.currency_id.id,
            "can_edit": can_edit,
            "can_set_payers": can_write
            and self.env.user.has_group("sav_base.group_sav_counter"),
            "can_use": bool(can_write and used),
            "can_send": can_write and case.has_quote_to_send,
            "sees_prices": sees_prices,
            "frozen": frozen,
            "parts": [
                case._get_estimate_part_data(move, can_edit, base_lines.get(move))
                for move in moves.sorted("id")
            ],
            "labour": [
                case._get_estimate_labour_data(line, can_edit, base_lines.get(line))
                for line in repair.sav_labour_line_ids
            ],
            "actions": [
                {
                    "id": action.id,
                    "name": action.name,
                    "is_mandatory": action.is_mandatory,
                    "is_done": action.is_done,
                    "done_by": action.done_by_id.name or False,
                }
                for action in repair.sav_action_line_ids
            ],
            "orders": [
                case._get_estimate_order_data(order, sees_prices)
                for order in repair.sav_order_ids.sorted("id")
            ],
            "totals": case._get_estimate_totals(base_lines) if sees_prices else False,
            "limit": sees_prices
            and bool(case.cost_limit)
            and {
                "amount": case.cost_limit,
                "is_signed": case.reception_id.is_signed,
            },
            "roles": self._get_estimate_roles(),
            "payer_labels": dict(
                self.env["sav.payer.line"]
                ._fields["payer"]
                ._description_selection(self.env)
            ),
            "override": repair.sav_gate_override_reason or False,
        }

    def _sees_prices(self):
        """Tell whether the user may see what this case costs and is sold for."""
        self.ensure_one()
        return self.sudo().company_id.sav_technician_sees_prices or any(
            self.env.user.has_group(f"sav_base.{group}")
            for group in ("group_sav_counter", "group_sav_billing")
        )

    def _get_estimate_roles(self):
        roles = self.env["sav.labour.role"].search(
            self.env["sav.labour.role"]._check_company_domain(self.company_id)
        )
        return [{"id": role.id, "name": role.name} for role in roles]

    def _get_estimate_line_data(self, line, can_edit, base_line):
        """Return what a part and a labour line have in common.

        ``{id, name, quantity, unit, payers: [{payer, percentage, reason}], share,
        is_accepted, order, can_edit, waiting, source}`` and, where prices are seen,
        ``{price, subtotal}``: of one unit before the payers, and what the customer pays
        before tax.
        """
        payers = line[line._sav_payer_field]
        data = {
            "id": line.id,
            "name": line._sav_get_label(),
            "payers": [
                {
                    "payer": row.payer,
                    "percentage": row.percentage,
                    "reason": row.reason or "",
                }
                for row in payers
            ],
            "share": line._sav_get_share(),
            "is_accepted": line._sav_is_accepted(),
            "order": line.sale_line_id.order_id.name or False,
            "can_edit": can_edit and not line._sav_is_accepted(),
            "waiting": self.state == "repair" and line._sav_get_refusal(),
        }
        if base_line:
            data["price"] = base_line["price_unit"]
            data["subtotal"] = base_line["tax_details"]["total_excluded_currency"]
        return data

    def _get_estimate_part_data(self, move, can_edit, base_line):
        """Return the data of a part.

        On top of ``_get_estimate_line_data``: ``{product_id, line_type, tracking,
        reserved, used: quantity or False, lots: [names], is_cancelled}``.
        """
        data = self._get_estimate_line_data(move, can_edit, base_line)
        return data | {
            "product_id": move.product_id.id,
            "line_type": move.repair_line_type,
            "tracking": move.product_id.tracking,
            "quantity": move.product_uom_qty,
            "unit": move.product_uom.name,
            "reserved": move.quantity,
            "is_used_known": move.sav_is_used_known or move.state == "done",
            "lots": move.move_line_ids.lot_id.mapped("name"),
            "is_cancelled": move.state == "cancel",
            "source": move.sav_source or False,
        }

    def _get_estimate_labour_data(self, line, can_edit, base_line):
        """Return the data of a labour line.

        On top of ``_get_estimate_line_data``: ``{kind, role_id, technician, worked,
        times: [{id, date, hours, technician, note}]}``.
        """
        data = self._get_estimate_line_data(line, can_edit, base_line)
        return data | {
            "kind": line.kind,
            "role_id": line.role_id.id,
            "technician": line.technician_id.name or False,
            "quantity": line.planned_hours,
            "unit": line.product_id.uom_id.name,
            "worked": line.worked_hours,
            "times": [
                {
                    "id": time.id,
                    "date": fields.Date.to_string(time.date),
                    "hours": time.hours,
                    "technician": time.technician_id.name,
                    "note": time.note or "",
                }
                for time in line.time_ids
            ],
            "source": line.source or False,
        }

    def _get_estimate_order_data(self, order, sees_prices):
        states = dict(order._fields["state"]._description_selection(self.env))
        data = {
            "id": order.id,
            "name": order.name,
            "kind": order.sav_kind,
            "state": order.state,
            "state_label": states[order.state],
            "revision": order.sav_revision,
        }
        if sees_prices:
            data["total"] = order.amount_total
        return data

    # -- amounts --

    def _get_estimate_base_lines(self):
        """Return the tax base of each need, of its order line or of the price list.

        :return: ``{part or labour line: base line of account.tax}``, rounded
        """
        self.ensure_one()
        lines = self.repair_id._sav_get_estimate_lines()
        prices = self._get_estimate_prices(
            [line for line in lines if not line._sav_is_ordered()]
        )
        taxes = self.env["account.tax"]
        base_lines = {}
        for line in lines:
            if line._sav_is_ordered():
                base_lines[line] = (
                    line.sale_line_id._prepare_base_line_for_taxes_computation()
                )
                continue
            price, line_taxes = prices[line]
            base_lines[line] = taxes._prepare_base_line_for_taxes_computation(
                {},
                product_id=line.product_id,
                tax_ids=line_taxes,
                price_unit=price,
                quantity=line[line._sav_quantity_field],
                discount=100 - line._sav_get_share(),
                currency_id=self.currency_id,
                partner_id=self.partner_id,
            )
        taxes._add_tax_details_in_base_lines(base_lines.values(), self.company_id)
        taxes._round_base_lines_tax_details(base_lines.values(), self.company_id)
        return base_lines

    def _get_estimate_prices(self, lines):
        """Return unit price and taxes of needs that are on no order yet.

        They are what the order would say: price list and fiscal position of the
        customer.
        """
        company = self.company_id
        partner = self.partner_id.with_company(company)
        pricelist = partner.property_product_pricelist
        position = (
            self.env["account.fiscal.position"]
            .with_company(company)
            ._get_fiscal_position(partner)
        )
        now = fields.Datetime.now()
        by_quantity = {}
        for line in lines:
            by_quantity.setdefault(line[line._sav_quantity_field], []).append(line)
        result = {}
        for quantity, same in by_quantity.items():
            products = self.env["product.product"].union(*(x.product_id for x in same))
            prices = pricelist._get_products_price(
                products.with_company(company),
                quantity,
                currency=self.currency_id,
                date=now,
            )
            for line in same:
                product = line.product_id.with_company(company)
                own_taxes = product.taxes_id._filter_taxes_by_company(company)
                price = product._get_tax_included_unit_price_from_price(
                    prices[product.id], own_taxes, fiscal_position=position
                )
                result[line] = (price, position.map_tax(own_taxes))
        return result

    def _get_estimate_totals(self, base_lines):
        summary = self.env["account.tax"]._get_tax_totals_summary(
            base_lines=list(base_lines.values()),
            currency=self.currency_id,
            company=self.company_id,
        )
        return {
            "untaxed": summary["base_amount_currency"],
            "tax": summary["tax_amount_currency"],
            "total": summary["total_amount_currency"],
        }
