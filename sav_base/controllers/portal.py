# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, MissingError
from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

OPEN_STATES = ("received", "diagnosis", "approval", "repair", "ready")


class SavPortal(CustomerPortal):
    """The customer's own pages: devices, repairs, drop-offs."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        models = {"device_count": "sav.equipment", "repair_count": "sav.case"}
        for counter, model in models.items():
            if counter in counters:
                records = request.env[model]
                values[counter] = (
                    records.search_count(self._get_sav_domain(model))
                    if records.has_access("read")
                    else 0
                )
        return values

    def _get_sav_domain(self, model):
        """Return the domain of what a customer sees of a model in their lists.

        Said beside the record rules too: a colleague who opens the portal sees there
        what belongs to their own company, as in the lists of sales.
        """
        partner = request.env.user.partner_id.commercial_partner_id
        domain = Domain("partner_id", "child_of", partner.ids)
        if model == "sav.case":
            domain &= Domain("state", "not in", ("draft", "cancelled"))
        return domain

    def _prepare_sav_list_values(self, model, url, page, domain, order):
        """Return the values of a list page: one page of records, in sudo, and pager."""
        records = request.env[model]
        can_read = records.has_access("read")
        pager_values = pager(
            url=url,
            total=records.search_count(domain) if can_read else 0,
            page=page,
            step=self._items_per_page,
            url_args={
                key: request.params[key]
                for key in ("filterby",)
                if key in request.params
            },
        )
        if can_read:
            records = records.search(
                domain,
                order=order,
                limit=self._items_per_page,
                offset=pager_values["offset"],
            )
        # In sudo: found with the customer's own rights, shown with what hangs on them.
        return {
            **self._prepare_portal_layout_values(),
            "records": records.sudo(),
            "pager": pager_values,
            "default_url": url,
        }

    def _get_sav_page(self, model, record_id, access_token, template, **values):
        """Return the page of one record, or the way home without the right to it."""
        try:
            record_sudo = self._document_check_access(model, record_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        values = self._get_page_view_values(
            record_sudo,
            access_token,
            {"record": record_sudo, "res_company": record_sudo.company_id, **values},
            f"my_{model.replace('.', '_')}_history",
            False,
        )
        return request.render(template, values)

    @route(
        ["/my/devices", "/my/devices/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_devices(self, page=1, **kwargs):
        """List the devices of the customer."""
        values = self._prepare_sav_list_values(
            "sav.equipment",
            "/my/devices",
            page,
            self._get_sav_domain("sav.equipment"),
            "name, id",
        )
        request.session["my_sav_equipment_history"] = values["records"].ids[:100]
        return request.render(
            "sav_base.portal_my_devices", {**values, "page_name": "device"}
        )

    @route("/my/devices/<int:equipment_id>", type="http", auth="public", website=True)
    def portal_device_page(self, equipment_id, access_token=None, **kwargs):
        """Show one device: what it is, its warranty, its repairs.

        The page of a duplicate leads to that of the file that it was merged into, for
        whoever may see both.
        """
        try:
            device_sudo = self._document_check_access(
                "sav.equipment", equipment_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        if kept_sudo := device_sudo.merged_into_id:
            return request.redirect(f"/my/devices/{kept_sudo.id}")
        return self._get_sav_page(
            "sav.equipment",
            equipment_id,
            access_token,
            "sav_base.portal_device_page",
            page_name="device",
        )

    @route(
        ["/my/repairs", "/my/repairs/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_repairs(self, page=1, filterby=None, **kwargs):
        """List the repairs of the customer: those going on first asked for."""
        filters = self._get_sav_repair_filters()
        filterby = filterby if filterby in filters else "all"
        values = self._prepare_sav_list_values(
            "sav.case",
            "/my/repairs",
            page,
            self._get_sav_domain("sav.case") & filters[filterby]["domain"],
            "date_received desc, id desc",
        )
        request.session["my_sav_case_history"] = values["records"].ids[:100]
        return request.render(
            "sav_base.portal_my_repairs",
            {
                **values,
                "page_name": "repair",
                "searchbar_filters": filters,
                "filterby": filterby,
            },
        )

    def _get_sav_repair_filters(self):
        """Return the filters of the list of repairs: name → label and domain."""
        return {
            "all": {"label": request.env._("All"), "domain": Domain.TRUE},
            "open": {
                "label": request.env._("In progress"),
                "domain": Domain("state", "in", OPEN_STATES),
            },
            "closed": {
                "label": request.env._("Handed back"),
                "domain": Domain("state", "=", "closed"),
            },
        }

    @route("/my/repairs/<int:case_id>", type="http", auth="public", website=True)
    def portal_repair_page(self, case_id, access_token=None, **kwargs):
        """Show one repair: where it is, what the warranty says, what to answer."""
        case = request.env["sav.case"].sudo().browse(case_id).exists()
        if case.state == "draft":
            return request.redirect("/my")
        return self._get_sav_page(
            "sav.case",
            case_id,
            access_token,
            "sav_base.portal_repair_page",
            page_name="repair",
            **{key: kwargs[key] for key in ("pid", "hash") if key in kwargs},
        )

    @route(
        "/my/receptions/<int:reception_id>", type="http", auth="public", website=True
    )
    def portal_reception_page(
        self, reception_id, access_token=None, report_type=None, download=None, **kwargs
    ):
        """Show the devices left together, or print their slip."""
        if report_type != "pdf":
            return self._get_sav_page(
                "sav.reception",
                reception_id,
                access_token,
                "sav_base.portal_reception_page",
                page_name="reception",
            )
        try:
            reception_sudo = self._document_check_access(
                "sav.reception", reception_id, access_token
            )
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_report(
            model=reception_sudo,
            report_type="pdf",
            report_ref="sav_base.action_report_sav_reception",
            download=download,
        )
