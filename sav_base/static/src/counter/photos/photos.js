import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** Photos of the visual state: taken, chosen, on their way, kept; deleted before. */
export class SavCounterPhotos extends Component {
    static template = "sav_base.CounterPhotos";
    static props = {model: Object, device: Object};

    setup() {
        this.photoQueue = useService("sav_photo_queue");
        this.queue = useState(this.photoQueue.queue);
        this.counter = useState(this.props.model.state);
    }

    get pending() {
        return this.queue.photos.filter(
            ({model, resId}) => model === "sav.case" && resId === this.props.device.id
        );
    }

    getStatus({status}) {
        return {
            waiting: _t("Waiting"),
            sending: _t("Sending…"),
            failed: _t("Not sent yet"),
            refused: _t("Refused"),
        }[status];
    }

    canSend({status}) {
        return status === "failed";
    }

    canRemove({status}) {
        return status === "failed" || status === "refused";
    }

    async onFiles(ev, source) {
        const files = [...ev.target.files];
        // The same photo can be chosen again after it was removed.
        ev.target.value = "";
        const {photo_max_px, photo_max_mb} = this.counter.settings;
        await this.photoQueue.add(files, {
            model: "sav.case",
            resId: this.props.device.id,
            source,
            purpose: "visual_state",
            limits: {maxPx: photo_max_px, maxMb: photo_max_mb},
        });
    }
}
