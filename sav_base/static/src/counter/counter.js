import {
    Component,
    onWillStart,
    useEffect,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useBus, useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {printInBackground} from "../print/print_documents";
import {useSavScan} from "../scan/scan_service";
import {useSavApp} from "../technician/use_sav_app";
import {SavCounterAgreement} from "./agreement/agreement";
import {CounterSteps} from "./counter_steps";
import {SavCounterCustomer} from "./customer/customer";
import {SavCounterDevice} from "./device/device";
import {SavCounterDone} from "./done/done";
import {SavCounterNewCustomer} from "./new_customer/new_customer";
import {SavCounterNewMachine} from "./new_machine/new_machine";
import {useScanGuard} from "./scan_guard";
import {SavCounterRequest} from "./request/request";
import {SavCounterSearch} from "./search/search";
import {SavCounterSignature} from "./signature/signature";
import {SavCounterStart} from "./start/start";

/**
 * The reception: everything that a customer drops off, on one page, by scanner and
 * keyboard. What is typed is on the server's draft at once.
 */
export class SavCounter extends Component {
    static template = "sav_base.Counter";
    static components = {
        Layout,
        SavCounterAgreement,
        SavCounterCustomer,
        SavCounterDevice,
        SavCounterDone,
        SavCounterNewCustomer,
        SavCounterNewMachine,
        SavCounterRequest,
        SavCounterSearch,
        SavCounterSignature,
        SavCounterStart,
    };
    static props = {...standardActionServiceProps};
    static displayName = _t("Reception");
    static path = "sav-counter";

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.orm = useService("orm");
        this.ui = useService("ui");
        const model = new CounterSteps({
            orm: this.orm,
            store: useService("sav_store"),
        });
        this.model = model;
        this.state = useState(model.state);
        this.root = useRef("root");
        const {params} = this.props.action;
        const receptionId = params?.reception_id || this.props.resId || false;

        onWillStart(() => model.run(() => model.load(receptionId)));
        useEffect(
            (resId) => {
                this.props.updateActionState({resId: resId || false});
            },
            () => [this.state.reception?.id]
        );
        useSavApp();
        useSavScan((code) => this.onScan(code));
        const savScan = useService("sav_scan");
        useScanGuard(this.root, (code) => savScan.scan(code));
        const photoQueue = useService("sav_photo_queue");
        useBus(photoQueue.bus, "sent", ({detail}) => {
            if (detail.model === "sav.case") {
                model.addPhoto(detail.resId, detail.photoId);
            }
        });
        useExternalListener(window, "online", () => model.flush());
        // A tab that is hidden may never come back.
        useExternalListener(document, "visibilitychange", () => model.saver.keep());
        useExternalListener(window, "pagehide", () => model.saver.keep());
    }

    get reception() {
        return this.state.reception;
    }

    get isDraft() {
        return this.reception?.state === "draft";
    }

    get saved() {
        return {
            waiting: _t("Saving…"),
            sending: _t("Saving…"),
            saved: _t("Saved"),
            offline: _t(
                "No connection: kept in this browser, sent as soon as it is back."
            ),
            refused: _t("Not saved yet: see what is marked."),
        }[this.state.saving];
    }

    get deviceCount() {
        const count = this.reception.device_ids.length;
        return count === 1 ? _t("1 device") : _t("%(count)s devices", {count});
    }

    async onScan(code) {
        if (this.ui.activeElement !== document) {
            this.state.message = {
                text: _t("Finish this window, then scan “%(code)s” again.", {code}),
                isWarning: true,
            };
            return;
        }
        if (this.reception && !this.isDraft) {
            // The one before is finished: what is scanned is the next customer's.
            await this.model.next();
        }
        await this.model.scan(code);
    }

    async onConfirm() {
        const print = await this.model.confirm();
        if (print?.tag === "sav_print_documents") {
            await this.print(print);
        }
    }

    /** The next customer need not wait for the printer. */
    async print(action) {
        this.state.isPrinted = false;
        await printInBackground(this.env, action);
        this.state.isPrinted = true;
    }

    onDiscard() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Give this reception up?"),
            body: _t(
                "What was typed stays on file in a cancelled reception, without number."
            ),
            confirmLabel: _t("Give Up"),
            confirm: () => this.model.discard(),
            cancel: () => {},
        });
    }

    async resume(id) {
        await this.model.run(() => this.model.load(id));
        browser.setTimeout(() => this.root.el?.scrollIntoView({block: "start"}));
    }

    /** A window about the machine of a device; what it changed is shown after. */
    async openMachineAction(method, device) {
        await this.model.flush();
        await this.model.run(async () => {
            const ids = [device.machine.id];
            const action = await this.orm.call("sav.equipment", method, [ids]);
            // Who brings it is the holder to propose, where a holder is asked for.
            const proposed = {
                default_change_partner: true,
                default_partner_id: this.reception.customer.id,
            };
            await this.action.doAction(action, {
                additionalContext: method === "action_open_transfer" ? proposed : {},
                onClose: () => this.model.refreshDevice(device.id),
            });
        });
    }

    /** A request that is declined is over: the screen goes on without it. */
    async onDecline() {
        await this.model.flush();
        await this.model.run(async () => {
            const ids = [this.reception.id];
            const action = await this.orm.call("sav.reception", "action_decline", [
                ids,
            ]);
            await this.action.doAction(action, {
                onClose: () => this.resume(this.reception.id),
            });
        });
    }

    openRecord(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("sav_counter", SavCounter);
