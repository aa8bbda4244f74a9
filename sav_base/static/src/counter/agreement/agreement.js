import {Component, useRef, useState} from "@odoo/owl";
import {SavCounterAmount} from "../amount/amount";
import {SavCounterField} from "../field";
import {useCounterFocus} from "../use_counter_focus";

/** What is agreed for the whole drop-off: who brings and takes it, when, how much. */
export class SavCounterAgreement extends Component {
    static template = "sav_base.CounterAgreement";
    static components = {SavCounterAmount, SavCounterField};
    static props = {model: Object};

    setup() {
        this.counter = useState(this.props.model.state);
        this.promised = useRef("promised");
        useCounterFocus(this.props.model, this.promised, "date_promised");
    }

    get reception() {
        return this.counter.reception;
    }

    /** Those of the counter, and who it is when it is none of them, or nobody yet. */
    get receivers() {
        const {user_id: id, received_by: name} = this.reception;
        const {receivers} = this.counter.catalogue;
        const isOffered = receivers.some((receiver) => receiver.id === id);
        return isOffered ? receivers : [{id, name}, ...receivers];
    }

    getError(field) {
        return this.props.model.getError("reception", field);
    }

    change(field, value) {
        this.props.model.change("reception", field, value);
    }

    changeId(field, ev) {
        this.change(field, Number(ev.target.value) || false);
    }

    setInvalid(field, message) {
        this.counter.errors[`reception.${field}`] = message;
    }
}
