import {Component, useRef, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {SavCounterField} from "../field";
import {useCounterFocus} from "../use_counter_focus";

/** A machine that is not on file, also one that was never sold here. */
export class SavCounterNewMachine extends Component {
    static template = "sav_base.CounterNewMachine";
    static components = {SavCounterField};
    static props = {model: Object};

    setup() {
        this.counter = useState(this.props.model.state);
        this.first = useRef("first");
        this.state = useState({error: ""});
        useCounterFocus(this.props.model, this.first, "machine");
    }

    get form() {
        return this.counter.typed.machine;
    }

    change(field, value) {
        this.state.error = "";
        this.props.model.type("machine", {...this.form, [field]: value});
    }

    changeCategory(ev) {
        this.change("category_id", Number(ev.target.value) || false);
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.altKey && ev.target.tagName !== "BUTTON") {
            ev.preventDefault();
            this.create();
        } else if (ev.key === "Escape") {
            this.giveUp();
        }
    }

    async create() {
        if (!this.form.category_id) {
            this.state.error = _t("Say what kind of machine it is.");
            this.props.model.focus("machine");
            return;
        }
        await this.props.model.take({machine: {...this.form}});
    }

    giveUp() {
        this.props.model.type("machine", null);
        this.props.model.focus("search");
    }
}
