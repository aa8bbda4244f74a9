import {Component, useState} from "@odoo/owl";
import {formatDay} from "../../technician/technician_words";
import {useService} from "@web/core/utils/hooks";

/** Before a customer is there: how to begin, and what is still to be finished. */
export class SavCounterStart extends Component {
    static template = "sav_base.CounterStart";
    static props = {model: Object, onResume: Function};

    setup() {
        this.counter = useState(this.props.model.state);
        this.photoQueue = useService("sav_photo_queue");
        this.queue = useState(this.photoQueue.queue);
    }

    get groups() {
        const {unfinished} = this.counter;
        return [
            {key: "mine", rows: unfinished.filter((row) => row.is_mine)},
            {key: "others", rows: unfinished.filter((row) => !row.is_mine)},
        ].filter(({rows}) => rows.length);
    }

    /** Photos that an earlier page could not send. */
    get unsentPhotos() {
        return this.queue.photos.filter(({model}) => model === "sav.case");
    }

    formatDay(date) {
        return formatDay(date);
    }

    sendPhotos() {
        for (const {vals} of this.unsentPhotos) {
            this.photoQueue.retry(vals.uuid);
        }
    }
}
