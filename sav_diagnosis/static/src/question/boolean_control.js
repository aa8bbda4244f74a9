import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {controlProps} from "./control_props";

/** Yes or No, as two big buttons. */
export class BooleanControl extends Component {
    static template = "sav_diagnosis.BooleanControl";
    static props = controlProps;

    get options() {
        return [
            {key: "yes", value: true, label: _t("Yes")},
            {key: "no", value: false, label: _t("No")},
        ];
    }
}
