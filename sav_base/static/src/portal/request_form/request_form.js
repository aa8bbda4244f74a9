import {Interaction} from "@web/public/interaction";
import {_t} from "@web/core/l10n/translation";
import {redirect} from "@web/core/utils/urls";
import {registry} from "@web/core/registry";

/**
 * Sends the request for a repair without leaving the page: what was typed and the
 * photos that were chosen stay until the server has accepted them.
 */
export class SavRequestForm extends Interaction {
    static selector = ".o_sav_request_form";

    dynamicContent = {
        _root: {"t-on-submit.prevent": this.send},
        ".o_sav_other_machine": {
            "t-att-class": () => ({"d-none": this.machine.value !== "other"}),
        },
        "#sav_machine": {"t-on-change": () => this.hideError("twin")},
        "#sav_photos": {"t-on-change": this.showPhotos},
        "button[type=submit]": {"t-att-disabled": () => this.isSending || undefined},
        ".o_sav_request_state": {"t-out": () => this.state},
    };

    setup() {
        this.machine = this.el.querySelector("#sav_machine");
        this.isSending = false;
        this.state = "";
    }

    async send() {
        if (this.isSending) {
            return;
        }
        this.isSending = true;
        this.state = _t("Sending…");
        this.updateContent();
        try {
            const answer = await this.waitFor(this.post());
            if (answer.url) {
                this.state = _t("Sent.");
                redirect(answer.url);
                return;
            }
            this.state = "";
            this.showErrors(answer);
        } catch {
            this.state = _t(
                "It was not sent, and nothing is lost: check the connection and send it again."
            );
        }
        this.isSending = false;
        this.updateContent();
    }

    async post() {
        const answer = await fetch(this.el.action, {
            method: "POST",
            body: new FormData(this.el),
            headers: {Accept: "application/json"},
        });
        if (!answer.ok && answer.status !== 422) {
            throw new Error(answer.statusText);
        }
        return answer.json();
    }

    showErrors({errors, twin}) {
        const places = [...this.el.querySelectorAll("[data-error]")];
        for (const place of places) {
            const message = errors[place.dataset.error];
            if (place.dataset.error !== "twin") {
                place.textContent = message || "";
                place.classList.toggle("d-none", !message);
            }
        }
        const place = this.el.querySelector("[data-error=twin]");
        place.classList.toggle("d-none", !twin);
        if (twin) {
            const link = place.querySelector("a");
            link.href = twin.url;
            link.textContent = twin.message;
        }
        const first = places.find((shown) => !shown.classList.contains("d-none"));
        first?.scrollIntoView({block: "center"});
    }

    hideError(name) {
        this.el.querySelector(`[data-error=${name}]`).classList.add("d-none");
    }

    showPhotos(ev) {
        const {photosMax, photoMaxMb} = this.el.dataset;
        const files = [...ev.currentTarget.files];
        const names = this.el.querySelector(".o_sav_photo_names");
        names.replaceChildren(
            ...files.map((file) => {
                const item = document.createElement("li");
                item.className = "text-break";
                item.textContent = file.name;
                return item;
            })
        );
        const large = files.find(
            (file) => Number(photoMaxMb) && file.size > photoMaxMb * 1024 ** 2
        );
        let message = "";
        if (files.length > Number(photosMax)) {
            message = _t("Choose %(count)s photos or fewer.", {count: photosMax});
        } else if (large) {
            message = _t("%(photo)s is too big: %(limit)s MB at most.", {
                limit: photoMaxMb,
                photo: large.name,
            });
        }
        const place = this.el.querySelector("[data-error=photos]");
        place.textContent = message;
        place.classList.toggle("d-none", !message);
    }
}

registry.category("public.interactions").add("sav_base.request_form", SavRequestForm);
