# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class SavCommon(TransactionCase):
    """A small distributor of its own: nothing is shared with the demonstration data.

    The current company of the tests is ``company`` (TND, three decimals). Users: one a
    role, ``sav_clerk``, ``sav_tech``, ``sav_tech2``, ``sav_manager``, ``sav_billing``,
    ``sav_admin``, the clerk of the other company ``other_clerk``, a plain ``employee``
    and a customer of the portal ``portal_user`` (``customer`` is their partner).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_companies()
        cls._create_users()
        cls._create_workshop()
        cls._create_catalogue()
        cls._create_codes()

    @classmethod
    def _create_companies(cls):
        tnd = cls.env.ref("base.TND")
        tnd.active = True
        cls.company, cls.other_company = cls.env["res.company"].create(
            [
                {
                    "name": name,
                    "email": "service@example.com",
                    "currency_id": tnd.id,
                    "country_id": cls.env.ref("base.tn").id,
                }
                for name in ("SAV Test Company", "SAV Other Company")
            ]
        )
        cls.env.user.write(
            {
                "company_ids": [
                    Command.link(cls.company.id),
                    Command.link(cls.other_company.id),
                ],
                "company_id": cls.company.id,
            }
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.customers_location, _suppliers = cls.warehouse._get_partner_locations()

    @classmethod
    def _create_users(cls):
        def new_user(login, groups, company=cls.company, **vals):
            # Named after the person, not after the rights: names are on the slips.
            vals.setdefault("name", login.removeprefix("sav_").capitalize())
            return new_test_user(
                cls.env,
                login,
                groups=groups,
                company_id=company.id,
                company_ids=[Command.set(company.ids)],
                tz="UTC",
                **vals,
            )

        cls.sav_clerk = new_user("sav_clerk", "sav_base.group_sav_counter")
        cls.sav_tech = new_user("sav_tech", "sav_base.group_sav_technician")
        cls.sav_tech2 = new_user("sav_tech2", "sav_base.group_sav_technician")
        cls.sav_manager = new_user("sav_manager", "sav_base.group_sav_manager")
        cls.sav_billing = new_user("sav_billing", "sav_base.group_sav_billing")
        cls.sav_admin = new_user("sav_admin", "sav_base.group_sav_admin")
        cls.other_clerk = new_user(
            "sav_other_clerk", "sav_base.group_sav_counter", cls.other_company
        )
        cls.employee = new_user("sav_employee", "base.group_user")
        cls.customer = cls.env["res.partner"].create(
            {"name": "Amira Ben Salah", "email": "amira@example.com"}
        )
        cls.portal_user = new_user(
            "sav_portal",
            "base.group_portal",
            partner_id=cls.customer.id,
            name=cls.customer.name,
            email=cls.customer.email,
        )
        cls.customer2 = cls.env["res.partner"].create({"name": "Hôtel du Port"})

    @classmethod
    def _create_workshop(cls):
        cls.workshop = cls.env["sav.workshop"].create(
            {"name": "Central Workshop", "code": "CTR", "company_id": cls.company.id}
        )
        cls.service_n1, cls.service_n2 = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "type": "service",
                    "list_price": price,
                    "invoice_policy": "delivery",
                    "uom_id": cls.env.ref("uom.product_uom_hour").id,
                    "taxes_id": False,
                }
                for name, price in (("Labour N1", 32.0), ("Labour N2", 50.0))
            ]
        )
        cls.role_n1, cls.role_n2 = cls.env["sav.labour.role"].create(
            [
                {
                    "name": "Technician N1",
                    "code": "TN1",
                    "product_id": cls.service_n1.id,
                },
                {
                    "name": "Technician N2",
                    "code": "TN2",
                    "product_id": cls.service_n2.id,
                },
            ]
        )
        cls.technician, cls.technician2 = cls.env["hr.employee"].create(
            [
                {
                    "name": name,
                    "user_id": user.id,
                    "company_id": cls.company.id,
                    "sav_is_technician": True,
                    "sav_workshop_id": cls.workshop.id,
                    "sav_role_id": role.id,
                    "hourly_cost": cost,
                }
                for name, user, role, cost in (
                    ("Tarek", cls.sav_tech, cls.role_n2, 20.0),
                    ("Sonia", cls.sav_tech2, cls.role_n1, 14.0),
                )
            ]
        )

    @classmethod
    def _create_catalogue(cls):
        cls.policy_12 = cls._create_policy("Test 12 months", months=12)
        cls.policy_partial = cls._create_policy(
            "Test parts only", months=24, parts=100, labour=40, travel=0
        )
        cls.trade = cls.env["sav.trade"].create(
            {"name": "Test Trade", "code": "TTRADE"}
        )
        cls.category = cls.env["sav.equipment.category"].create(
            {"name": "Test Washer", "code": "TWASHER", "trade_id": cls.trade.id}
        )
        cls.machine = cls._create_product(
            "Test Washer 7 kg",
            tracking="serial",
            list_price=899.0,
            sav_equipment_category_id=cls.category.id,
            sav_warranty_policy_id=cls.policy_12.id,
        )
        # ordered and delivered: the two ways to invoice of core
        cls.part_ordered = cls._create_part("Test Pump", 98.457, "order")
        cls.part_delivered = cls._create_part("Test Belt", 25.0, "delivery")
        cls.consumable = cls._create_part("Test Seal", 4.5, "order")

    @classmethod
    def _create_codes(cls):
        codes = cls.env["sav.fault.code"].create(
            [
                {
                    "name": name,
                    "code": code,
                    "kind": kind,
                    "excludes_warranty": excludes,
                }
                for name, code, kind, excludes in (
                    ("Does not drain", "TDRAIN", "symptom", False),
                    ("Pump blocked", "TPUMP", "fault", False),
                    ("Worn out", "TWORN", "cause", False),
                    ("Broken by a fall", "TFALL", "cause", True),
                    ("Part replaced", "TREPLACED", "remedy", False),
                )
            ]
        )
        cls.symptom, cls.fault, cls.cause, cls.cause_excluded, cls.remedy = codes
        cls.accessory_type = cls.env["sav.accessory.type"].create(
            {"name": "Test Drain Hose"}
        )

    # factories

    @classmethod
    def _create_policy(cls, name, months, parts=100, labour=100, travel=0, **vals):
        return cls.env["sav.warranty.policy"].create(
            {
                "name": name,
                "term_ids": [
                    Command.create(
                        {
                            "code": "sale",
                            "months": months,
                            "parts": parts,
                            "labour": labour,
                            "travel": travel,
                        }
                    )
                ],
                **vals,
            }
        )

    @classmethod
    def _create_product(cls, name, **vals):
        return cls.env["product.product"].create(
            {
                "name": name,
                "type": "consu",
                "is_storable": True,
                "taxes_id": False,
                **vals,
            }
        )

    @classmethod
    def _create_part(cls, name, price, invoice_policy="order", on_hand=20, **vals):
        """Return a part with ``on_hand`` units in the warehouse of the company."""
        part = cls._create_product(
            name,
            list_price=price,
            standard_price=price / 2,
            invoice_policy=invoice_policy,
            **vals,
        )
        cls.env["stock.quant"]._update_available_quantity(
            part, cls.warehouse.lot_stock_id, on_hand
        )
        return part

    @classmethod
    def _create_lot(cls, serial, product=None, company=None):
        return cls.env["stock.lot"].create(
            {
                "name": serial,
                "product_id": (product or cls.machine).id,
                "company_id": (company or cls.company).id,
            }
        )

    @classmethod
    def _move_lot(cls, lot, date, source=None, destination=None, **vals):
        """Move a serial number, done on ``date``: to a customer if nothing is said.

        :return: the done ``stock.move``
        """
        source = source or cls.warehouse.lot_stock_id
        destination = destination or cls.customers_location
        if source == cls.warehouse.lot_stock_id:
            cls.env["stock.quant"]._update_available_quantity(
                lot.product_id, source, 1, lot_id=lot
            )
        move = cls.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": 1,
                "location_id": source.id,
                "location_dest_id": destination.id,
                "company_id": cls.company.id,
                **vals,
            }
        )
        move._action_confirm()
        move.move_line_ids.unlink()
        move.move_line_ids = [
            Command.create(
                {
                    "product_id": lot.product_id.id,
                    "lot_id": lot.id,
                    "quantity": 1,
                    "location_id": source.id,
                    "location_dest_id": destination.id,
                }
            )
        ]
        move.picked = True
        move._action_done()
        done_at = datetime.combine(fields.Date.to_date(date), time(12))
        move.write({"date": done_at})
        move.move_line_ids.write({"date": done_at})
        return move

    @classmethod
    def _deliver(cls, lot, date, partner=None):
        """Sell a serial number: deliver it from the warehouse on ``date``.

        :return: the done ``stock.picking``
        """
        picking = cls.env["stock.picking"].create(
            {
                "partner_id": (partner or cls.customer).id,
                "picking_type_id": cls.warehouse.out_type_id.id,
                "location_id": cls.warehouse.lot_stock_id.id,
                "location_dest_id": cls.customers_location.id,
            }
        )
        cls._move_lot(lot, date, picking_id=picking.id)
        return picking

    @classmethod
    def _create_equipment(cls, **vals):
        """Return a machine that was never sold here, unless ``lot_id`` is given."""
        named = {} if "lot_id" in vals else {"brand": "Fagor", "model": "F-4812"}
        return cls.env["sav.equipment"].create(
            {
                "partner_id": cls.customer.id,
                "company_id": cls.company.id,
                **named,
                **vals,
            }
        )

    @classmethod
    def _create_sold_equipment(cls, serial, date, partner=None, **vals):
        """Return a machine delivered on ``date`` with its serial number."""
        lot = cls._create_lot(serial)
        cls._deliver(lot, date, partner)
        return cls._create_equipment(
            lot_id=lot.id, partner_id=(partner or cls.customer).id, **vals
        )

    @classmethod
    def _create_reception(cls, *devices, user=None, **vals):
        """Return a draft reception made by the clerk.

        :param devices: equipments, or dicts of values of ``sav.case``; a declared fault
            is added to those without
        """
        commands = []
        for device in devices:
            case_vals = (
                device if isinstance(device, dict) else {"equipment_id": device.id}
            )
            commands.append(
                Command.create(
                    {
                        "fault_ids": [Command.create({"symptom_id": cls.symptom.id})],
                        **case_vals,
                    }
                )
            )
        return (
            cls.env["sav.reception"]
            .with_user(user or cls.sav_clerk)
            .create({"partner_id": cls.customer.id, "case_ids": commands, **vals})
        )

    @classmethod
    def _receive(cls, *devices, user=None, **vals):
        """Return the cases of a reception confirmed by the clerk, as the clerk.

        :param devices: as ``_create_reception``
        """
        vals.setdefault("technician_id", cls.technician.id)
        reception = cls._create_reception(*devices, user=user, **vals)
        reception.action_confirm()
        return reception.case_ids
