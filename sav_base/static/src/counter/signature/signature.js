import {Component, markup, useEffect, useRef, useState} from "@odoo/owl";
import {NameAndSignature} from "@web/core/signature/name_and_signature";
import {useCounterFocus} from "../use_counter_focus";

/** The terms and, under them on the same page, the frame in which the customer signs. */
export class SavCounterSignature extends Component {
    static template = "sav_base.CounterSignature";
    static components = {NameAndSignature};
    static props = {model: Object};

    setup() {
        this.counter = useState(this.props.model.state);
        this.state = useState({isSigning: false, error: ""});
        this.start = useRef("start");
        this.frame = useRef("frame");
        useCounterFocus(this.props.model, this.start, "sign");
        // On a phone it opens below what is on screen.
        useEffect(
            (frame) => {
                frame?.scrollIntoView({block: "center"});
            },
            () => [this.frame.el]
        );
        this.signature = useState({name: "", isSignatureEmpty: true});
    }

    get reception() {
        return this.counter.reception;
    }

    /** Cleaned by the server, as every text of this kind. */
    get terms() {
        return markup(this.reception.terms);
    }

    get frameProps() {
        return {
            signature: this.signature,
            mode: "draw",
            displaySignatureRatio: 3,
            noInputName: true,
        };
    }

    open() {
        const {brought_by, customer} = this.reception;
        this.signature.name = brought_by || customer.name || customer.display_name;
        this.state.isSigning = true;
    }

    async keep() {
        const url = this.signature.getSignatureImage();
        const {model} = this.props;
        await model.sign(this.signature.name, url.slice(url.indexOf(",") + 1));
        if (this.reception?.signature.state === "valid") {
            this.state.isSigning = false;
            model.forgetErrors("reception", "cost_limit");
        }
    }
}
