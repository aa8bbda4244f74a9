import {Component, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {useAutofocus, useService} from "@web/core/utils/hooks";
import {SavFeedback} from "../technician/feedback";
import {useFeedback} from "../technician/use_feedback";

/** The counter gives or erases the password of a device; it never reads one. */
export class SavDevicePasswordDialog extends Component {
    static template = "sav_base.DevicePasswordDialog";
    static components = {Dialog, SavFeedback};
    static props = {
        close: Function,
        caseId: Number,
        hasPassword: Boolean,
        onSaved: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.feedback = useFeedback();
        this.state = useState({password: "", isShown: false});
        useAutofocus({refName: "password"});
    }

    async save(password) {
        const isSaved = await this.feedback.run(async () => {
            await this.orm.call("sav.case", "set_device_password", [
                [this.props.caseId],
                password,
            ]);
            return true;
        });
        if (isSaved) {
            await this.props.onSaved();
            this.props.close();
        }
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && this.state.password.trim()) {
            this.save(this.state.password);
        }
    }
}
