# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

NOT_REPAIRED = ("refused", "unrepairable", "no_fault", "scrapped", "replaced")


class SavCase(models.Model):
    _inherit = "sav.case"

    # Customers read their cases on the portal: what follows is between colleagues.
    priority = fields.Selection(groups="base.group_user")
    technician_id = fields.Many2one(groups="base.group_user")
    technician_user_id = fields.Many2one(groups="base.group_user")
    symptom_id = fields.Many2one(groups="base.group_user")
    fault_id = fields.Many2one(groups="base.group_user")
    cause_id = fields.Many2one(groups="base.group_user")
    remedy_id = fields.Many2one(groups="base.group_user")
    diagnosis = fields.Text(groups="base.group_user")

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for case in self:
            case.access_url = f"/my/repairs/{case.id}"
        return result

    def _get_portal_steps(self):
        """Return the way of the device through the workshop, for its customer.

        :return: list of dicts: ``name`` (technical), ``label`` (str, in the language of
            the context), ``state`` (``done``, ``current`` or ``todo``)
        """
        self.ensure_one()
        labels = self._get_portal_step_labels()
        names = [name for name in labels if name not in self._get_skipped_steps()]
        position = names.index(self.state) if self.state in names else 0
        return [
            {
                "name": name,
                "label": labels[name],
                "state": (
                    "done"
                    if index < position or self.state == "closed"
                    else "current"
                    if index == position
                    else "todo"
                ),
            }
            for index, name in enumerate(names)
        ]

    def _get_portal_status(self):
        """Return where the device is: dict ``label``, ``tone`` (a Bootstrap colour)."""
        self.ensure_one()
        if self.state == "cancelled":
            return {"label": self.env._("Cancelled"), "tone": "secondary"}
        tones = {"approval": "warning", "ready": "success", "closed": "secondary"}
        return {
            "label": self._get_portal_step_labels().get(self.state, ""),
            "tone": tones.get(self.state, "info"),
        }

    def _get_portal_step_labels(self):
        """Return the steps shown to a customer, in order: state → label."""
        refused = self.outcome == "refused"
        return {
            "received": self.env._("Received"),
            "diagnosis": self.env._("Diagnosis"),
            "approval": (
                self.env._("Quote refused") if refused else self.env._("Your agreement")
            ),
            "repair": self.env._("Repair"),
            "ready": self.env._("Ready to be collected"),
            "closed": self.env._("Handed back"),
        }

    def _get_skipped_steps(self):
        """Return the steps that this device does not go through."""
        skipped = set()
        quotes = self.order_ids.filtered(lambda o: o.state != "draft")
        asked = quotes.filtered(
            lambda o: o.state == "sent" or o.signature or o.sav_refusal_reason
        )
        past_agreement = self.state in ("repair", "ready", "closed")
        if past_agreement and not asked or self.warranty_state == "covered":
            skipped.add("approval")
        if self.outcome in NOT_REPAIRED:
            skipped.add("repair")
        return skipped - {self.state}

    def _get_portal_quotes(self):
        """Return the quotes of these cases that wait for the customer's answer."""
        return self.order_ids.filtered(lambda o: o.state == "sent" and not o.signature)

    def _get_portal_documents(self):
        """Return the documents that the customer may open from the page of the case.

        A hook: each module adds its own.

        :return: list of dicts in the order of the story: ``title`` (str, in the
            language of the context), ``date`` (date, datetime or False), ``url``
        """
        self.ensure_one()
        documents = []
        if self.reception_id.state == "confirmed":
            documents.append(
                {
                    "title": self.env._(
                        "Reception slip %(name)s", name=self.reception_id.name
                    ),
                    "date": self.reception_id.date,
                    "url": self.reception_id.get_portal_url(report_type="pdf"),
                }
            )
        for order in self.order_ids.sorted("id"):
            documents += order._get_sav_portal_documents()
        for invoice in self.order_ids.invoice_ids.sorted("invoice_date"):
            if invoice.state == "posted":
                documents.append(
                    {
                        "title": f"{invoice.type_name} {invoice.name}",
                        "date": invoice.invoice_date,
                        "url": invoice.get_portal_url(report_type="pdf"),
                    }
                )
        return documents
