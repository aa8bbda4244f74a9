import {BarcodeControl} from "./barcode_control";
import {BooleanControl} from "./boolean_control";
import {ChoiceControl} from "./choice_control";
import {Component} from "@odoo/owl";
import {DateControl} from "./date_control";
import {NumberControl} from "./number_control";
import {PhotoControl} from "./photo_control";
import {SignatureControl} from "./signature_control";
import {TextControl} from "./text_control";
import {_t} from "@web/core/l10n/translation";
import {formatNumber} from "../player/number_input";
import {localization} from "@web/core/l10n/localization";

const CONTROLS = {
    boolean: BooleanControl,
    choice: ChoiceControl,
    choices: ChoiceControl,
    number: NumberControl,
    meter: NumberControl,
    text: TextControl,
    date: DateControl,
    barcode: BarcodeControl,
    photo: PhotoControl,
    signature: SignatureControl,
};

// Controls made of several buttons: a legend names the group, not a label an input.
const GROUPS = new Set(["boolean", "choice", "choices", "photo", "signature"]);

let instances = 0;

/** One question: its words, its control, and what is wrong with the answer. */
export class Question extends Component {
    static template = "sav_diagnosis.Question";
    static props = {
        question: Object,
        value: {optional: true},
        isCalculated: Boolean,
        isRequired: Boolean,
        isReadonly: Boolean,
        error: {type: String, optional: true},
        hasWarning: Boolean,
        isMissing: Boolean,
        refusal: {type: String, optional: true},
        // What some controls need beside the value.
        extra: Object,
        onAnswer: Function,
    };

    setup() {
        this.id = `sav_question_${instances++}`;
    }

    get Control() {
        return CONTROLS[this.props.question.type];
    }

    get isGroup() {
        return GROUPS.has(this.props.question.type);
    }

    get controlProps() {
        const {question, value, isReadonly, extra} = this.props;
        return {
            id: this.id,
            question,
            value: value ?? null,
            isReadonly,
            describedBy: `${this.id}_help ${this.id}_message`,
            onAnswer: (answer, source) =>
                this.props.onAnswer(question.code, answer, source),
            ...extra,
        };
    }

    get canClear() {
        const {question, isReadonly, value} = this.props;
        return (
            !isReadonly &&
            ["boolean", "choice"].includes(question.type) &&
            (value ?? null) !== null
        );
    }

    get calculated() {
        const {value, question} = this.props;
        if ((value ?? null) === null) {
            return "—";
        }
        if (typeof value === "boolean") {
            return value ? _t("Yes") : _t("No");
        }
        const text =
            typeof value === "number"
                ? formatNumber(value, localization.decimalPoint)
                : String(value);
        return question.unit ? `${text} ${question.unit}` : text;
    }

    /** @returns {string} what is wrong with the answer, in words */
    get problem() {
        const {error, question, refusal, isMissing} = this.props;
        if (refusal) {
            return refusal;
        }
        if (error === "constraint") {
            return question.constraint_message || _t("This answer is not possible.");
        }
        const bound = formatNumber(question[error], localization.decimalPoint);
        const texts = {
            min: _t("At least %(bound)s.", {bound}),
            max: _t("At most %(bound)s.", {bound}),
            photos_min: _t("At least %(bound)s photos.", {bound}),
            photos_max: _t("At most %(bound)s photos.", {bound}),
            choice: _t("This choice is not offered any more, choose again."),
            exclusive: _t("One of these choices excludes the others."),
            type: ["number", "meter"].includes(question.type)
                ? _t("Type a number, such as 12 or 3,9.")
                : _t("This is no answer to this question."),
        };
        if (error) {
            return texts[error];
        }
        return isMissing ? _t("Answer this question.") : "";
    }

    get warning() {
        const {question, hasWarning} = this.props;
        return hasWarning ? question.warning_message || _t("Check this value.") : "";
    }
}
