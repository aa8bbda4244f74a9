import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useBus, useService} from "@web/core/utils/hooks";
import {SavFeedback} from "../feedback";
import {technicianPanelProps, technicianPanels} from "../technician_panels";
import {useFeedback} from "../use_feedback";

/** Photos of the job: taken, chosen, on their way, kept. */
export class SavPhotosPanel extends Component {
    static template = "sav_base.PhotosPanel";
    static components = {SavFeedback};
    static props = {...technicianPanelProps};

    setup() {
        this.orm = useService("orm");
        this.photoQueue = useService("sav_photo_queue");
        this.queue = useState(this.photoQueue.queue);
        this.caption = useFeedback();
        const {job} = this.props;
        const isRepair = job.case && job.case.state === "repair";
        this.state = useState({
            purpose: isRepair ? "repair" : "diagnosis",
            captioned: null,
        });
        useBus(this.photoQueue.bus, "sent", ({detail}) => {
            if (this.isOfJob(detail)) {
                return this.props.reload();
            }
        });
    }

    get purposes() {
        return [
            {key: "visual_state", label: _t("Visual State")},
            {key: "diagnosis", label: _t("Diagnosis")},
            {key: "repair", label: _t("Repair")},
            {key: "exclusion", label: _t("Warranty Exclusion")},
        ];
    }

    get pending() {
        return this.queue.photos.filter((photo) => this.isOfJob(photo));
    }

    isOfJob({model, resId}) {
        return model === "sav.intervention" && resId === this.props.job.id;
    }

    getPreviewUrl(photo) {
        return `/web/image/sav.evidence/${photo.id}/preview`;
    }

    getOriginalUrl(photo) {
        return `/web/image/sav.evidence/${photo.id}/original`;
    }

    getStatus(photo) {
        return {
            waiting: _t("Waiting"),
            sending: _t("Sending…"),
            failed: _t("Not sent yet"),
            refused: _t("Refused"),
        }[photo.status];
    }

    async onFiles(ev, source) {
        const files = [...ev.target.files];
        // The same photo can be chosen again after it was removed.
        ev.target.value = "";
        const {id, settings} = this.props.job;
        await this.photoQueue.add(files, {
            resId: id,
            source,
            purpose: this.state.purpose,
            limits: {maxPx: settings.photo_max_px, maxMb: settings.photo_max_mb},
        });
    }

    async saveCaption(photo, ev) {
        const caption = ev.target.value;
        await this.caption.run(async () => {
            await this.orm.call("sav.evidence", "set_caption", [[photo.id], caption]);
            await this.props.reload();
        }, _t("Saved"));
    }
}

technicianPanels.add(
    "photos",
    {
        Component: SavPhotosPanel,
        title: _t("Photos"),
        isVisible: () => true,
        badge: (job) => job.photos.length || false,
    },
    {sequence: 20}
);
