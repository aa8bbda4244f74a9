import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {technicianPanelProps, technicianPanels} from "../technician/technician_panels";
import {EstimatePanel} from "./estimate_panel";

/** The estimate on the technician's screen of an intervention. */
export class SavEstimateJobPanel extends Component {
    static template = "sav_base.EstimateJobPanel";
    static components = {EstimatePanel};
    static props = {...technicianPanelProps};

    /** What a scan, the time panel or the next step may have changed. */
    get stamp() {
        const {case: device, parts, time} = this.props.job;
        return JSON.stringify([device, parts, time]);
    }
}

technicianPanels.add(
    "estimate",
    {
        Component: SavEstimateJobPanel,
        title: _t("Parts and Labour"),
        isVisible: (job) => Boolean(job.case),
        badge: (job) => job.parts.length || false,
    },
    {sequence: 40}
);
