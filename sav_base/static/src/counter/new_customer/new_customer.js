import {Component, useRef, useState} from "@odoo/owl";
import {SavCounterField} from "../field";
import {useCounterFocus} from "../use_counter_focus";

/** A customer who is not on file: the form stays until it is created or given up. */
export class SavCounterNewCustomer extends Component {
    static template = "sav_base.CounterNewCustomer";
    static components = {SavCounterField};
    static props = {model: Object};

    setup() {
        this.counter = useState(this.props.model.state);
        this.first = useRef("first");
        useCounterFocus(this.props.model, this.first, "customer");
    }

    get form() {
        return this.counter.typed.customer;
    }

    change(field, value) {
        this.props.model.type("customer", {...this.form, [field]: value});
    }

    changeCountry(ev) {
        this.change("country_id", Number(ev.target.value) || false);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.altKey && ev.target.tagName !== "BUTTON") {
            ev.preventDefault();
            this.create();
        } else if (ev.key === "Escape") {
            this.giveUp();
        }
    }

    create() {
        return this.props.model.take({customer: {...this.form}});
    }

    giveUp() {
        this.props.model.type("customer", null);
        this.props.model.focus("search");
    }
}
