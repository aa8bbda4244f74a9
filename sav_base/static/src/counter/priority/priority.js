import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {SavCounterField} from "../field";

/** How bad and how dangerous: closed, one line that says what the faults made of it. */
export class SavCounterPriority extends Component {
    static template = "sav_base.CounterPriority";
    static components = {SavCounterField};
    static props = {model: Object, device: Object};

    get severities() {
        return this.props.model.state.catalogue.severities;
    }

    get summary() {
        const {severity, is_safety_risk: isRisk} = this.props.device;
        const words = this.severities.find(({id}) => id === severity)?.name || "";
        return isRisk ? _t("%(severity)s, safety risk", {severity: words}) : words;
    }

    get isUrgent() {
        return this.props.device.severity !== "0" || this.props.device.is_safety_risk;
    }

    change(field, value) {
        const {model, device} = this.props;
        model.change(device.id, field, value);
    }
}
