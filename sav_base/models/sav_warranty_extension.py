# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

# What a row gives: another one replaces it when this differs.
GIVEN = ("days", "months", "date_start", "date_out", "is_legal_only")


class SavWarrantyExtension(models.Model):
    """What lengthened the warranty of a machine, and why.

    Rows are appended by the closing of a case or by a manager, and revoked rather than
    changed: nobody has the right to write them.
    """

    _name = "sav.warranty.extension"
    _description = "Warranty Extension"
    _order = "id desc"
    _check_company_auto = True

    equipment_id = fields.Many2one(
        "sav.equipment", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, index=True
    )
    case_id = fields.Many2one(
        "sav.case", index="btree_not_null", ondelete="restrict", check_company=True
    )
    kind = fields.Selection(
        [
            ("immobilisation", "Immobilisation"),
            ("legal_repair", "Repair Under the Legal Warranty"),
            ("replacement", "Replacement Instead of a Repair"),
            ("goodwill", "Goodwill"),
        ],
        required=True,
    )
    # what it gives
    days = fields.Integer(string="Days Added")
    months = fields.Integer(string="Months Added")
    date_start = fields.Date(
        string="Begins Anew On", help="New first day of the legal terms."
    )
    policy_id = fields.Many2one(
        "sav.warranty.policy",
        ondelete="restrict",
        help="Whose terms are lengthened; empty: all.",
    )
    is_legal_only = fields.Boolean(
        string="Legal Terms Only", help="The commercial ones stay as they are."
    )
    # why
    date = fields.Date(string="Given On", required=True)
    date_out = fields.Date(help="First day that counts.")
    reason = fields.Char(help="Typed by the person who gives it.")
    legal_source = fields.Char()
    description = fields.Char(compute="_compute_description")
    user_id = fields.Many2one(
        "res.users", string="Given By", default=lambda self: self.env.user
    )
    # what became of it
    date_revoked = fields.Datetime(string="Revoked On", index="btree_not_null")
    revoked_by_id = fields.Many2one("res.users")
    revoke_reason = fields.Char()

    _case_uniq = models.UniqueIndex(
        "(case_id, equipment_id, kind, coalesce(policy_id, 0)) "
        "WHERE case_id IS NOT NULL AND date_revoked IS NULL",
        "This case already lengthened that warranty.",
    )
    _amount_check = models.Constraint(
        "CHECK(days >= 0 AND months >= 0 "
        "AND (days > 0 OR months > 0 OR date_start IS NOT NULL))",
        "A warranty is lengthened by one day or month or more.",
    )

    @api.depends("kind", "days", "months", "date_start", "case_id", "reason")
    def _compute_description(self):
        for extension in self:
            extension.description = self._explain(extension._prepare_facts())

    @api.model_create_multi
    def create(self, vals_list):
        extensions = super().create(vals_list)
        extensions.equipment_id._judge_changed_cases()
        return extensions

    def action_revoke(self):
        """Take these extensions back. For managers; they stay on file."""
        self.check_access("read")
        if not self.env.user.has_group("sav_base.group_sav_manager"):
            raise AccessError(
                self.env._(
                    "What lengthened a warranty is taken back by a workshop manager. "
                    "Ask one of them."
                )
            )
        # sudo: nobody writes these rows but the verbs, the right was checked.
        self.sudo()._revoke(self.env._("Taken back"))

    def _revoke(self, reason):
        """Stop these extensions from counting; why stays on file.

        :param str reason: in words
        """
        live = self.filtered(lambda extension: not extension.date_revoked)
        live.write(
            {
                "date_revoked": fields.Datetime.now(),
                "revoked_by_id": self.env.uid,
                "revoke_reason": reason,
            }
        )
        # The unique index counts the live rows: those that replace them come next.
        live.flush_recordset(["date_revoked"])
        live.equipment_id._judge_changed_cases()
        bodies = {}
        for equipment, extensions in live.grouped("equipment_id").items():
            bodies[equipment.id] = self.env._(
                "No longer lengthens the warranty (%(reason)s): %(extensions)s",
                reason=reason,
                extensions=", ".join(extensions.mapped("description")),
            )
        live.equipment_id._message_log_batch(bodies=bodies)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        raise UserError(
            self.env._("What lengthened a warranty stays on file: take it back.")
        )

    def _get_key(self):
        """Return what a case gives once at most: the machine, the kind, the policy."""
        self.ensure_one()
        return self.equipment_id.id, self.kind, self.policy_id.id

    def _is_as(self, vals):
        """Tell whether this row already gives what ``vals`` would."""
        self.ensure_one()
        return all((self[name] or False) == (vals.get(name) or False) for name in GIVEN)

    def _log_given(self):
        """Tell on the machines what their warranty got."""
        bodies = {
            equipment.id: self.env._(
                "Warranty lengthened: %(extensions)s",
                extensions=", ".join(extensions.mapped("description")),
            )
            for equipment, extensions in self.grouped("equipment_id").items()
        }
        self.equipment_id._message_log_batch(bodies=bodies)

    def _prepare_facts(self):
        """Return this extension as the facts of a verdict hold it."""
        self.ensure_one()
        return {
            "id": self.id,
            "kind": self.kind,
            "days": self.days,
            "months": self.months,
            "date": fields.Date.to_string(self.date),
            "start": fields.Date.to_string(self.date_start) or None,
            "case": self.case_id.name or None,
            "reason": self.reason or None,
            "source": self.legal_source or None,
        }

    @api.model
    def _explain(self, facts):
        """Return an extension in words."""
        values = {
            "days": facts["days"],
            "months": facts["months"],
            "case": facts["case"],
            "date": format_date(self.env, facts["start"] or facts["date"]),
            "reason": facts["reason"],
        }
        match facts["kind"], bool(facts["days"]), bool(facts["months"]):
            case "immobilisation", _days, _months:
                return self.env._(
                    "%(days)s days added, the time of %(case)s in the workshop",
                    **values,
                )
            case "legal_repair", _days, _months:
                return self.env._(
                    "%(months)s months added after the repair %(case)s", **values
                )
            case "replacement", _days, _months:
                return self.env._(
                    "begins anew on %(date)s, device replaced by %(case)s", **values
                )
            case _goodwill, True, True:
                return self.env._(
                    "%(months)s months and %(days)s days added: %(reason)s", **values
                )
            case _goodwill, True, False:
                return self.env._("%(days)s days added: %(reason)s", **values)
        return self.env._("%(months)s months added: %(reason)s", **values)
