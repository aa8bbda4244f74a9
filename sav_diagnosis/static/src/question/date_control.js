import {Component} from "@odoo/owl";
import {controlProps} from "./control_props";

/** A day, by the picker of the device. */
export class DateControl extends Component {
    static template = "sav_diagnosis.DateControl";
    static props = controlProps;

    onChange(day) {
        this.props.onAnswer(day || null, "user");
    }
}
