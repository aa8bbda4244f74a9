import {useEffect} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";

// Nobody types at the pace of a hand-held scanner (ms between two keys).
const PACE = 50;
const PACE_WITHOUT_END = 35;
const PAUSE = 120; // ms without a key: what comes next is another burst
const SHORTEST = 4; // characters
const SHORTEST_WITHOUT_END = 6;

const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select";

/** Core takes the keys typed in a list of choices for a scan: they are not. */
function keepFromCore(ev) {
    if (ev.target.matches("select") && !ev.altKey && !ev.ctrlKey) {
        ev.stopPropagation();
    }
}

/**
 * Takes the keys of a hand-held scanner out of the field that has the focus: the field
 * gets back what it held, the code goes to `onScan`. What a scanner sends elsewhere is
 * taken by core's `barcode` service.
 *
 * @param {{el: HTMLElement|null}} root what is watched
 * @param {(code: string) => void} onScan
 */
export function useScanGuard(root, onScan) {
    let burst = null;
    let timer = null;

    function forget() {
        browser.clearTimeout(timer);
        burst = null;
    }

    function isAtPace(shortest, pace) {
        const count = burst.keys.length;
        return count >= shortest && (burst.last - burst.first) / (count - 1) <= pace;
    }

    function take() {
        const {field, value, keys} = burst;
        forget();
        field.value = value;
        for (const type of ["input", "change"]) {
            field.dispatchEvent(new Event(type, {bubbles: true}));
        }
        onScan(keys.join(""));
    }

    function onKeydown(ev) {
        const isEnd = ev.key === "Enter" || ev.key === "Tab";
        if (burst && isEnd && !ev.altKey && isAtPace(SHORTEST, PACE)) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            take();
            return;
        }
        const isCharacter = ev.key?.length === 1 && !ev.ctrlKey && !ev.metaKey;
        if (!isCharacter || ev.repeat || ev.isComposing || !ev.target.matches(FIELDS)) {
            if (ev.key !== "Shift") {
                forget();
            }
            return;
        }
        const now = ev.timeStamp;
        if (!burst || burst.field !== ev.target || now - burst.last > PAUSE) {
            burst = {field: ev.target, value: ev.target.value, keys: [], first: now};
        }
        burst.keys.push(ev.key);
        burst.last = now;
        browser.clearTimeout(timer);
        timer = browser.setTimeout(() => {
            if (burst && isAtPace(SHORTEST_WITHOUT_END, PACE_WITHOUT_END)) {
                take();
            } else {
                forget();
            }
        }, PAUSE);
    }

    useEffect(
        (el) => {
            el?.addEventListener("keydown", onKeydown, {capture: true});
            el?.addEventListener("keydown", keepFromCore);
            return () => {
                forget();
                el?.removeEventListener("keydown", keepFromCore);
                el?.removeEventListener("keydown", onKeydown, {capture: true});
            };
        },
        () => [root.el]
    );
}
