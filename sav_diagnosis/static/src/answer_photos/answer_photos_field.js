import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** The photos that answer a question, beside it; each opens on its own. */
export class AnswerPhotosField extends Component {
    static template = "sav_diagnosis.AnswerPhotosField";
    static props = {...standardFieldProps};

    get photos() {
        return this.props.record.data[this.props.name].currentIds.map((id) => ({
            id,
            url: `/web/image/sav.evidence/${id}/preview`,
        }));
    }
}

export const answerPhotosField = {
    component: AnswerPhotosField,
    displayName: _t("Photos of an Answer"),
    supportedTypes: ["many2many"],
    isEmpty: () => false,
};

registry.category("fields").add("sav_answer_photos", answerPhotosField);
