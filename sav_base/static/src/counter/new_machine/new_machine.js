import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {SavCounterField} from "../field";
import {useNewForm} from "../use_new_form";

/** A machine that is not on file, also one that was never sold here. */
export class SavCounterNewMachine extends Component {
    static template = "sav_base.CounterNewMachine";
    static components = {SavCounterField};
    static props = {model: Object};

    setup() {
        const {model} = this.props;
        this.counter = useState(model.state);
        this.state = useState({isTried: false});
        this.form = useNewForm(model, "machine", () => this.create());
    }

    get error() {
        const isMissing = this.state.isTried && !this.form.values.category_id;
        return isMissing ? _t("Say what kind of machine it is.") : "";
    }

    async create() {
        const {model} = this.props;
        if (!this.form.values.category_id) {
            this.state.isTried = true;
            model.focus("machine");
            return;
        }
        await model.take({machine: {...this.form.values}});
    }
}
