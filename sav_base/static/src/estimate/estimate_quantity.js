import {Component, onWillUnmount, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useDebounced} from "@web/core/utils/timing";
import {formatFloat} from "@web/views/fields/formatters";

// Pause after the last press on + or − before it is kept (ms).
const PAUSE = 500;

/**
 * @param {number} value
 * @returns {string} as people write it, without useless zeros nor thousands separators
 */
export function formatQuantity(value) {
    return formatFloat(value, {
        digits: [16, 2],
        trailingZeros: false,
        thousandsSep: "",
    });
}

/**
 * @param {string} text
 * @returns {number} NaN when it is no number. A point and a comma are the same: core
 * reads the comma of "1,5" as a thousands separator in English, and makes it 15
 */
export function parseQuantity(text) {
    return Number(text.trim().replace(",", ".") || NaN);
}

/** A number with − and + under the thumb; typed or pressed, it is kept once. */
export class SavQuantity extends Component {
    static template = "sav_base.EstimateQuantity";
    static props = {
        value: Number,
        // what the number is, for who does not see it
        label: String,
        // (number) => Promise: keeps it
        onChange: Function,
        min: {type: Number, optional: true},
        step: {type: Number, optional: true},
        disabled: {type: Boolean, optional: true},
    };
    static defaultProps = {min: 0, step: 1, disabled: false};

    setup() {
        this.state = useState({text: formatQuantity(this.props.value), error: ""});
        this.keepSoon = useDebounced(() => this.keep(), PAUSE, {
            execBeforeUnmount: true,
        });
        onWillUpdateProps((next) => {
            if (next.value !== this.props.value) {
                this.state.text = formatQuantity(next.value);
                this.state.error = "";
            }
        });
        onWillUnmount(() => (this.isGone = true));
    }

    get number() {
        return parseQuantity(this.state.text);
    }

    onStep(direction) {
        const {min, step} = this.props;
        const number = Number.isFinite(this.number) ? this.number : this.props.value;
        const next = Math.max(min, number + direction * step);
        // 0.1 + 0.2 is shown as 0.3 and kept as 0.3.
        this.state.text = formatQuantity(Math.round(next * 100) / 100);
        this.state.error = "";
        this.keepSoon();
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.state.error = "";
    }

    onKeydown(ev) {
        if (ev.key === "Enter") {
            ev.preventDefault();
            ev.target.blur();
        }
    }

    async keep() {
        this.keepSoon.cancel();
        const {number} = this;
        if (!Number.isFinite(number) || number < this.props.min) {
            this.state.error = _t("Type a number, %(min)s or more.", {
                min: formatQuantity(this.props.min),
            });
            return;
        }
        if (number === this.props.value) {
            return;
        }
        const isKept = await this.props.onChange(number);
        if (!isKept && !this.isGone) {
            this.state.text = formatQuantity(this.props.value);
        }
    }
}
