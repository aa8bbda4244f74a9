import {Component} from "@odoo/owl";

/** How an action went, in words, where it was asked for. */
export class SavFeedback extends Component {
    static template = "sav_base.Feedback";
    static props = {
        error: {type: String, optional: true},
        message: {type: String, optional: true},
    };
}
