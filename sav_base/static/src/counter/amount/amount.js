import {Component, useEffect, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {getCurrency} from "@web/core/currency";
import {parseFloat} from "@web/views/fields/parsers";

/** An amount in the currency of the company, as people write numbers there. */
export class SavCounterAmount extends Component {
    static template = "sav_base.CounterAmount";
    static props = {
        name: String,
        value: [Number, Boolean],
        currencyId: Number,
        onChange: Function,
        onInvalid: Function,
    };

    setup() {
        this.state = useState({text: "", isTyping: false});
        useEffect(
            (value) => {
                if (!this.state.isTyping) {
                    this.state.text = this.format(value);
                }
            },
            () => [this.props.value]
        );
    }

    get currency() {
        return getCurrency(this.props.currencyId);
    }

    format(value) {
        const digits = this.currency?.digits || [69, 2];
        return value ? formatFloat(value, {digits}) : "";
    }

    onInput(ev) {
        const text = ev.target.value;
        Object.assign(this.state, {text, isTyping: true});
        let value;
        try {
            value = text.trim() ? parseFloat(text) : 0;
        } catch {
            this.props.onInvalid(_t("Type a number, or nothing."));
            return;
        }
        this.props.onChange(value);
    }

    onBlur() {
        this.state.isTyping = false;
        try {
            this.state.text = this.format(parseFloat(this.state.text || "0"));
        } catch {
            // Stays as it was typed, with what is wrong beside it.
        }
    }
}
