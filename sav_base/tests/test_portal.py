# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import fields, http
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tests.common import users

from .common_quote import SavQuoteCommon

# one pixel, transparent
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAA"
    "AABJRU5ErkJggg=="
)


class SavPortalCase(SavQuoteCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order.state = "sent"
        cls.token = cls.order._portal_ensure_token()

    def _get(self, url, user=None):
        """Return the page as a user, or as nobody known, and where it led."""
        if user:
            self.authenticate(user.login, user.login)
        else:
            self.authenticate(None, None)
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200, url)
        return answer

    def assertShows(self, page, *texts):
        for text in texts:
            with self.subTest(text):
                self.assertTrue(text in page, f"{text!r} is not on the page")

    def assertHides(self, page, *texts):
        for text in texts:
            with self.subTest(text):
                self.assertFalse(text in page, f"{text!r} is on the page")

    def _assertGoesHome(self, answer):
        """The customer's home, or its login page for somebody unknown."""
        self.assertRegex(answer.url, r"/my$|/web/login\?redirect=%2Fmy")


@tagged("post_install", "-at_install")
class TestPortalPages(SavPortalCase):
    def test_each_page_opens_to_its_owner_and_to_its_token_alone(self):
        pages = {
            "/my/repairs/%s": self.case,
            "/my/devices/%s": self.equipment,
            "/my/receptions/%s": self.case.reception_id,
        }
        for path, record in pages.items():
            url = path % record.id
            with self.subTest(url):
                self.assertEqual(record.access_url, url)
                token = record._portal_ensure_token()
                self.assertShows(self._get(url, self.portal_user).text, "Fagor F-4812")
                self.assertShows(
                    self._get(record.get_portal_url()).text, "Fagor F-4812"
                )
                for answer in (
                    self._get(url, self.other_portal_user),
                    self._get(url),
                    self._get(f"{url}?access_token=wrong"),
                    self._get(f"{path % (record.id + 1000)}?access_token={token}"),
                ):
                    self._assertGoesHome(answer)
                    self.assertHides(answer.text, "Fagor F-4812")

    def test_a_merged_device_leads_to_the_one_that_was_kept(self):
        old = self.equipment.copy({"serial": "OLD-1"})
        self.env["sav.equipment.merge"].with_user(self.sav_manager).create(
            {
                "equipment_ids": [Command.set((self.equipment | old).ids)],
                "kept_id": self.equipment.id,
            }
        ).action_merge()
        url = f"/my/devices/{old.id}"
        answer = self._get(url, self.portal_user)
        self.assertEqual(answer.url.split("/")[-1], str(self.equipment.id))
        self.assertShows(answer.text, "Fagor F-4812")
        token = old._portal_ensure_token()
        self._assertGoesHome(self._get(f"{url}?access_token={token}"))

    def test_home_counts_what_is_the_customer_s(self):
        for user, count in ((self.portal_user, 1), (self.other_portal_user, 0)):
            self.authenticate(user.login, user.login)
            counters = self.url_open(
                "/my/counters",
                json={"params": {"counters": ["repair_count", "device_count"]}},
            ).json()["result"]
            self.assertEqual(counters, {"repair_count": count, "device_count": count})

    def test_home_leads_to_repairs_and_devices(self):
        page = self._get("/my", self.portal_user).text
        self.assertShows(page, 'href="/my/repairs"')
        self.assertShows(page, 'href="/my/devices"')

    def test_lists_show_what_is_the_customer_s(self):
        for url in ("/my/repairs", "/my/devices"):
            with self.subTest(url):
                self.assertShows(self._get(url, self.portal_user).text, "Fagor F-4812")
                page = self._get(url, self.other_portal_user).text
                self.assertHides(page, "Fagor F-4812")

    def test_contact_of_the_same_company_sees_the_same(self):
        self.customer.is_company = True
        self.other_portal_user.partner_id.parent_id = self.customer
        page = self._get("/my/repairs", self.other_portal_user).text
        self.assertShows(page, "Fagor F-4812")

    def test_repairs_are_filtered(self):
        page = self._get("/my/repairs?filterby=closed", self.portal_user).text
        self.assertHides(page, self.case.name)
        page = self._get("/my/repairs?filterby=open", self.portal_user).text
        self.assertShows(page, self.case.name)

    def test_draft_case_is_hidden(self):
        reception = self._create_reception(self.equipment).sudo()
        case = reception.case_ids
        for url in (case.get_portal_url(), reception.get_portal_url()):
            answer = self._get(url, self.portal_user)
            self.assertHides(answer.text, "Does not drain")
        self._assertGoesHome(self._get(case.get_portal_url(), self.portal_user))
        self.assertNotIn(
            f"/my/repairs/{case.id}?", self._get("/my/repairs", self.portal_user).text
        )

    def test_page_of_a_repair_tells_where_it_is(self):
        page = self._get(self.case.get_portal_url()).text
        self.assertShows(page, 'data-step="approval" data-state="current"')
        self.assertShows(page, 'data-step="diagnosis" data-state="done"')
        self.assertShows(page, 'data-step="repair" data-state="todo"')
        self.assertShows(page, "The drain pump is blocked.")
        self.assertShows(page, "Does not drain")
        self.assertShows(page, "Your quote waits for your answer")
        self.assertShows(page, f"/my/orders/{self.order.id}?access_token={self.token}")
        self.assertIn(self.case.warranty_explanation.split("\n")[0][:30], page)

    def test_diagnosis_under_way_is_not_told(self):
        self.case.state = "diagnosis"
        self.order.state = "draft"
        page = self._get(self.case.get_portal_url()).text
        self.assertHides(page, "The drain pump is blocked.")
        self.assertHides(page, "Your quote waits")

    def test_what_colleagues_write_is_hidden(self):
        self.case.reception_id.note = "Difficult customer"
        self.equipment.note = "Bought by the boss"
        self.case.message_post(body="Do it after lunch", subtype_xmlid="mail.mt_note")
        for record in (self.case, self.equipment, self.case.reception_id):
            page = self._get(record.get_portal_url(), self.portal_user).text
            for secret in ("Difficult customer", "Bought by the boss", "after lunch"):
                self.assertNotIn(secret, page)

    def test_documents_of_a_repair(self):
        self.order.action_confirm()
        self.order.sav_is_open = False
        documents = self.case._get_portal_documents()
        self.assertEqual(
            [document["title"].split(" ")[0] for document in documents],
            ["Reception", "Internal", "Delivery"],
        )
        slip = self._get(documents[0]["url"])
        self.assertIn(slip.headers["Content-Type"], ("application/pdf",))
        note = self._get(documents[2]["url"])
        self.assertEqual(note.headers["Content-Type"], "application/pdf")
        wrong = documents[2]["url"].replace(self.token, "wrong")
        self._assertGoesHome(self._get(wrong))

    def test_delivery_note_waits_for_the_closing(self):
        self.order.action_confirm()
        answer = self._get(self.order.get_portal_url(suffix="/delivery-note"))
        self.assertIn(f"/my/orders/{self.order.id}", answer.url)
        self.assertIn("text/html", answer.headers["Content-Type"])

    def test_device_page_hides_the_repairs_of_an_earlier_holder(self):
        self.equipment.partner_id = self.other_portal_user.partner_id
        page = self._get(
            f"/my/devices/{self.equipment.id}", self.other_portal_user
        ).text
        self.assertShows(page, "SN-QUOTE-1")
        self.assertHides(page, self.case.name)


