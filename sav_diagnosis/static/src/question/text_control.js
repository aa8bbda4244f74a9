import {Component} from "@odoo/owl";
import {controlProps} from "./control_props";

/** Free words. */
export class TextControl extends Component {
    static template = "sav_diagnosis.TextControl";
    static props = controlProps;

    get rows() {
        return Math.min(8, Math.max(2, (this.props.value ?? "").split("\n").length));
    }

    onInput(text) {
        this.props.onAnswer(text || null, "user");
    }
}
