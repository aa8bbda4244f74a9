# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Past sales: machines delivered with their serial numbers, months ago."""

from datetime import datetime, time

from catalogue import put_in_stock
from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from records import find, keep

from odoo import fields
from odoo.fields import Command

STORY_SERIAL = "ZEP8-26-0117"
# Name → customer, machine, serial numbers, months ago.
SALES = {
    "olivier_clim": ("olivier", "CLIM-SIR12", ["SIR12-0031", "SIR12-0032"], 26),
    "medina_frigo": ("medina", "REF-ATL340", ["ATL340-0208"], 18),
    "mourad_linge": ("mourad", "LL-ZEP8", ["ZEP8-25-0046"], 14),
    "clinique_four": ("clinique", "FOUR-VES60", ["VES60-0012"], 9),
    "sami_linge": ("sami", "LL-ZEP8", [STORY_SERIAL], 5),
    "ines_clim": ("ines", "CLIM-SIR12", ["SIR12-0058"], 3),
}


def load_sales(env, company):
    """Make the past sales, each on the day it is said to have happened."""
    for name, (customer, reference, serials, months) in SALES.items():
        if find(env, f"sale_{name}"):
            continue
        day = fields.Date.today() - relativedelta(months=months)
        with freeze_time(datetime.combine(day, time(9, 30))):
            order = _sell(
                env,
                company,
                find(env, f"customer_{customer}"),
                find(env, f"product_{reference}"),
                serials,
            )
        keep(env, f"sale_{name}", order)


def _sell(env, company, customer, product, serials):
    lots = env["stock.lot"].create(
        [{"name": serial, "product_id": product.id} for serial in serials]
    )
    for lot in lots:
        put_in_stock(env, company, product, 1, lot)
    order = env["sale.order"].create(
        {
            "partner_id": customer.id,
            "company_id": company.id,
            "user_id": env.ref("base.user_admin").id,
            "order_line": [
                Command.create(
                    {"product_id": product.id, "product_uom_qty": len(serials)}
                )
            ],
        }
    )
    order.action_confirm()
    for move in order.picking_ids.move_ids:
        move.lot_ids = lots
        move.picked = True
    deliveries = order.picking_ids
    # No question on a screen that nobody sees: shall the customer get an SMS?
    deliveries.with_context(skip_sms=True).button_validate()
    if deliveries.mapped("state") != ["done"]:
        raise RuntimeError(
            f"{order.name} was not delivered: {deliveries.mapped('state')}"
        )
    return order
