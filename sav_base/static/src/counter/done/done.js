import {Component, useRef, useState} from "@odoo/owl";
import {useCounterFocus} from "../use_counter_focus";

/** The devices are in: their numbers, the printing, the next customer. */
export class SavCounterDone extends Component {
    static template = "sav_base.CounterDone";
    static props = {model: Object, onPrint: Function, onOpen: Function};

    setup() {
        this.counter = useState(this.props.model.state);
        this.nextButton = useRef("next");
        useCounterFocus(this.props.model, this.nextButton, "next");
    }

    get reception() {
        return this.counter.reception;
    }
}
