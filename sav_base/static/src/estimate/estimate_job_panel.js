import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {EstimatePanel} from "./estimate_panel";

/** The estimate on the technician's screen of an intervention. */
export class SavEstimateJobPanel extends Component {
    static template = "sav_base.EstimateJobPanel";
    static components = {EstimatePanel};
    // as `technicianPanelProps`
    static props = {job: Object, reload: Function, openPanel: Function};

    /** What a scan, the time panel or the next step may have changed. */
    get stamp() {
        return JSON.stringify([this.props.job.case, this.props.job.time]);
    }
}

registry.category("sav_technician_panels").add(
    "estimate",
    {
        Component: SavEstimateJobPanel,
        title: _t("Parts and Labour"),
        isVisible: (job) => Boolean(job.case),
        badge: () => false,
    },
    {sequence: 40}
);
