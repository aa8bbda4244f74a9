import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {SavCounterField} from "../field";

/** When the machine was sold, as far as nothing on file says it, and what it is. */
export class SavCounterMachine extends Component {
    static template = "sav_base.CounterMachine";
    static components = {SavCounterField};
    static props = {model: Object, device: Object};

    setup() {
        this.state = useState({isOpen: false});
    }

    get machine() {
        return this.props.device.machine;
    }

    get error() {
        const {model, device} = this.props;
        return model.getError(device.id, "machine");
    }

    get isOpen() {
        return this.state.isOpen || Boolean(this.error);
    }

    get canToggle() {
        return !this.machine.is_sold_here || this.machine.is_named_here;
    }

    get sources() {
        return [
            {key: "declared", label: _t("The customer says so")},
            {key: "proof", label: _t("Proof of purchase seen")},
        ];
    }

    change(field, value) {
        const {model, device} = this.props;
        model.change(device.id, "machine", {[field]: value});
    }
}
