import {
    technicianPanelProps,
    technicianPanels,
} from "@sav_base/technician/technician_panels";
import {Component} from "@odoo/owl";
import {SavFeedback} from "@sav_base/technician/feedback";
import {ScenarioList} from "../scenario_list/scenario_list";
import {_t} from "@web/core/l10n/translation";
import {useFeedback} from "@sav_base/technician/use_feedback";
import {useService} from "@web/core/utils/hooks";

/**
 * The scenarios of the job. A form opens on the whole screen: a thumb needs the room, and
 * coming back brings the job again, with the banner of a safety stop
 * (`safety_stop_banner.xml`) if the form says so.
 */
export class DiagnosisPanel extends Component {
    static template = "sav_diagnosis.DiagnosisPanel";
    static components = {SavFeedback, ScenarioList};
    static props = {...technicianPanelProps};

    setup() {
        this.action = useService("action");
        this.server = useService("sav_diagnosis.server");
        this.feedback = useFeedback();
    }

    onAnswer(scenario) {
        const {job} = this.props;
        return this.feedback.run(async () => {
            const form = await this.server.openNew(job.case.id, scenario.id, job.id);
            await this.open(form.response.id);
        });
    }

    onOpen(responseId) {
        return this.feedback.run(() => this.open(responseId));
    }

    open(responseId) {
        return this.action.doAction("sav_diagnosis.sav_response_player_action", {
            props: {resId: responseId},
        });
    }
}

technicianPanels.add(
    "diagnosis",
    {
        Component: DiagnosisPanel,
        title: _t("Diagnosis"),
        isVisible: (job) => Boolean(job.diagnosis),
        badge: ({diagnosis}) =>
            (diagnosis.safety_stop && _t("Safety stop")) ||
            diagnosis.scenarios.filter(({responses}) => responses.length).length ||
            false,
    },
    {sequence: 30}
);
