# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A small Tunisian distributor, its people and its catalogue, for the whole story."""

import base64
import io
import json
import uuid
from datetime import datetime, time

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from PIL import Image

from odoo import fields
from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.account.tests.common import (
    AccountTestInvoicingCommon,
    AccountTestInvoicingHttpCommon,
)

SOLD_SERIAL = "STORY-WM-0001"
ROLES = ("counter", "technician", "manager", "billing")
# One pixel: what a finger leaves on the screen is up to the browser.
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)
DEAD = {"op": "eq", "args": [{"ref": "lights_up"}, {"const": False}]}
SCENARIO = {
    "code": "story_washer",
    "label": {"en_US": "Washing machine", "fr_FR": "Lave-linge"},
    "sections": [
        {
            "code": "power",
            "label": "Power",
            "questions": [
                {
                    "code": "lights_up",
                    "type": "boolean",
                    "label": "Does the panel light up?",
                    "required": True,
                },
                {
                    "code": "error_code",
                    "type": "text",
                    "label": "Which error code?",
                    "visible_if": {
                        "op": "eq",
                        "args": [{"ref": "lights_up"}, {"const": True}],
                    },
                },
                {
                    "code": "board",
                    "type": "photo",
                    "label": "Photo of the control board",
                    "visible_if": DEAD,
                    "required": True,
                    "photos_min": 1,
                    "photos_max": 2,
                },
            ],
        }
    ],
    "effects": [
        {
            "code": "new_board",
            "when": DEAD,
            "kind": "part",
            "payload": {"product": "STORY-BOARD", "quantity": 1},
        },
        {
            "code": "clean",
            "when": DEAD,
            "kind": "part",
            "payload": {"product": "STORY-KIT", "quantity": 2, "payer": "goodwill"},
        },
        {
            "code": "fit",
            "when": DEAD,
            "kind": "labour",
            "payload": {"role": "SN2", "hours": 1.5},
        },
        {
            "code": "test_run",
            "when": DEAD,
            "kind": "action",
            "payload": {"label": "Run a full cycle", "mandatory": True},
        },
    ],
}


