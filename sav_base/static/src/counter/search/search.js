import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {scanBarcode} from "@web/core/barcode/barcode_dialog";
import {isBarcodeScannerSupported} from "@web/core/barcode/barcode_video_scanner";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {useCounterFocus} from "../use_counter_focus";
import {listResults} from "./search_results";

const SEARCH_DELAY = 250; // ms without typing
const SHORTEST = 2; // characters
/** The one search: a machine, a delivery or a customer, chosen with arrows and Enter. */
export class SavCounterSearch extends Component {
    static template = "sav_base.CounterSearch";
    static props = {model: Object, onResume: Function};

    setup() {
        this.action = useService("action");
        this.savScan = useService("sav_scan");
        this.counter = useState(this.props.model.state);
        this.state = useState({active: 0, isSearching: false});
        this.input = useRef("input");
        this.list = useRef("list");
        this.hasCamera = isBarcodeScannerSupported();
        // Words that need no search: those of the last one, or none.
        this.settled = "";
        this.searchLater = useDebounced(() => this.search(), SEARCH_DELAY);
        useCounterFocus(this.props.model, this.input, "search");
        useEffect(
            () => {
                this.state.active = 0;
            },
            () => [this.counter.found]
        );
        useEffect(
            () => {
                this.settle();
            },
            () => [this.counter.scans]
        );
        useEffect(
            () => {
                const active = this.list.el?.querySelector(".active");
                active?.scrollIntoView({block: "nearest"});
            },
            () => [this.state.active]
        );
    }

    get placeholder() {
        if (this.counter.typed.choice) {
            return _t("Who brings it? Name, phone or e-mail");
        }
        return this.counter.reception
            ? _t("Scan or type the next device")
            : _t("Scan a device, or type a serial number, a delivery, a customer…");
    }

    get words() {
        return this.input.el.value.trim();
    }

    get results() {
        const {found, reception, typed} = this.counter;
        const hasCustomer = Boolean(reception?.customer.id);
        return listResults(found, {isAsking: Boolean(typed.choice), hasCustomer});
    }

    /** What a scanner sent into the field is out of it again: nothing was typed. */
    onInput() {
        if (this.words === this.settled) {
            this.searchLater.cancel();
        } else {
            this.searchLater();
        }
    }

    /** What is scanned counts more than the words that are still in the field. */
    settle() {
        this.searchLater.cancel();
        this.settled = this.words;
    }

    async search() {
        const {model} = this.props;
        const {words} = this;
        const {scans} = this.counter;
        this.settle();
        if (words.length < SHORTEST) {
            this.counter.found = null;
            return;
        }
        this.state.isSearching = true;
        const found = await model.run(() => model.search(words));
        this.state.isSearching = false;
        if (scans !== this.counter.scans) {
            return;
        }
        this.counter.found = found || null;
        return found;
    }

    /** With the key before the answer: the one machine of that code, else the list. */
    async onEnter() {
        const {found} = this.counter;
        if (found?.words === this.words || (found && !this.words)) {
            await this.choose(this.results[this.state.active]);
            return;
        }
        const answer = await this.search();
        const [result, second] = answer?.results || [];
        if (result && !second && answer.is_exact && !result.warning) {
            await this.choose(result);
        }
    }

    onKeydown(ev) {
        const count = this.results.length;
        if (ev.key === "Enter" && !ev.altKey) {
            ev.preventDefault();
            if (this.words || this.counter.found) {
                this.onEnter();
            }
        } else if (ev.key === "Escape") {
            this.clear();
        } else if (count && (ev.key === "ArrowDown" || ev.key === "ArrowUp")) {
            ev.preventDefault();
            const step = ev.key === "ArrowDown" ? 1 : count - 1;
            this.state.active = (this.state.active + step) % count;
        }
    }

    clear() {
        this.input.el.value = "";
        this.settle();
        this.counter.found = null;
    }

    async choose(result) {
        if (!result) {
            return;
        }
        const {model} = this.props;
        const {words} = this.counter.found;
        this.clear();
        if (result.kind === "new_machine") {
            model.newMachine(words);
        } else if (result.kind === "new_customer") {
            model.newCustomer(words);
        } else if (result.kind === "resume") {
            await this.props.onResume(result.reception_id);
        } else if (result.kind === "open") {
            await model.saver.keep();
            await this.action.doAction(result.action);
        } else {
            await model.take(result);
        }
    }

    async onClickCamera() {
        const {model} = this.props;
        try {
            await this.savScan.scan(await scanBarcode(this.env));
        } catch (error) {
            model.state.message = {
                text: _t("The camera cannot be used: %(reason)s", {
                    reason: error.message,
                }),
                isWarning: true,
            };
        }
    }
}
