import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatNumber} from "../player/number_input";
import {localization} from "@web/core/l10n/localization";

const ICONS = {
    symptom: "fa-stethoscope",
    cause: "fa-search",
    part: "fa-cog",
    labour: "fa-clock-o",
    action: "fa-check-square-o",
    exclude_warranty: "fa-ban",
    safety_stop: "fa-exclamation-triangle",
    knowledge: "fa-book",
    meter: "fa-tachometer",
};

/** What a form proposes (`proposals`), or once finished what came of it (`result`). */
export class Conclusion extends Component {
    static template = "sav_diagnosis.Conclusion";
    static props = {
        proposals: Array,
        result: {type: [Object, {value: null}], optional: true},
    };

    get kinds() {
        return {
            symptom: _t("Symptom"),
            cause: _t("Cause"),
            part: _t("Part"),
            labour: _t("Labour"),
            action: _t("Action"),
            exclude_warranty: _t("Warranty exclusion"),
            safety_stop: _t("Safety stop"),
            knowledge: _t("Read"),
            meter: _t("Meter reading"),
        };
    }

    get states() {
        return {
            failed: _t("Not done"),
            obsolete: _t("To review"),
        };
    }

    get lines() {
        return this.props.result ? this.props.result.effects : this.props.proposals;
    }

    getIcon(kind) {
        return ICONS[kind];
    }

    getSummary({summary, quantity, kind}) {
        if (quantity === undefined) {
            return summary;
        }
        const number =
            quantity === null ? "?" : formatNumber(quantity, localization.decimalPoint);
        return `${summary} × ${number}${kind === "labour" ? " h" : ""}`;
    }
}
