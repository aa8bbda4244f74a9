import {Component, useRef} from "@odoo/owl";
import {controlProps} from "./control_props";

/** Photos taken or chosen; `photos` holds what is known of each of them. */
export class PhotoControl extends Component {
    static template = "sav_diagnosis.PhotoControl";
    static props = {
        ...controlProps,
        // uuid → {url, caption, status: "sent" | "sending" | "waiting" | "refused"}
        photos: Object,
        onAddPhotos: Function,
        onRetryPhoto: Function,
    };

    setup() {
        this.camera = useRef("camera");
        this.gallery = useRef("gallery");
    }

    get taken() {
        return (this.props.value ?? []).map((uuid) => ({
            uuid,
            ...(this.props.photos[uuid] ?? {status: "elsewhere"}),
        }));
    }

    get canAdd() {
        const most = this.props.question.photos_max;
        return !this.props.isReadonly && !(this.taken.length >= most);
    }

    onChosen(ev, source) {
        const files = [...ev.target.files];
        ev.target.value = "";
        if (files.length) {
            this.props.onAddPhotos(files, source);
        }
    }

    onRemove(uuid) {
        const kept = this.props.value.filter((other) => other !== uuid);
        this.props.onAnswer(kept.length ? kept : null, "user");
    }
}
