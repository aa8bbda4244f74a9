import {useRef, useState} from "@odoo/owl";
import {useCounterFocus} from "./use_counter_focus";

/**
 * The form of something that is not on file: what is typed is kept until it is created
 * or given up. The template marks its first field with `t-ref="first"`.
 *
 * @param {CounterModel} model
 * @param {"customer"|"machine"} name under which it is kept and asks for the focus
 * @param {Function} create
 */
export function useNewForm(model, name, create) {
    const state = useState(model.state);
    useCounterFocus(model, useRef("first"), name);

    function change(field, value) {
        model.type(name, {...state.typed[name], [field]: value});
    }

    function giveUp() {
        model.type(name, null);
        model.focus("search");
    }

    return {
        get values() {
            return state.typed[name];
        },
        change,
        changeId(field, ev) {
            change(field, Number(ev.target.value) || false);
        },
        onKeydown(ev) {
            if (ev.key === "Enter" && !ev.altKey && ev.target.tagName !== "BUTTON") {
                ev.preventDefault();
                create();
            } else if (ev.key === "Escape") {
                giveUp();
            }
        },
        giveUp,
    };
}
