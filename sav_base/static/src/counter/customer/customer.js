import {Component, useState} from "@odoo/owl";
import {SavCounterField} from "../field";

/** Who the customer is and who brings the devices; corrected in place. */
export class SavCounterCustomer extends Component {
    static template = "sav_base.CounterCustomer";
    static components = {SavCounterField};
    static props = {model: Object};

    setup() {
        this.counter = useState(this.props.model.state);
        this.state = useState({isOpen: false});
    }

    get customer() {
        return this.counter.reception.customer;
    }

    get errors() {
        const {model} = this.props;
        return {
            name: model.getError("customer", "name"),
            phone: model.getError("customer", "phone"),
            email: model.getError("customer", "email"),
            country_id: model.getError("customer", "country_id"),
        };
    }

    /** What is wrong is shown even when the panel is closed. */
    get isOpen() {
        return this.state.isOpen || Object.values(this.errors).some(Boolean);
    }

    get missing() {
        return this.props.model.getError("reception", "partner_id");
    }

    get contact() {
        const {phone, email} = this.customer;
        return [phone, email].filter(Boolean).join(" · ");
    }

    get country() {
        const {countries} = this.counter.catalogue;
        return countries.find(({id}) => id === this.customer.country_id)?.name;
    }

    change(field, ev) {
        this.props.model.change("customer", field, ev.target.value);
    }

    changeCountry(ev) {
        const id = Number(ev.target.value) || false;
        this.props.model.change("customer", "country_id", id);
    }
}
