import {Component, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useService} from "@web/core/utils/hooks";
import {SavFeedback} from "../technician/feedback";
import {useFeedback} from "../technician/use_feedback";

const SECONDS_SHOWN = 30;

/**
 * The password of a device, for its technician: asked for when it is needed, on the
 * screen for half a minute, then gone. Each showing is written down by the server.
 */
export class SavDevicePassword extends Component {
    static template = "sav_base.DevicePassword";
    static components = {SavFeedback};
    static props = {
        caseId: Number,
        isReader: Boolean,
    };

    setup() {
        this.orm = useService("orm");
        this.feedback = useFeedback();
        this.state = useState({password: "", secondsLeft: 0});
        onWillUnmount(() => this.hide());
    }

    async show() {
        await this.feedback.run(async () => {
            const password = await this.orm.call("sav.case", "get_device_password", [
                [this.props.caseId],
            ]);
            Object.assign(this.state, {password, secondsLeft: SECONDS_SHOWN});
            browser.clearInterval(this.timer);
            this.timer = browser.setInterval(() => this.countDown(), 1000);
        });
    }

    countDown() {
        this.state.secondsLeft -= 1;
        if (this.state.secondsLeft <= 0) {
            this.hide();
        }
    }

    hide() {
        browser.clearInterval(this.timer);
        Object.assign(this.state, {password: "", secondsLeft: 0});
    }
}