@tagged("post_install", "-at_install")
class TestPortalRights(SavQuoteCommon):
    """What a customer reads by themselves, by RPC."""

    @users("sav_portal")
    def test_customer_reads_their_own(self):
        for record in (self.case, self.equipment, self.case.reception_id):
            with self.subTest(record=record):
                record.with_env(self.env).check_access("read")
                with self.assertRaises(AccessError):
                    record.with_env(self.env).check_access("write")

    @users("sav_other_portal")
    def test_other_customer_reads_nothing(self):
        for record in (self.case, self.equipment, self.case.reception_id):
            with self.subTest(record=record), self.assertRaises(AccessError):
                record.with_env(self.env).read(["display_name"])

    @users("sav_portal")
    def test_what_is_between_colleagues_is_not_readable(self):
        for record, name in (
            (self.case, "diagnosis"),
            (self.case, "priority_reason"),
            (self.case, "technician_id"),
            (self.case, "cause_id"),
            (self.case.reception_id, "note"),
            (self.equipment, "note"),
            (self.equipment, "payer_id"),
            (self.order.order_line, "sav_payer_reason"),
        ):
            with self.subTest(record=record, field=name):
                with self.assertRaises(AccessError):
                    record.with_env(self.env).read([name])

    @users("sav_portal")
    def test_what_the_pages_do_not_need_is_not_readable(self):
        for model in (
            "sav.accessory",
            "sav.action.line",
            "sav.case.fault",
            "sav.custody",
            "sav.evidence",
            "sav.intervention",
            "sav.labour.line",
            "sav.labour.time",
            "sav.payer.line",
            "sav.signature",
            "sav.transformation",
            "sav.warranty.verdict",
        ):
            with self.subTest(model), self.assertRaises(AccessError):
                self.env[model].search([])

    @users("sav_portal")
    def test_draft_quote_is_not_readable(self):
        order = self.order.with_env(self.env)
        self.assertFalse(self.env["sale.order"].search([("id", "=", order.id)]))
        for record in (order, order.sudo().order_line.sudo(False)):
            with self.assertRaises(AccessError):
                record.read(["display_name"])
        self.order.state = "sent"
        order.read(["amount_total"])
        order.order_line.read(["price_total"])
        plain = self._create_plain_order()
        plain.with_env(self.env).read(["amount_total"])


