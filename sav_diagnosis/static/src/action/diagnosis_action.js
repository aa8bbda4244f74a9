import {Component, markRaw, onWillStart, useState} from "@odoo/owl";
import {SavFeedback} from "@sav_base/technician/feedback";
import {ScenarioList} from "../scenario_list/scenario_list";
import {ScenarioPlayer} from "../player/scenario_player";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useFeedback} from "@sav_base/technician/use_feedback";
import {useService} from "@web/core/utils/hooks";

/**
 * The diagnosis on the whole screen: the scenarios of the case `case_id`, or the form
 * `response_id`, which stays in the address.
 */
export class DiagnosisAction extends Component {
    static template = "sav_diagnosis.DiagnosisAction";
    static components = {SavFeedback, ScenarioList, ScenarioPlayer};
    static props = {...standardActionServiceProps};
    static displayName = _t("Diagnosis");

    setup() {
        this.server = useService("sav_diagnosis.server");
        this.feedback = useFeedback();
        const params = this.props.action.params ?? {};
        this.caseId = params.case_id;
        this.state = useState({scenarios: null, form: null, opening: 0});
        onWillStart(() => {
            const responseId = this.props.resId || params.response_id;
            return responseId ? this.openForm(responseId) : this.loadList();
        });
    }

    async loadList() {
        if (!this.caseId) {
            this.feedback.error = _t("Open the diagnosis from its case.");
            return;
        }
        await this.feedback.run(async () => {
            this.state.scenarios = await this.server.getScenarios(this.caseId);
            this.state.form = null;
        });
    }

    openForm(responseId) {
        return this.feedback.run(async () =>
            this.show(await this.server.getForm(responseId))
        );
    }

    onAnswer(scenario) {
        return this.feedback.run(async () =>
            this.show(await this.server.openNew(this.caseId, scenario.id))
        );
    }

    show(form) {
        this.state.form = markRaw(form);
        // Each opening is a form of its own for the player.
        this.state.opening++;
        this.props.updateActionState?.({resId: form.response.id});
        this.env.config.setDisplayName?.(form.response.scenario);
    }

    onClose() {
        if (this.state.scenarios) {
            this.props.updateActionState?.({resId: false});
            return this.loadList();
        }
        this.env.config.historyBack();
    }
}

registry.category("actions").add("sav_diagnosis.player", DiagnosisAction);
