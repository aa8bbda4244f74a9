import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {formatNumber, parseNumber} from "../player/number_input";
import {controlProps} from "./control_props";
import {formatFloat} from "@web/core/utils/numbers";
import {localization} from "@web/core/l10n/localization";

/** A number with its unit, typed with a comma or a point; also a meter. */
export class NumberControl extends Component {
    static template = "sav_diagnosis.NumberControl";
    static props = {...controlProps, meter: {type: Object, optional: true}};

    setup() {
        this.state = useState({text: this.format(this.props.value)});
        onWillUpdateProps(({value}) => {
            // What is being typed is left alone, "3," included.
            if (this.read(this.state.text) !== value) {
                this.state.text = this.format(value);
            }
        });
    }

    get unit() {
        return this.props.question.unit || this.props.meter?.unit || "";
    }

    get lastReading() {
        const reading = this.props.meter?.value;
        if (typeof reading !== "number") {
            return "";
        }
        const digits = String(reading).split(".")[1]?.length ?? 0;
        return formatFloat(reading, {digits: [false, digits]});
    }

    // The decimal keyboard of a phone has no minus sign.
    get inputMode() {
        return this.props.question.min >= 0 ? "decimal" : "text";
    }

    format(value) {
        return typeof value === "string"
            ? value
            : formatNumber(value, localization.decimalPoint);
    }

    /** @returns {number | string | null} what is no number is given as it was typed */
    read(text) {
        const number = parseNumber(text);
        return number === undefined ? text : number;
    }

    onInput(text) {
        this.state.text = text;
        this.props.onAnswer(this.read(text), "user");
    }
}
