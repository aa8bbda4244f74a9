import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/**
 * The scenarios of a case, as `sav.case.get_scenarios` brings them, each with its next
 * step: `onAnswer(scenario)` opens a new form, `onOpen(responseId)` one that exists.
 */
export class ScenarioList extends Component {
    static template = "sav_diagnosis.ScenarioList";
    static props = {
        scenarios: Array,
        isBusy: Boolean,
        onAnswer: Function,
        onOpen: Function,
    };

    getLast(scenario) {
        return scenario.responses[0];
    }

    isUnderWay(scenario) {
        return ["draft", "reopened"].includes(this.getLast(scenario)?.state);
    }

    getHint(scenario) {
        const labels = {
            draft: _t("Being filled"),
            reopened: _t("Reopened"),
            complete: _t("Complete"),
        };
        return labels[this.getLast(scenario)?.state] ?? scenario.description;
    }
}
