import {Component} from "@odoo/owl";
import {controlProps} from "./control_props";
import {toggleChoice} from "../player/choice";

/** One choice among several, or several of them. */
export class ChoiceControl extends Component {
    static template = "sav_diagnosis.ChoiceControl";
    static props = controlProps;

    get isMultiple() {
        return this.props.question.type === "choices";
    }

    isChosen(code) {
        const value = this.props.value ?? [];
        return this.isMultiple ? value.includes(code) : value === code;
    }

    onPick(code) {
        const {question, value, onAnswer} = this.props;
        if (!this.isMultiple) {
            onAnswer(code, "user");
            return;
        }
        const chosen = toggleChoice(question.choices, value ?? [], code);
        onAnswer(chosen.length ? chosen : null, "user");
    }
}
