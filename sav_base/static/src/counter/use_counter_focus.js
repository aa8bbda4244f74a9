import {useEffect, useState} from "@odoo/owl";

/**
 * Gives the focus to an element when the model asks for it by name, once it is there.
 *
 * @param {CounterModel} model
 * @param {{el: HTMLElement|null}} ref
 * @param {string} name
 */
export function useCounterFocus(model, ref, name) {
    const state = useState(model.state);
    useEffect(
        (wanted, el) => {
            if (el && wanted === name) {
                model.focus("");
                el.focus();
                el.scrollIntoView?.({block: "nearest"});
            }
        },
        () => [state.focus, ref.el]
    );
}