@tagged("post_install", "-at_install")
class TestPortalAnswer(SavPortalCase):
    """The customer accepts or refuses."""

    def _accept(self, token=None, **params):
        return self.url_open(
            f"/my/orders/{self.order.id}/accept",
            json={
                "params": {
                    "access_token": token,
                    "name": "Amira Ben Salah",
                    "signature": PIXEL,
                    **params,
                }
            },
        ).json()

    def _decline(self, token, message, user=None):
        if user:
            self.authenticate(user.login, user.login)
        else:
            self.authenticate(None, None)
        return self.url_open(
            f"/my/orders/{self.order.id}/decline",
            data={
                "access_token": token,
                "decline_message": message,
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_quotes_are_in_the_list_and_internal_documents_are_not(self):
        plain = self._create_plain_order(state="sale")
        self.assertShows(
            self._get("/my/quotes", self.portal_user).text, self.order.name
        )
        self.order.action_confirm()
        page = self._get("/my/orders", self.portal_user).text
        self.assertShows(page, plain.name)
        self.assertHides(page, self.order.name)

    def test_page_speaks_of_a_repair(self):
        page = self._get(self.order.get_portal_url()).text
        for expected in (
            "Repair Quote",
            "Fagor F-4812",
            "SN-QUOTE-1",
            "Accept the Repair Quote",
            "By signing, you ask us to repair",
            "Refuse This Repair Quote",
            "Warranty 50 %: Warranty until 01/06/2026",
        ):
            with self.subTest(expected):
                self.assertIn(expected, page)
        for unexpected in ("Validate Order", "Your advantage", "Reject This Quotation"):
            with self.subTest(unexpected):
                self.assertNotIn(unexpected, page)

    def test_page_of_a_plain_order_is_core_s(self):
        plain = self._create_plain_order(state="sent")
        page = self._get(plain.get_portal_url()).text
        self.assertShows(page, "Reject This Quotation")
        self.assertHides(page, "epair Quote")

    def test_unknown_with_a_bad_token_goes_home(self):
        for url in (
            f"/my/orders/{self.order.id}",
            f"/my/orders/{self.order.id}?access_token=wrong",
        ):
            self._assertGoesHome(self._get(url))
        self._assertGoesHome(
            self._get(f"/my/orders/{self.order.id}", self.other_portal_user)
        )

    def test_pdf_is_the_repair_quote(self):
        answer = self._get(self.order.get_portal_url(report_type="pdf"))
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("Repair", answer.headers["Content-Disposition"])
        page = self._get(self.order.get_portal_url(report_type="html"))
        self.assertIn("Agreed (date, name and signature)", page.text)

    def test_acceptance_is_signed_and_bound_to_the_case(self):
        self.authenticate(None, None)
        answer = self._accept(self.token)
        self.assertIn("message=sign_ok", answer["result"]["redirect_url"])
        self.assertEqual(self.order.state, "sale")
        signature = self.env["sav.signature"].search(
            [("sale_order_id", "=", self.order.id)]
        )
        self.assertRecordValues(
            signature,
            [
                {
                    "case_id": self.case.id,
                    "purpose": "quote",
                    "signer_name": "Amira Ben Salah",
                    "state": "valid",
                }
            ],
        )
        self.assertEqual(len(signature.content_hash), 64)
        self.assertEqual(self.case.state, "repair")
        page = self._get(answer["result"]["redirect_url"])
        self.assertIn("We have your agreement and start the repair.", page.text)

    def test_acceptance_is_confirmed_in_the_words_of_a_repair(self):
        self.assertEqual(
            self.order._get_confirmation_template(),
            self.env.ref("sav_base.mail_template_sav_quote_accepted"),
        )
        self.authenticate(None, None)
        self._accept(self.token)
        subjects = self.order.message_ids.mapped("subject")
        self.assertTrue([s for s in subjects if s and "your agreement" in s])

    def test_acceptance_needs_the_token_and_a_signature(self):
        self.authenticate(None, None)
        self.assertIn("error", self._accept("wrong")["result"])
        self.assertIn("error", self._accept(self.token, signature=None)["result"])
        self.assertEqual(self.order.state, "sent")
        self.assertFalse(self.order.signature)

    def test_draft_quote_is_neither_shown_nor_accepted(self):
        self.order.state = "draft"
        page = self._get(self.order.get_portal_url()).text
        self.assertShows(page, "This quote is being prepared")
        self.assertHides(page, "Test Pump")
        self.assertIn("error", self._accept(self.token)["result"])
        self.assertEqual(self.order.state, "draft")
        page = self._get(self.order.get_portal_url(), self.sav_clerk).text
        self.assertShows(page, "Test Pump")

    def test_revised_quote_is_signed_again(self):
        self.authenticate(None, None)
        self.order.write({"signed_by": "Amira", "signature": PIXEL})
        first = self.case.signature_ids.filtered(lambda s: s.purpose == "quote")
        self.assertEqual(first.state, "valid")
        self.order.action_draft()
        self.order.sav_revision += 1
        self.assertEqual(first.state, "void")

    def test_refusal_keeps_its_reason(self):
        answer = self._decline(self.token, "  Too expensive for its age ")
        self.assertEqual(self.order.state, "cancel")
        self.assertEqual(self.order.sav_refusal_reason, "Too expensive for its age")
        self.assertRecordValues(self.case, [{"state": "ready", "outcome": "refused"}])
        self.assertShows(answer.text, "You refused this quote:")
        message = self.order.message_ids.filtered(
            lambda m: m.author_id == self.customer and m.message_type == "comment"
        )
        self.assertIn("Too expensive for its age", message.body)

    def test_refusal_needs_a_reason_and_the_token(self):
        answer = self._decline(self.token, "   ")
        self.assertShows(answer.text, "Write why you refuse the quote")
        self.assertEqual(self.order.state, "sent")
        self._assertGoesHome(self._decline("wrong", "No"))
        self._assertGoesHome(self._decline(None, "No", self.other_portal_user))
        self.assertEqual(self.order.state, "sent")
        self._decline(None, "No", self.portal_user)
        self.assertEqual(self.order.state, "cancel")

    def test_expired_quote_says_so_and_can_be_refused(self):
        today = fields.Date.today()
        self.order.validity_date = today - timedelta(days=1)
        page = self._get(self.order.get_portal_url()).text
        self.assertShows(page, "This quote has expired.")
        self.assertShows(page, 'name="sav_refuse_expired"')
        self.assertIn("error", self._accept(self.token)["result"])
        self._decline(self.token, "Bought a new one")
        self.assertEqual(self.order.state, "cancel")
        self.assertEqual(self.order.sav_refusal_reason, "Bought a new one")

    def test_accepted_quote_is_not_refused(self):
        self.order.action_confirm()
        answer = self._decline(self.token, "Too late")
        self.assertShows(answer.text, "not in a state to be rejected")
        self.assertEqual(self.order.state, "sale")

    def test_plain_order_is_refused_as_core_does(self):
        plain = self._create_plain_order(state="sent", require_signature=True)
        self.order, repair_quote = plain, self.order
        self._decline(plain._portal_ensure_token(), "Too expensive")
        self.assertEqual(plain.state, "cancel")
        self.assertFalse(plain.sav_refusal_reason)
        self.order = repair_quote


@tagged("post_install", "-at_install")
class TestCaseDocuments(SavPortalCase):
    """The people of the after-sales service print from the case."""

    def test_technician_without_sales_rights_prints_the_quote(self):
        for user in (self.sav_tech, self.sav_clerk, self.sav_billing):
            with self.subTest(user.login):
                action = self.case.with_user(user).action_print_quote()
                answer = self._get(action["url"], user)
                self.assertEqual(answer.headers["Content-Type"], "application/pdf")

    def test_prices_kept_from_technicians_are_not_printed(self):
        self.company.sav_technician_sees_prices = False
        with self.assertRaisesRegex(AccessError, "ask the counter"):
            self.case.with_user(self.sav_tech).action_print_quote()
        self.authenticate("sav_tech", "sav_tech")
        answer = self.url_open(f"/sav/cases/{self.case.id}/quote")
        self.assertNotEqual(answer.status_code, 200)
        self.case.with_user(self.sav_clerk).action_print_quote()

    def test_others_do_not_print(self):
        for login in ("sav_tech2", "sav_employee", "sav_portal", "sav_other_clerk"):
            with self.subTest(login):
                self.authenticate(login, login)
                answer = self.url_open(f"/sav/cases/{self.case.id}/quote")
                self.assertNotEqual(answer.status_code, 200)

    def test_nothing_to_print_is_said_in_words(self):
        case = self.case.with_user(self.sav_clerk)
        with self.assertRaisesRegex(UserError, "close the work first"):
            case.action_print_delivery_note()
        self.order.state = "cancel"
        with self.assertRaisesRegex(UserError, "There is no quote yet"):
            case.action_print_quote()

    def test_technician_prints_the_delivery_note(self):
        self.order.action_confirm()
        self.order.sav_is_open = False
        action = self.case.with_user(self.sav_tech).action_print_delivery_note()
        answer = self._get(action["url"], self.sav_tech)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")


@tagged("post_install", "-at_install")
class TestPortalTour(SavPortalCase):
    """The same by hand, on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_customer_accepts(self):
        self.start_tour("/my/repairs", "sav_portal_accept", login="sav_portal")
        self.assertEqual(self.order.state, "sale")
        self.assertEqual(self.order.signed_by, "Amira Ben Salah")

    def test_customer_refuses(self):
        self.start_tour("/my/repairs", "sav_portal_refuse", login="sav_portal")
        self.assertEqual(self.order.state, "cancel")
        self.assertEqual(self.order.sav_refusal_reason, "Too expensive for its age")
