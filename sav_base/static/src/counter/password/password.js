import {Component, useState} from "@odoo/owl";
import {SavCounterField} from "../field";

/** The password of the device: written, never shown, kept nowhere in the browser. */
export class SavCounterPassword extends Component {
    static template = "sav_base.CounterPassword";
    static components = {SavCounterField};
    static props = {model: Object, device: Object};

    setup() {
        this.state = useState({isShown: false});
    }

    async save(ev) {
        const input = ev.target;
        const {model, device} = this.props;
        if (input.value && (await model.setPassword(device.id, input.value))) {
            input.value = "";
        }
    }

    erase() {
        const {model, device} = this.props;
        return model.setPassword(device.id, "");
    }
}