class StoryCommon(AccountTestInvoicingHttpCommon):
    @classmethod
    @AccountTestInvoicingCommon.setup_country("tn")
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        # Masters are made by an administrator; the story itself by the roles.
        cls.root = cls.env(su=True)
        cls._create_people()
        cls._create_catalogue()
        cls._sell_machine()

    @classmethod
    def _create_people(cls):
        for role in ROLES:
            user = new_test_user(
                cls.env,
                f"story_{role}",
                groups=f"sav_base.group_sav_{role}",
                company_id=cls.company.id,
                company_ids=[Command.set(cls.company.ids)],
            )
            setattr(cls, role, user)
        cls.customer = cls.root["res.partner"].create(
            {
                "name": "Story Customer",
                "email": "story.customer@example.com",
                "country_id": cls.env.ref("base.tn").id,
                "lang": "en_US",
            }
        )
        cls.portal = new_test_user(
            cls.env,
            "story_portal",
            groups="base.group_portal",
            partner_id=cls.customer.id,
            company_id=cls.company.id,
            company_ids=[Command.set(cls.company.ids)],
        )

    @classmethod
    def _create_catalogue(cls):
        cls.workshop = cls.root["sav.workshop"].create(
            {"name": "Story Workshop", "code": "STO", "company_id": cls.company.id}
        )
        trade = cls.root["sav.trade"].create({"name": "Story", "code": "STORY"})
        cls.category = cls.root["sav.equipment.category"].create(
            {"name": "Story Washer", "code": "STORYW", "trade_id": trade.id}
        )
        cls.cause = cls.root["sav.fault.code"].create(
            {"name": "Worn", "code": "STORY-WORN", "kind": "cause"}
        )
        cls.policy = cls.root["sav.warranty.policy"].create(
            {
                "name": "Story 12 months",
                "term_ids": [
                    Command.create({"code": "12M", "kind": "commercial", "months": 12})
                ],
            }
        )
        cls.board = cls._create_part("STORY-BOARD", 98.457, "order")
        cls.seal = cls._create_part("STORY-SEAL", 25.0, "delivery")
        cls.kit = cls._create_part("STORY-KIT", 12.5, "delivery")
        cls.n1 = cls._create_role("SN1", 32.0)
        cls.n2 = cls._create_role("SN2", 50.0)
        cls.employee = cls.root["hr.employee"].create(
            {
                "name": "Story Technician",
                "user_id": cls.technician.id,
                "company_id": cls.company.id,
                "sav_is_technician": True,
                "sav_workshop_id": cls.workshop.id,
                "sav_role_id": cls.n2.id,
                "hourly_cost": 18.0,
            }
        )
        cls.scenario = cls.root["sav.scenario"].create(
            {
                "name": "Story Washer",
                "code": SCENARIO["code"],
                "category_ids": [Command.set(cls.category.ids)],
                "version_ids": [Command.create({"definition": json.dumps(SCENARIO)})],
            }
        )
        cls.scenario.draft_version_id.action_publish()

    @classmethod
    def _create_part(cls, code, price, policy):
        part = cls.root["product.product"].create(
            {
                "name": code,
                "default_code": code,
                "type": "consu",
                "is_storable": True,
                "invoice_policy": policy,
                "list_price": price,
                "standard_price": price / 2,
                "taxes_id": [Command.set(cls.company.account_sale_tax_id.ids)],
            }
        )
        cls._put_in_stock(part, 10)
        return part

    @classmethod
    def _create_role(cls, code, price):
        service = cls.root["product.product"].create(
            {
                "name": f"Labour {code}",
                "type": "service",
                "invoice_policy": "delivery",
                "list_price": price,
                "uom_id": cls.env.ref("uom.product_uom_hour").id,
                "taxes_id": [Command.set(cls.company.account_sale_tax_id.ids)],
            }
        )
        return cls.root["sav.labour.role"].create(
            {
                "name": f"Technician {code}",
                "code": code,
                "company_id": cls.company.id,
                "product_id": service.id,
            }
        )

    @classmethod
    def _put_in_stock(cls, product, quantity, lot=None):
        warehouse = cls.root["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.root["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, quantity, lot_id=lot
        )

    @classmethod
    def _sell_machine(cls):
        """Deliver a machine with its serial number five months ago."""
        cls.sold_on = fields.Date.today() - relativedelta(months=5)
        cls.machine = cls.root["product.product"].create(
            {
                "name": "Story Washing Machine",
                "type": "consu",
                "is_storable": True,
                "tracking": "serial",
                "list_price": 1290.0,
                "sav_is_equipment": True,
                "sav_equipment_category_id": cls.category.id,
                "sav_warranty_policy_id": cls.policy.id,
            }
        )
        lot = cls.root["stock.lot"].create(
            {"name": SOLD_SERIAL, "product_id": cls.machine.id}
        )
        cls._put_in_stock(cls.machine, 1, lot)
        with freeze_time(datetime.combine(cls.sold_on, time(10))):
            order = cls.root["sale.order"].create(
                {
                    "partner_id": cls.customer.id,
                    "order_line": [Command.create({"product_id": cls.machine.id})],
                }
            )
            order.action_confirm()
            delivery = order.picking_ids
            delivery.move_ids.lot_ids = lot
            delivery.move_ids.picked = True
            delivery.with_context(skip_sms=True).button_validate()
        assert delivery.state == "done"

    def _take_photo(self, case):
        """Send a photo as the technician's phone does and return its identifier."""
        stream = io.BytesIO()
        Image.new("RGB", (80, 60), "teal").save(stream, "JPEG")
        identifier = str(uuid.uuid4())
        case.with_user(self.technician).add_photo(
            {
                "uuid": identifier,
                "original": base64.b64encode(stream.getvalue()).decode(),
                "caption": "The board",
            }
        )
        return identifier

    def _get_stock(self, product):
        return product.sudo().with_company(self.company).qty_available
