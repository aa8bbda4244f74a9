# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import io
import re
from uuid import uuid4

from PIL import Image

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from .common import SavCommon
from .test_request_mail import SVG, picture

NEW = "/my/requests/new"


@tagged("post_install", "-at_install")
class TestRequestPortal(SavCommon, HttpCase):
    """A customer asks for a repair, logged in on the portal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.machine = cls._create_equipment(serial="P-OWN-1")
        cls.other_customer = cls.env["res.partner"].create({"name": "Someone Else"})
        cls.other_portal = new_test_user(
            cls.env,
            "sav_portal_other",
            groups="base.group_portal",
            name="Someone Else",
            partner_id=cls.other_customer.id,
            company_id=cls.company.id,
            company_ids=cls.company.ids,
        )
        cls.foreign = cls._create_equipment(
            serial="P-OTHER-1", partner_id=cls.other_customer.id
        )
        cls.known = cls.env["sav.reception"].search([])

    def _login(self, user=None):
        user = user or self.portal_user
        self.authenticate(user.login, user.login)

    def _send(self, photos=(), script=True, user=None, csrf=True, **values):
        self._login(user)
        data = {
            "machine": str(self.machine.id),
            "faults": "It does not drain.",
            "place": "workshop",
            "key": str(uuid4()),
            **values,
        }
        if csrf:
            data["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(
            NEW,
            data=data,
            files=[("photos", photo) for photo in photos] or None,
            headers={"Accept": "application/json"} if script else None,
        )

    def _get_new(self):
        self.env.invalidate_all()
        return self.env["sav.reception"].search([]) - self.known

    def test_own_machine(self):
        answer = self._send(
            photos=[("plate.jpg", picture(), "image/jpeg")], place="site"
        )
        request = self._get_new()
        self.assertEqual(answer.json(), {"url": f"/my/requests/{request.id}?sent=1"})
        self.assertRecordValues(
            request,
            [
                {
                    "state": "draft",
                    "origin": "portal",
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "workshop_id": self.workshop.id,
                    "user_id": False,
                    "service_place": "site",
                    "request_text": "It does not drain.",
                    "request_warning": False,
                }
            ],
        )
        self.assertEqual(request.case_ids.equipment_id, self.machine)
        self.assertEqual(request.case_ids.faults, "It does not drain.")
        self.assertEqual(request.case_ids.evidence_ids.caption, "plate.jpg")
        page = self.url_open(answer.json()["url"]).text
        self.assertIn("Thank you, we got your request.", page)
        self.assertIn("Waiting for our answer", page)
        self.assertIn("It does not drain.", self.url_open("/my/requests").text)

    def test_own_photos_are_shown_and_those_of_the_workshop_are_not(self):
        answer = self._send(photos=[("plate.jpg", picture(), "image/jpeg")])
        request = self._get_new()
        own = request.evidence_ids
        inside = own.create(
            {
                "reception_id": request.id,
                "case_id": request.case_ids.id,
                "original": base64.b64encode(picture(colour="red")),
                "user_id": self.sav_clerk.id,
            }
        )
        url = f"/my/requests/{request.id}/photos"
        page = self.url_open(answer.json()["url"]).text
        self.assertIn(f'src="{url}/{own.id}?small=1"', page)
        self.assertNotIn(f"{url}/{inside.id}", page)

        def fetch(path):
            answer = self.url_open(path)
            if answer.status_code != 200:
                return answer.status_code
            self.assertEqual(answer.headers["Content-Type"], "image/jpeg")
            return Image.open(io.BytesIO(answer.content)).size

        self.assertEqual(fetch(f"{url}/{own.id}?small=1"), (256, 192))
        self.assertEqual(fetch(f"{url}/{own.id}"), (800, 600))
        with mute_logger("odoo.http"):
            self.assertEqual(fetch(f"{url}/{inside.id}"), 404)
            other = self._create_reception(self.machine)
            self.assertEqual(fetch(f"/my/requests/{other.id}/photos/{own.id}"), 404)
            self._login(self.other_portal)
            self.assertEqual(fetch(f"{url}/{own.id}"), 404)
            self.authenticate(None, None)
            self.assertEqual(fetch(f"{url}/{own.id}"), 404)
            self.assertEqual(fetch(f"{url}/{own.id}?access_token=x"), 404)
        link = request.get_portal_url()
        token = f"access_token={request.access_token}"
        self.assertIn(token, link)
        self.assertIn(f"{url}/{own.id}?{token}", self.url_open(link).text)
        self.assertEqual(fetch(f"{url}/{own.id}?{token}"), (800, 600))

    def test_counter_sees_the_request_and_receives_it(self):
        self._send()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sav_base.sav_request_action"
        )
        requests = self.env["sav.reception"].with_user(self.sav_clerk)
        domain = [("request_date", "!=", False), ("state", "=", "draft")]
        self.assertIn("request_date", action["domain"])
        request = requests.search(domain) & self._get_new().with_user(self.sav_clerk)
        opened = request.action_open_counter()
        self.assertEqual(
            opened.get("res_id") or opened["params"]["reception_id"], request.id
        )
        request.action_confirm()
        self.assertEqual(request.user_id, self.sav_clerk)
        self._login()
        page = self.url_open(f"/my/requests/{request.id}").text
        self.assertIn("Accepted", page)
        self.assertIn(f"/my/repairs/{request.case_ids.id}", page)

    def test_request_is_not_given_up_without_an_answer(self):
        self._send()
        request = self._get_new().with_user(self.sav_clerk)
        with self.assertRaisesRegex(UserError, "waits for an answer"):
            request.discard_counter()
        with self.assertRaisesRegex(UserError, "decline it"):
            request.unlink()

    def test_a_category_that_is_none(self):
        for category in ("9" * 30, "0", "x"):
            with self.subTest(category=category):
                answer = self._send(
                    machine="other", brand="Bosch", category_id=category
                )
                self.assertEqual(answer.status_code, 200)

    def test_another_machine_is_put_on_file(self):
        self._send(machine="other", brand="Bosch", model="WAN28", serial="B-77")
        machine = self._get_new().case_ids.equipment_id
        self.assertRecordValues(
            machine,
            [
                {
                    "partner_id": self.customer.id,
                    "brand": "Bosch",
                    "model": "WAN28",
                    "serial": "B-77",
                    "company_id": self.company.id,
                }
            ],
        )

    def test_serial_number_of_an_own_machine_finds_it(self):
        self._send(machine="other", brand="Fagor", serial="P-OWN-1")
        self.assertEqual(self._get_new().case_ids.equipment_id, self.machine)

    def test_serial_number_of_somebody_else_is_for_the_clerk_to_judge(self):
        answer = self._send(machine="other", brand="Fagor", serial="P-OTHER-1")
        request = self._get_new()
        self.assertFalse(request.case_ids.equipment_id)
        warning = request.with_user(self.sav_clerk).request_warning
        self.assertIn("Someone Else", warning)
        page = self.url_open(answer.json()["url"]).text
        self.assertNotIn("Someone Else", page)

    def test_serial_number_is_no_pattern(self):
        self._send(machine="other", brand="Bosch", serial="P-OTHER-_")
        machine = self._get_new().case_ids.equipment_id
        self.assertEqual(machine.serial, "P-OTHER-_")

    def test_machine_of_somebody_else_cannot_be_named(self):
        for machine in (self.foreign.id, 99999999, "1 OR 1=1", ""):
            answer = self._send(machine=str(machine))
            self.assertEqual(answer.status_code, 422)
            self.assertIn("Choose one of your machines", answer.text)
        self.assertFalse(self._get_new())
        self._login()
        page = self.url_open(f"{NEW}?equipment_id={self.foreign.id}").text
        self.assertNotIn("P-OTHER-1", page)
        self.assertIn("P-OWN-1", page)

    def test_all_that_is_missing_is_said_at_once_and_nothing_is_lost(self):
        answer = self._send(machine="other", faults="", place="moon", serial="S" * 101)
        self.assertEqual(
            set(answer.json()["errors"]), {"brand", "faults", "place", "serial"}
        )
        page = self._send(
            script=False, machine="other", faults="", model="<b>WAN</b>", serial="77"
        ).text
        self.assertIn("Write what is wrong with it.", page)
        self.assertIn('value="&lt;b&gt;WAN&lt;/b&gt;"', page)
        self.assertIn('value="77"', page)
        self.assertFalse(self._get_new())

    def test_without_scripts(self):
        answer = self._send(script=False)
        self.assertIn(f"/my/requests/{self._get_new().id}", answer.url)
        self.assertIn("Thank you", answer.text)

    def test_form_sent_twice_makes_one_request(self):
        key = str(uuid4())
        first, second = self._send(key=key), self._send(key=key)
        self.assertEqual(first.json(), second.json())
        self.assertEqual(len(self._get_new()), 1)
        other = self._send(
            key=key, user=self.other_portal, machine=str(self.machine.id)
        )
        self.assertEqual(other.status_code, 422, "the key of another opens nothing")

    def test_open_request_of_the_same_machine_is_pointed_out(self):
        self._send()
        answer = self._send(faults="It leaks too.")
        self.assertEqual(answer.status_code, 422)
        first = self._get_new()
        self.assertEqual(answer.json()["twin"]["url"], f"/my/requests/{first.id}")
        self.assertIn("“It does not drain” (", answer.json()["twin"]["message"])
        page = self._send(faults="It leaks too.", script=False).text
        self.assertIn("You asked for this machine already", page)
        self.assertIn("It leaks too.", page)
        self.assertEqual(self._get_new(), first)

        self._send(faults="It leaks too.", again="1")
        second = self._get_new() - first
        self.assertIn(
            "It does not drain", second.with_user(self.sav_clerk).request_warning
        )

    def test_machine_that_is_being_repaired_is_pointed_out(self):
        case = self._receive(self.machine)
        answer = self._send()
        self.assertEqual(answer.json()["twin"]["url"], f"/my/repairs/{case.id}")
        self.assertIn(case.name, answer.json()["twin"]["message"])

    def test_files_that_are_no_photos_are_refused_by_their_bytes(self):
        for name, content in (
            ("trap.jpg", SVG),
            ("setup.jpg", b"MZ\x90\x00" * 20),
            ("cut.jpg", picture()[:-200]),
        ):
            answer = self._send(
                photos=[
                    ("good.jpg", picture(), "image/jpeg"),
                    (name, content, "image/jpeg"),
                ]
            )
            self.assertEqual(answer.status_code, 422, name)
            self.assertIn(name, answer.json()["errors"]["photos"])
        self.assertFalse(self._get_new(), "all or nothing")
        self.assertFalse(
            self.env["sav.evidence"].search([("caption", "=", "good.jpg")])
        )

    def test_number_and_size_of_photos_are_limited(self):
        photo = ("front.jpg", picture(), "image/jpeg")
        answer = self._send(photos=[photo] * 7)
        self.assertIn("6 photos", answer.json()["errors"]["photos"])
        self.company.sav_photo_max_mb = 1
        big = ("big.jpg", picture() + b"\0" * 1024**2, "image/jpeg")
        answer = self._send(photos=[big])
        self.assertIn("too big", answer.json()["errors"]["photos"])
        self.assertFalse(self._get_new())
        self._send(photos=[photo] * 6)
        self.assertEqual(len(self._get_new().evidence_ids), 6)

    def test_program_that_sends_many_is_stopped(self):
        for rank in range(10):
            self._send(faults=f"Fault {rank}", again="1")
        answer = self._send(faults="One more", again="1")
        self.assertIn("many requests", answer.json()["errors"]["form"])
        self.assertEqual(len(self._get_new()), 10)

    @mute_logger("odoo.http")
    def test_form_of_another_site_is_refused(self):
        answer = self._send(csrf=False)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._get_new())

    def test_nobody_known_is_asked_to_log_in(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self.url_open(NEW).url)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_request_is_the_customer_s_alone(self):
        self._send()
        request = self._get_new()
        self._login(self.other_portal)
        self.assertRegex(self.url_open(f"/my/requests/{request.id}").url, "/my$")
        self.assertNotIn("does not drain", self.url_open("/my/requests").text)
        theirs = request.with_user(self.other_portal)
        with self.assertRaises(AccessError):
            theirs.read(["request_text"])
        own = request.with_user(self.portal_user)
        self.assertEqual(own.request_text, "It does not drain.")
        for name in ("request_warning", "request_serial", "request_key"):
            with self.assertRaises(AccessError):
                own.read([name])
        with self.assertRaises(AccessError):
            own.write({"request_text": "changed"})
        draft = self._create_reception(self.machine)
        with self.assertRaises(AccessError):
            draft.with_user(self.portal_user).read(["state"])

    def test_answer_is_read_on_the_page_and_note_is_not(self):
        self._send()
        request = self._get_new().with_user(self.sav_clerk)
        request.note = "Difficult customer"
        request.message_post(body="Bring it", subtype_xmlid="mail.mt_comment")
        self.assertIn(self.customer, request.message_ids[0].notified_partner_ids)
        self.assertIn(f"/my/requests/{request.id}", request.sudo().get_portal_url())
        request._decline("We do not repair it.")
        self._login()
        page = self.url_open(f"/my/requests/{request.id}").text
        self.assertIn("Declined", page)
        self.assertNotIn("Difficult customer", page)

    def test_markup_is_shown_as_it_was_typed(self):
        self._send(faults="<img src=x onerror=alert(1)> leaks")
        page = self.url_open(f"/my/requests/{self._get_new().id}").text
        self.assertFalse(re.search(r"<img src=x", page))

    def test_confirmed_at_the_customer_s_is_work_on_site(self):
        self._send(place="site")
        request = self._get_new().with_user(self.sav_clerk)
        action = request.action_confirm()
        case = request.case_ids
        self.assertEqual(case.intervention_ids.place, "site")
        self.assertFalse(case.custody_ids)
        self.assertFalse(request.slip_state)
        self.assertEqual(action["res_model"], "sav.case")


@tagged("post_install", "-at_install")
class TestRequestPortalTour(SavCommon, HttpCase):
    """The same by hand, on a phone."""

    browser_size = "390x844"
    touch_enabled = True

    def test_customer_asks_for_a_repair(self):
        self._create_equipment(serial="P-TOUR-1")
        self.start_tour("/my", "sav_portal_request", login="sav_portal")
        request = self.env["sav.reception"].search([("origin", "=", "portal")], limit=1)
        self.assertEqual(request.partner_id, self.customer)
        self.assertEqual(request.service_place, "site")
        self.assertEqual(request.case_ids.equipment_id.brand, "Bosch")
        self.assertIn("stops", request.request_text)
