# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from uuid import uuid4

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.fields import Domain
from odoo.http import request, route

from ..models.sav_reception_portal_request import FAULTS_LENGTH, PHOTOS_MAX, WORD_LENGTH
from .portal import SavPortal

PHOTO_SIDE = 256  # pixels of a small photo, twice what is shown
FORM_FIELDS = (
    "again",
    "brand",
    "category_id",
    "faults",
    "key",
    "machine",
    "model",
    "place",
    "serial",
)


class SavRequestPortal(SavPortal):
    """A customer asks for a repair, and follows the answer."""

    def _get_request_domain(self):
        return self._get_sav_domain("sav.reception") & Domain(
            "request_date", "!=", False
        )

    def _get_own_machines(self):
        """Return the machines that the customer may name, in sudo."""
        machines = request.env["sav.equipment"]
        if not machines.has_access("read"):
            return machines.sudo()
        return machines.search(
            self._get_sav_domain("sav.equipment"), order="name, id"
        ).sudo()

    @route(
        ["/my/requests", "/my/requests/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_requests(self, page=1, **kwargs):
        """List what the customer asked for."""
        values = self._prepare_sav_list_values(
            "sav.reception",
            "/my/requests",
            page,
            self._get_request_domain(),
            "request_date desc, id desc",
        )
        request.session["my_sav_reception_history"] = values["records"].ids[:100]
        return request.render(
            "sav_base.portal_my_requests", {**values, "page_name": "request"}
        )

    @route("/my/requests/<int:reception_id>", type="http", auth="public", website=True)
    def portal_request_page(self, reception_id, access_token=None, **kwargs):
        """Show one request: what was asked, what was answered."""
        # sudo: whether it is a request at all is no secret; the page checks the right.
        reception = request.env["sav.reception"].sudo().browse(reception_id).exists()
        if not reception.request_date:
            return request.redirect("/my")
        return self._get_sav_page(
            "sav.reception",
            reception_id,
            access_token,
            "sav_base.portal_request_page",
            page_name="request",
            is_new=bool(kwargs.get("sent")),
            **{key: kwargs[key] for key in ("pid", "hash") if key in kwargs},
        )

    @route(
        "/my/requests/<int:reception_id>/photos/<int:photo_id>",
        type="http",
        auth="public",
        readonly=True,
    )
    def portal_request_photo(self, reception_id, photo_id, access_token=None, **kwargs):
        """Return one of the photos that the customer sent, re-encoded."""
        try:
            reception_sudo = self._document_check_access(
                "sav.reception", reception_id, access_token
            )
        except (AccessError, MissingError):
            raise request.not_found() from None
        photo_sudo = reception_sudo._get_portal_photos().filtered(
            lambda photo: photo.id == photo_id
        )
        if not reception_sudo.request_date or not photo_sudo:
            raise request.not_found()
        side = PHOTO_SIDE if kwargs.get("small") else 0
        # In sudo: the right to the request was checked, the photo is of its customer.
        return (
            request.env["ir.binary"]
            ._get_image_stream_from(photo_sudo, "preview", width=side, height=side)
            .get_response()
        )

    @route(
        "/my/requests/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
    )
    def portal_request_form(self, equipment_id=None, **kwargs):
        """Show the form that asks for a repair."""
        values = dict.fromkeys(FORM_FIELDS, "")
        machines = self._get_own_machines()
        own = {str(machine.id) for machine in machines}
        values["machine"] = equipment_id if equipment_id in own else ""
        if not machines:
            values["machine"] = "other"
        values |= {"key": str(uuid4()), "place": "workshop"}
        return self._render_request_form(machines, values, {})

    @route(
        "/my/requests/new",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def portal_request_send(self, **kwargs):
        """File the request, or say what is missing and keep what was typed.

        The page sends the form by itself and stays as it is until it is accepted, its
        photos too; without scripts it is shown again with the words.
        """
        values = {
            name: str(kwargs.get(name) or "").replace("\0", "").strip()
            for name in FORM_FIELDS
        }
        partner = request.env.user.partner_id
        receptions = request.env["sav.reception"]
        machines = self._get_own_machines()
        sent = receptions._find_sent_request(values["key"], partner)
        if sent:
            return self._answer_sent(sent)
        machine = machines.filtered(lambda m: str(m.id) == values["machine"])
        uploads = [
            upload
            for upload in request.httprequest.files.getlist("photos")
            if upload.filename
        ]
        errors = receptions._get_portal_request_errors(
            partner, machine, values, len(uploads)
        )
        company = machine.company_id or partner.company_id or request.env.company
        if not errors and not values["again"]:
            named = machine
            if not named:
                named, _elsewhere = receptions._find_portal_machine(
                    partner, company, values["serial"]
                )
            twin = named and receptions._find_portal_twin(partner, named)
            if twin:
                errors["twin"] = twin
        if not errors:
            photos = [(upload.filename, upload.read()) for upload in uploads]
            try:
                with request.env.cr.savepoint():
                    sent = receptions._create_portal_request(
                        partner, company, machine, values, photos
                    )
            except UserError as error:
                errors["photos"] = str(error)
        if errors:
            return self._answer_refused(machines, values, errors, bool(uploads))
        # Written while in sudo: the customer may not read what is recomputed.
        sent.env.flush_all()
        return self._answer_sent(sent)

    def _answer_sent(self, sent):
        url = f"/my/requests/{sent.id}?sent=1"
        if self._is_script():
            return request.make_json_response({"url": url})
        return request.redirect(url)

    def _answer_refused(self, machines, values, errors, had_photos):
        twin = errors.pop("twin", None)
        if self._is_script():
            answer = {"errors": errors}
            if twin:
                answer["twin"] = self._get_twin_words(twin)
            return request.make_json_response(answer, status=422)
        if had_photos:
            errors.setdefault(
                "photos", request.env._("Choose the photos again, please.")
            )
        return self._render_request_form(
            machines,
            values,
            errors,
            twin=twin and self._get_twin_words(twin),
        )

    def _get_twin_words(self, twin):
        """Return what exists already for the machine: dict ``message``, ``url``."""
        if twin._name == "sav.case":
            message = request.env._(
                "This machine is being repaired already: %(case)s.", case=twin.name
            )
        else:
            message = request.env._(
                "You asked for this machine already: %(request)s.",
                request=twin._get_request_title(),
            )
        return {"message": message, "url": twin.access_url}

    def _is_script(self):
        return request.httprequest.headers.get("Accept") == "application/json"

    def _render_request_form(self, machines, values, errors, twin=None):
        company = request.env.company
        return request.render(
            "sav_base.portal_request_form",
            {
                "page_name": "request",
                "machines": machines,
                # sudo: customers read no settings; names of categories are no secret.
                "categories": request.env["sav.equipment.category"].sudo().search([]),
                "values": values,
                "errors": errors,
                "twin": twin,
                "faults_length": FAULTS_LENGTH,
                "photos_max": PHOTOS_MAX,
                "photo_max_mb": company.sudo().sav_photo_max_mb,
                "word_length": WORD_LENGTH,
            },
        )
