import {Component, useState} from "@odoo/owl";
import {SavCounterField} from "../field";
import {useNewForm} from "../use_new_form";

/** A customer who is not on file. */
export class SavCounterNewCustomer extends Component {
    static template = "sav_base.CounterNewCustomer";
    static components = {SavCounterField};
    static props = {model: Object};

    setup() {
        const {model} = this.props;
        this.counter = useState(model.state);
        this.form = useNewForm(model, "customer", () => this.create());
    }

    create() {
        return this.props.model.take({customer: {...this.form.values}});
    }
}
