# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The whole story, from the counter to the hand-over, by the people who live it.

Each step is made by a user who has the rights of that role and no other, as the screens
make it.
"""

import uuid

from story_common import SIGNATURE, SOLD_SERIAL, StoryCommon

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestStory(StoryCommon):
    def test_story(self):
        """Two devices: one paid, 256.204 with its stamp duty; one under warranty."""
        paid, covered = self._receive()
        for case in (paid, covered):
            self._diagnose(case)
        self._check_estimate(paid)
        self._finish_diagnosis(paid, covered)
        self._check_gate(paid)
        self._accept_on_the_portal(paid)
        self._repair(paid, "to_bill")
        self._repair(covered, "nothing_to_bill")
        self._check_not_billable(paid)
        self._close(paid + covered)
        self._bill(paid, covered)
        self._hand_over(paid + covered)

    def test_refused(self):
        """A customer who refuses pays nothing; the device waits for them."""
        paid, _covered = self._receive()
        self._diagnose(paid)
        paid.with_user(self.technician).action_finish_diagnosis()
        order = paid.order_ids
        answer = self.url_open(
            f"/my/orders/{order.id}/decline",
            data={
                "access_token": order._portal_ensure_token(),
                "decline_message": "Too expensive",
                "csrf_token": self._get_csrf_token(),
            },
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual((paid.state, paid.outcome), ("ready", "refused"))
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.sav_refusal_reason, "Too expensive")
        self.assertEqual(self._get_stock(self.board), 10)

    # -- the steps --

    def _receive(self):
        """The clerk takes two devices in and gets their labels."""
        env = self.env(user=self.counter)
        reception = env["sav.reception"].create(
            {"partner_id": self.customer.id, "technician_id": self.employee.id}
        )
        self.assertEqual(reception.workshop_id, self.workshop)
        self.assertEqual(reception.scan(SOLD_SERIAL)["kind"], "added")
        covered = reception.case_ids
        never_sold = env["sav.equipment"].create(
            {
                "brand": "Elsewhere",
                "model": "W 900",
                "serial": "EW-77",
                "category_id": self.category.id,
                "partner_id": self.customer.id,
            }
        )
        reception.write(
            {
                "case_ids": [
                    Command.create(
                        {
                            "equipment_id": never_sold.id,
                            "fault_ids": [
                                Command.create({"description": "Nothing lights up"})
                            ],
                            "accessory_ids": [Command.create({"name": "Hose"})],
                        }
                    ),
                    Command.update(
                        covered.id,
                        {
                            "fault_ids": [
                                Command.create({"description": "Dead since Monday"})
                            ]
                        },
                    ),
                ]
            }
        )
        reception.action_confirm()
        paid = reception.case_ids - covered
        self.assertTrue(reception.name)
        self.assertEqual(set(reception.case_ids.mapped("state")), {"received"})
        for case in reception.case_ids:
            self.assertTrue(case.name and case.barcode)
            self.assertEqual(len(case.repair_ids), 1)
            self.assertEqual(case.intervention_ids.technician_id, self.employee)
            self.assertEqual(case.custody_ids[:1].holder, "workshop")
            found = env["sav.case"].resolve_scan(case.barcode)
            self.assertEqual(found["action"]["res_id"], case.id)
        self.assertEqual(covered.equipment_id.date_sale, self.sold_on)
        self.assertEqual(covered.warranty_state, "covered")
        self.assertEqual(paid.warranty_state, "unknown")
        self.assertTrue(paid.warranty_explanation)
        self.assertTrue(covered.warranty_explanation)
        slip, _kind = env["ir.actions.report"]._render_qweb_html(
            "sav_base.report_sav_reception", reception.ids
        )
        self.assertIn(paid.name, slip.decode())
        return paid, covered

    def _diagnose(self, case):
        """The technician answers the scenario; its effects fill the estimate."""
        case = case.with_user(self.technician)
        case.intervention_ids.action_start()
        self.assertEqual(case.state, "diagnosis")
        (offered,) = [
            scenario
            for scenario in case.get_scenarios()
            if scenario["id"] == self.scenario.id
        ]
        form = case.env["sav.response"].open(case.id, offered["id"], str(uuid.uuid4()))
        response = case.env["sav.response"].browse(form["response"]["id"])
        with self.assertRaises(UserError):
            response.submit({"lights_up": False})  # the photo is missing
        response.save_answers({"lights_up": False, "board": [self._take_photo(case)]})
        conclusion = response.submit()
        self.assertEqual(
            {effect["state"] for effect in conclusion["effects"]},
            {"done"},
            conclusion,
        )
        response.submit()  # sent twice by a bad network
        self.assertEqual(len(case.evidence_ids), 1)
        # What no scenario knew: added by hand.
        case.add_part(self.seal.id, 1)
        case.add_labour(self.n1.id, 0.5)

    def _check_estimate(self, case):
        repair = case.sudo().repair_id
        self.assertRecordValues(
            repair.move_ids.sorted("id"),
            [
                {
                    "product_id": product.id,
                    "product_uom_qty": quantity,
                    "sav_customer_share": share,
                    "state": "draft",
                }
                for product, quantity, share in (
                    (self.board, 1, 100),
                    (self.kit, 2, 0),
                    (self.seal, 1, 100),
                )
            ],
        )
        self.assertRecordValues(
            repair.sav_labour_line_ids.sorted("id"),
            [
                {"role_id": self.n2.id, "planned_hours": 1.5, "customer_share": 100},
                {"role_id": self.n1.id, "planned_hours": 0.5, "customer_share": 100},
            ],
        )

    def _finish_diagnosis(self, paid, covered):
        """A quote for who pays; the covered device goes straight to the repair."""
        cases = (paid + covered).with_user(self.technician)
        # Core's tests send HTML unless the real thing is asked for.
        cases.with_context(force_report_rendering=True).action_finish_diagnosis()
        order = paid.order_ids
        self.assertEqual((paid.state, order.state), ("approval", "sent"))
        self.assertRecordValues(
            order,
            [
                {
                    "amount_untaxed": 214.457,
                    "amount_tax": 40.747,
                    "amount_total": 255.204,
                }
            ],
        )
        notes = order._get_sav_quote_notes()
        self.assertTrue(
            any("Stamp duty on the invoice: 1.000" in note for note in notes), notes
        )
        mail = order.message_ids.filtered(
            lambda message: self.customer in message.partner_ids
        )[:1]
        self.assertTrue(mail, "the customer got no mail")
        self.assertTrue(mail.attachment_ids.raw.startswith(b"%PDF-"))
        free_order = covered.order_ids
        self.assertEqual((covered.state, free_order.state), ("repair", "sale"))
        self.assertEqual(free_order.amount_total, 0)
        self.assertEqual(covered.sudo().repair_id.state, "confirmed")

    def _check_gate(self, case):
        """Nothing begins before the customer said yes."""
        case = case.with_user(self.technician)
        with self.assertRaises(UserError):
            case.action_start_repair()
        (board,) = case.sudo().repair_id.move_ids.filtered(
            lambda move: move.product_id == self.board
        )
        with self.assertRaises(UserError):
            case.set_part_used(board.id, 1)
        with self.assertRaises(UserError):
            case.intervention_ids.action_finish("to_bill")
        self.assertEqual(self._get_stock(self.board), 10)

    def _accept_on_the_portal(self, case):
        """The customer opens the link of the mail and signs."""
        order = case.order_ids
        self.authenticate(None, None)
        page = self.url_open(order.get_portal_url())
        self.assertIn("255.204", page.text)
        self.make_jsonrpc_request(
            f"/my/orders/{order.id}/accept",
            {
                "access_token": order._portal_ensure_token(),
                "name": "Story Customer",
                "signature": SIGNATURE,
            },
        )
        self.env.invalidate_all()
        self.assertEqual(order.state, "sale")
        self.assertEqual(case.state, "repair")
        repair = case.sudo().repair_id
        self.assertEqual(repair.state, "confirmed")
        self.assertEqual(set(repair.move_ids.mapped("state")), {"assigned"})
        self.assertEqual(order.signed_by, "Story Customer")

    def _repair(self, case, billing_status):
        """The technician fits the parts, one kit less than planned, and finishes."""
        case = case.with_user(self.technician)
        intervention = case.intervention_ids
        for move in case.sudo().repair_id.move_ids:
            used = 1  # two cleaning kits were planned
            case.set_part_used(move.id, used)
        for line in case.sudo().repair_id.sav_labour_line_ids:
            case.book_time(line.id, line.planned_hours)
        with self.assertRaises(UserError):
            intervention.action_finish(billing_status)  # action not ticked, no cause
        for action in case.sudo().repair_id.sav_action_line_ids:
            case.set_action_done(action.id, True)
        intervention.save_job({"cause_id": self.cause.id, "is_resolved": True})
        intervention.action_finish(billing_status)
        self.assertEqual((case.state, case.outcome), ("ready", "repaired"))
        self.assertEqual(intervention.state, "done")
        self.assertEqual(case.sudo().repair_id.state, "done")

    def _check_not_billable(self, case):
        """Work that is not closed is not billed."""
        order = case.order_ids.with_user(self.billing)
        self.assertTrue(order.sav_is_open)
        with self.assertRaises(UserError):
            order._create_invoices()

    def _close(self, cases):
        with self.assertRaises(AccessError):
            cases.with_user(self.technician).action_close()
        cases.with_user(self.counter).action_close()
        self.assertEqual(set(cases.intervention_ids.mapped("state")), {"closed"})
        self.assertNotIn(True, cases.order_ids.mapped("sav_is_open"))

    def _bill(self, paid, covered):
        """Billing invoices what was used: 256.204; of the covered device, nothing."""
        order = paid.order_ids.with_user(self.billing)
        billed = {line.product_id: line.qty_to_invoice for line in order.order_line}
        self.assertEqual(billed[self.board], 1)
        self.assertEqual(billed[self.seal], 1)
        self.assertEqual(billed[self.kit], 1)  # two were planned
        order.action_sav_invoice()
        invoice = order.invoice_ids
        invoice.action_post()
        self.assertRecordValues(
            invoice,
            [
                {
                    "amount_untaxed": 214.457,
                    "amount_tax": 41.747,
                    "amount_total": 256.204,
                    "state": "posted",
                }
            ],
        )
        groups = {
            group["group_name"]: group["tax_amount_currency"]
            for subtotal in invoice.tax_totals["subtotals"]
            for group in subtotal["tax_groups"]
        }
        self.assertEqual(groups, {"VAT 19%": 40.747, "Stamp duty": 1.0})
        self.assertEqual(
            invoice.amount_total_words,
            "Two hundred fifty-six dinars and two hundred four millimes",
        )
        self.assertEqual(order.invoice_status, "invoiced")
        # Nothing is left, and asking again makes nothing.
        with self.assertRaises(UserError):
            order.action_sav_invoice()
        free_order = covered.order_ids.with_user(self.billing)
        self.assertEqual(free_order.invoice_status, "invoiced")
        self.assertFalse(free_order.invoice_ids)
        # Consumed all the same: two boards, two seals, two kits of the four planned.
        for product in (self.board, self.seal, self.kit):
            self.assertEqual(self._get_stock(product), 8)

    def _hand_over(self, cases):
        """The customer gets the devices back, with what they left."""
        cases = cases.with_user(self.counter)
        cases.accessory_ids.is_returned = True
        cases.action_hand_over()
        self.assertEqual(set(cases.mapped("state")), {"closed"})
        for case in cases:
            self.assertEqual(case.custody_ids[:1].holder, "customer")
            self.assertTrue(case.date_closed)

    def _get_csrf_token(self):
        self.authenticate(None, None)
        return http.Request.csrf_token(self)
