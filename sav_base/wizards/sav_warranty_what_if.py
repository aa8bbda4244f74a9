# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..models.sav_warranty_term import CUSTOMER_KINDS
from ..models.sav_warranty_verdict import verdict_selection

ANSWERS = ("state", "shares", "explanation", "reasoning", "differences")


class SavWarrantyWhatIf(models.TransientModel):
    """What the warranty would say under other circumstances. It changes nothing.

    The answer is computed while the person types; the dialog is never saved. Nothing
    is computed in sudo: the case and the machine are named by the client.
    """

    _name = "sav.warranty.what.if"
    _description = "What If: Warranty"

    case_id = fields.Many2one("sav.case", readonly=True)
    equipment_id = fields.Many2one(
        "sav.equipment",
        compute="_compute_equipment_id",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    # what is supposed
    date_on = fields.Date(
        string="Dropped Off On",
        compute="_compute_assumptions",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    date_basis = fields.Date(
        string="Bought On",
        compute="_compute_assumptions",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
        help="First day of every term.",
    )
    cause_id = fields.Many2one(
        "sav.fault.code",
        compute="_compute_assumptions",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
        domain=[("kind", "=", "cause")],
    )
    country_id = fields.Many2one(
        "res.country",
        string="Customer's Country",
        compute="_compute_assumptions",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
    )
    customer_kind = fields.Selection(
        CUSTOMER_KINDS,
        string="Buys As",
        compute="_compute_assumptions",
        compute_sudo=False,
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    # what is said
    current_state = fields.Selection(
        verdict_selection("state"),
        string="As It Stands",
        compute="_compute_current",
    )
    current_explanation = fields.Text(compute="_compute_current")
    state = fields.Selection(
        verdict_selection("state"),
        string="Then",
        compute="_compute_answer",
    )
    shares = fields.Char(string="It Pays", compute="_compute_answer")
    explanation = fields.Text(compute="_compute_answer")
    reasoning = fields.Text(string="How It Was Found", compute="_compute_answer")
    differences = fields.Text(string="What Is Different", compute="_compute_answer")

    @api.depends("case_id")
    def _compute_equipment_id(self):
        for wizard in self:
            wizard.equipment_id = wizard.case_id.equipment_id or wizard.equipment_id

    @api.depends("case_id", "equipment_id")
    def _compute_assumptions(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            case, equipment = wizard.case_id, wizard.equipment_id
            wizard.date_on = case._get_warranty_date() if case else today
            wizard.date_basis = (
                equipment._get_warranty_basis()[1] if equipment else False
            )
            wizard.cause_id = case.cause_id
            wizard.country_id = equipment and equipment._get_warranty_country()
            customer = equipment and equipment._get_warranty_customer()
            wizard.customer_kind = (
                customer._get_sav_customer_kind() if customer else "consumer"
            )

    @api.depends("case_id", "equipment_id")
    def _compute_current(self):
        for wizard in self:
            facts = wizard._get_current_facts()
            wizard.current_state = facts and facts["state"]
            wizard.current_explanation = facts and self.env[
                "sav.warranty.verdict"
            ]._explain(facts)

    @api.depends(
        "case_id",
        "equipment_id",
        "date_on",
        "date_basis",
        "cause_id",
        "country_id",
        "customer_kind",
    )
    def _compute_answer(self):
        verdict_model = self.env["sav.warranty.verdict"]
        for wizard in self:
            wizard.update(dict.fromkeys(ANSWERS, False))
            if not wizard.equipment_id or not wizard.date_on:
                continue
            facts, assessment, problem = wizard._judge(wizard._get_assumed())
            if problem:
                wizard.explanation = problem
                continue
            vals = verdict_model._prepare_vals(facts, assessment)
            wizard.state = assessment["state"]
            wizard.shares = verdict_model._explain_shares(assessment)
            wizard.explanation = vals["explanation"]
            if facts.get("needs_photo") and (
                not wizard.case_id or wizard.case_id._lacks_exclusion_proof()
            ):
                wizard.explanation += "\n" + self.env._(
                    "A photo with the purpose “Warranty Exclusion” would be needed."
                )
            wizard.reasoning = "\n".join(verdict_model._list_reasons(vals["facts"]))
            wizard.differences = verdict_model._explain_changes(
                wizard._get_current_facts(), vals["facts"]
            )

    def _get_assumed(self):
        """Return what differs from the file, for ``_judge``."""
        self.ensure_one()
        equipment, case = self.equipment_id, self.case_id
        assumed = {"on": self.date_on}
        if self.date_basis and self.date_basis != equipment._get_warranty_basis()[1]:
            assumed["basis"] = self.date_basis
        if self.country_id != equipment._get_warranty_country():
            assumed["country"] = self.country_id
        customer = equipment._get_warranty_customer()
        if self.customer_kind != (customer and customer._get_sav_customer_kind()):
            assumed["customer_kind"] = self.customer_kind
        if self.cause_id != case.cause_id:
            assumed["cause"] = self.cause_id
        return assumed

    def _judge(self, assumed):
        """Return facts, assessment and what is wrong in words, or None.

        :param dict assumed: as ``sav.equipment._get_warranty_facts`` takes it, with
            ``on`` (the day) and, unless it is the one on file, ``cause`` (record of the
            fault code, possibly empty)
        """
        self.ensure_one()
        case = self.case_id
        verdict_model = self.env["sav.warranty.verdict"]
        facts = self.equipment_id._get_warranty_facts(
            assumed["on"], case=case, assumed=assumed
        )
        if problem := verdict_model._get_basis_problem(facts):
            return facts, None, problem
        cause = assumed.get("cause", case.cause_id)
        return *verdict_model._judge_facts(
            facts, cause, case.warranty_exclusion_reason
        ), None

    def _get_current_facts(self):
        """Return the facts of the verdict that stands, None when none can be made."""
        self.ensure_one()
        if self.case_id.warranty_verdict_id.facts:
            return self.case_id.warranty_verdict_id.facts
        if not self.equipment_id:
            return None
        today = fields.Date.context_today(self)
        facts, assessment, problem = self._judge({"on": today})
        if problem:
            return None
        verdict_model = self.env["sav.warranty.verdict"]
        return verdict_model._prepare_vals(facts, assessment)["facts"]
