# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import io
from unittest.mock import patch

from PIL import Image

from odoo.exceptions import AccessError, ConcurrencyError, UserError, ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .technician_common import TechnicianCase, encode, make_photo


@tagged("post_install", "-at_install")
class TestSavEvidence(TechnicianCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls._create_case(cls.technician)
        cls.other_case = cls._create_case(cls.technician2)

    def _send(self, content, role="tech", case=None, **vals):
        case = self._as(role, case or self.case)
        photo_id = case.add_photo({"original": encode(content), **vals})
        return self.env["sav.evidence"].browse(photo_id)

    def test_photo_is_kept_as_it_was_hashed(self):
        content = make_photo(size=(2560, 1920))
        photo = self._send(
            content,
            uuid="a1",
            sha256=hashlib.sha256(content).hexdigest(),
            caption="Scratch on the door",
            purpose="visual_state",
        )
        self.assertEqual(base64.b64decode(photo.original), content)
        self.assertRecordValues(
            photo,
            [
                {
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "mimetype": "image/jpeg",
                    "file_size": len(content),
                    "caption": "Scratch on the door",
                    "case_id": self.case.id,
                    "user_id": self.users["tech"].id,
                }
            ],
        )
        preview = Image.open(io.BytesIO(base64.b64decode(photo.preview)))
        self.assertEqual(preview.size, (1024, 768))

    def test_sent_twice_is_kept_once(self):
        content = make_photo()
        first = self._send(content, uuid="twice")
        self.assertEqual(self._send(content, uuid="twice"), first)
        self.assertEqual(len(self.case.evidence_ids), 1)
        with self.assertRaisesRegex(UserError, "same identifier"):
            self._send(make_photo(color="red"), uuid="twice")
        with self.assertRaisesRegex(UserError, "same identifier"):
            self._send(content, "tech_other", self.other_case, uuid="twice")
        with self.assertRaisesRegex(UserError, "same identifier"):
            self.env["sav.evidence"].create(
                {
                    "case_id": self.case.id,
                    "original": encode(content),
                    "uuid": "twice",
                }
            )

    @mute_logger("odoo.sql_db")
    def test_sent_twice_at_once_is_played_again(self):
        self._send(make_photo(), uuid="race")
        Evidence = type(self.env["sav.evidence"])
        # The other transaction is invisible to both searches, not to the index.
        with (
            patch.object(Evidence, "_find_sent", return_value=False),
            patch.object(Evidence, "_check_new_identifiers"),
            self.assertRaises(ConcurrencyError),
        ):
            self._send(make_photo(), uuid="race")

    def test_changed_on_its_way(self):
        wrong = hashlib.sha256(b"another file").hexdigest()
        with self.assertRaisesRegex(UserError, "changed on its way"):
            self._send(make_photo(), sha256=wrong)

    def test_no_photo(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for content in (svg, b"", b"%PDF-1.7 ...", make_photo("GIF")):
            with self.assertRaisesRegex(UserError, "not a photo"):
                self._send(content)
        with self.assertRaisesRegex(UserError, "not a photo"):
            self._as("tech", self.case).add_photo({"original": "n"})
        with self.assertRaisesRegex(UserError, "damaged"):
            self._send(make_photo()[:200])
        self.assertFalse(self.case.evidence_ids)

    def test_too_big(self):
        self.company.sav_photo_max_mb = 1
        noise = Image.effect_noise((1200, 1200), 90)
        output = io.BytesIO()
        noise.save(output, "PNG")
        with self.assertRaisesRegex(UserError, r"too big: 1\.\d MB, the limit is 1 MB"):
            self._send(output.getvalue())

    def test_proof_is_never_rewritten(self):
        photo = self._send(make_photo())
        for vals in ({"original": encode(make_photo(color="red"))}, {"sha256": "0"}):
            with self.assertRaisesRegex(UserError, "stays as it was taken"):
                photo.sudo().write(vals)
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "sav.evidence"), ("res_field", "=", "original")]
        )
        for role in ("tech", "counter", "manager", "admin"):
            with self.assertRaises(AccessError):
                self._as(role, photo).write({"caption": "Else"})
            for own in attachment.filtered(lambda a: a.res_id == photo.id):
                with self.assertRaises(AccessError):
                    self._as(role, own).write({"raw": make_photo(color="red")})
                with self.assertRaises(AccessError):
                    self._as(role, own).unlink()

    def test_caption_and_annotation_are_beside_the_proof(self):
        photo = self._send(make_photo())
        self._as("tech", photo).set_caption("Burnt connector")
        self._as("tech", photo).set_annotation({"arrows": [[1, 2]]})
        self.assertEqual(photo.caption, "Burnt connector")
        with self.assertRaises(AccessError):
            self._as("tech_other", photo).set_caption("Mine")
        with self.assertRaises(AccessError):
            self._as("billing", photo).set_caption("Billed")

    def test_deleted_by_administrator_and_logged(self):
        photo = self._send(make_photo(), caption="To delete")
        for role in ("tech", "counter", "manager"):
            with self.assertRaises(AccessError):
                self._as(role, photo).unlink()
        sha256 = photo.sha256
        with self.assertLogs("odoo.addons.sav_base.models.sav_evidence") as logs:
            self._as("admin", photo).unlink()
        self.assertIn(sha256, logs.output[0])
        self.assertIn(sha256, self.case.message_ids[:1].body)
        self.assertFalse(photo.exists())

    def test_photo_from_a_form(self):
        form = Form(
            self.env["sav.evidence"]
            .with_user(self.users["counter"])
            .with_context(default_case_id=self.case.id)
        )
        form.original = encode(make_photo("PNG"))
        form.caption = "Left side"
        photo = form.save()
        self.assertEqual(photo.mimetype, "image/png")
        self.assertTrue(photo.uuid)
        self.assertTrue(photo.preview)

    def test_author_is_not_chosen(self):
        photo = (
            self.env["sav.evidence"]
            .with_user(self.users["tech"])
            .create(
                {
                    "case_id": self.case.id,
                    "original": encode(make_photo()),
                    "user_id": self.users["manager"].id,
                }
            )
        )
        self.assertEqual(photo.user_id, self.users["tech"])

    def test_links_belong_together(self):
        foreign = self._create_interventions(1, case_id=self.other_case.id)
        with self.assertRaises(ValidationError):
            self._send(make_photo(), "counter").create(
                {
                    "case_id": self.case.id,
                    "intervention_id": foreign.id,
                    "original": encode(make_photo()),
                }
            )
        with self.assertRaisesRegex(UserError, "not one of"):
            self._send(make_photo(), intervention_id=foreign.id)

    @mute_logger("odoo.addons.base.models.ir_rule")
    def test_photo_of_the_work_of_another(self):
        with self.assertRaises(AccessError):
            self._send(make_photo(), "tech_other")
        with self.assertRaises(AccessError):
            self._send(make_photo(), "billing")


@tagged("post_install", "-at_install")
class TestSavEvidenceServing(HttpCase, TechnicianCase):
    def test_original_is_served_to_who_may_read_it(self):
        case = self._create_case(self.technician)
        content = make_photo(size=(2200, 1600))
        photo_id = self._as("tech", case).add_photo({"original": encode(content)})
        url = f"/web/content/sav.evidence/{photo_id}/original"

        self.authenticate("sav_tech", "sav_tech")
        answer = self.url_open(url)
        self.assertEqual(answer.content, content)
        for login in ("sav_tech2", "sav_employee", "sav_portal", None):
            with self.subTest(login=login), mute_logger("odoo.http"):
                self.authenticate(login, login)
                refused = self.url_open(url)
                self.assertNotEqual(refused.content, content)
                self.assertIn(refused.status_code, (403, 404))
