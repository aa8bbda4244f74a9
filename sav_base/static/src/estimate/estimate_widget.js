import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {EstimatePanel} from "./estimate_panel";

/** The estimate on the form of a case: `<widget name="sav_estimate"/>`. */
export class SavEstimateWidget extends Component {
    static template = "sav_base.EstimateWidget";
    static components = {EstimatePanel};
    static props = {...standardWidgetProps};

    get record() {
        return this.props.record;
    }

    /** The buttons of the form move the state, and with it what may be done here. */
    get stamp() {
        return `${this.record.data.state} ${this.record.data.warranty_state}`;
    }

    /** Brings the form again, unless something is being typed there. */
    async onChanged() {
        if (!(await this.record.isDirty())) {
            await this.record.load();
        }
    }
}

registry.category("view_widgets").add("sav_estimate", {
    component: SavEstimateWidget,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "warranty_state", type: "selection"},
    ],
});
