# Copyright 2026 SAV Suite contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from dateutil.relativedelta import relativedelta

from odoo import fields, models


class SavCase(models.Model):
    _inherit = "sav.case"

    def _get_scenario_facts(self):
        """Hook: return what a scenario may ask about this case.

        :return: flat dict (the dot is part of a name) of texts, numbers and dates in
            ISO form; what is not known is absent
        """
        self.ensure_one()
        today = fields.Date.context_today(self)
        facts = {
            "today": today.isoformat(),
            "case.origin": self.origin,
            "case.symptom": (self.symptom_id or self.fault_ids.symptom_id[:1]).code,
        }
        facts |= self._get_equipment_facts(today)
        facts |= self._get_verdict_facts()
        facts |= self._get_meter_facts(today)
        facts |= self._get_previous_facts(today)
        # 0 % and 0 days are known, an empty field is not.
        return {
            name: value
            for name, value in facts.items()
            if value is not None and value is not False
        }

    def _get_equipment_facts(self, today):
        equipment = self.equipment_id
        since = equipment.date_commissioning or equipment.date_sale
        age = relativedelta(today, since) if since else None
        return {
            "equipment.age_months": age and 12 * age.years + age.months,
            "equipment.category": equipment.category_id.code,
            "equipment.brand": equipment.brand,
        }

    def _get_verdict_facts(self):
        verdict = self.warranty_verdict_id
        if not verdict:
            return {}
        return {
            "warranty.parts": verdict.parts,
            "warranty.labour": verdict.labour,
            "warranty.days_left": verdict.days_left if verdict.date_end else None,
        }

    def _get_meter_facts(self, today):
        reading = self.env["sav.meter.reading"].search(
            [
                ("equipment_id", "=", self.equipment_id.id),
                ("meter_id.active", "=", True),
                ("event", "!=", "removed"),
            ],
            order="date desc, id desc",
            limit=1,
        )
        if not self.equipment_id or not reading:
            return {}
        read_on = fields.Date.context_today(self, reading.date)
        return {
            "meter.index": reading.value,
            "meter.days_since": (today - read_on).days,
        }

    def _get_previous_facts(self, today):
        previous = self.env["sav.case"].search(
            [
                ("equipment_id", "=", self.equipment_id.id),
                ("id", "!=", self.id),
                ("date_closed", "!=", False),
            ],
            order="date_closed desc, id desc",
            limit=1,
        )
        if not self.equipment_id or not previous:
            return {}
        closed_on = fields.Date.context_today(self, previous.date_closed)
        return {
            "previous.days_since": (today - closed_on).days,
            "previous.cause": previous.cause_id.code,
        }
