import {Component, useRef, useState} from "@odoo/owl";
import {normalize} from "@web/core/l10n/utils/normalize";
import {useCounterFocus} from "../use_counter_focus";

const SHOWN = 10; // chips, as long as nothing is typed

/**
 * Chips to choose from with the mouse or a finger, and a field that narrows them for the
 * keyboard: arrows and Enter. What is no chip is taken in the words that were typed.
 */
export class SavCounterPick extends Component {
    static template = "sav_base.CounterPick";
    static props = {
        model: Object,
        // under which what is typed is kept, and by which it asks for the focus
        name: String,
        label: String,
        placeholder: String,
        options: {
            type: Array,
            element: {type: Object, shape: {id: Number, name: String, "*": true}},
        },
        // ids of the options that were picked
        picked: {type: Array, element: Number},
        onPick: Function,
        onWords: Function,
    };

    setup() {
        this.counter = useState(this.props.model.state);
        this.state = useState({active: -1});
        this.input = useRef("input");
        useCounterFocus(this.props.model, this.input, this.props.name);
    }

    get words() {
        return this.counter.typed.words[this.props.name] || "";
    }

    get shown() {
        const words = normalize(this.words.trim());
        if (!words) {
            return this.props.options.slice(0, SHOWN);
        }
        return this.props.options.filter(({name}) => normalize(name).includes(words));
    }

    get hiddenCount() {
        return this.words ? 0 : this.props.options.length - this.shown.length;
    }

    isPicked(option) {
        return this.props.picked.includes(option.id);
    }

    /** The first chip while typing; beyond the last one: the words themselves. */
    get active() {
        return this.state.active < 0 && this.words.trim() ? 0 : this.state.active;
    }

    onInput(ev) {
        this.state.active = -1;
        this.props.model.typeWords(this.props.name, ev.target.value);
    }

    onKeydown(ev) {
        const hasWords = Boolean(this.words.trim());
        const count = this.shown.length + (hasWords ? 1 : 0);
        const isArrow = ["ArrowDown", "ArrowUp"].includes(ev.key);
        if (ev.key === "Enter" && !ev.altKey) {
            ev.preventDefault();
            this.take();
        } else if (ev.key === "Escape" && hasWords) {
            ev.stopPropagation();
            this.clear();
        } else if (isArrow && count) {
            ev.preventDefault();
            const step = ev.key === "ArrowDown" ? 1 : count - 1;
            const from = this.active < 0 && ev.key === "ArrowUp" ? 0 : this.active;
            this.state.active = (from + step) % count;
        }
    }

    /** Takes what is marked: a chip, or the words that were typed. */
    take() {
        const option = this.shown[this.active];
        const words = this.words.trim();
        if (option) {
            this.pick(option);
        } else if (words) {
            this.pickWords(words);
        }
    }

    /** What was typed is meant, also when another field is clicked. */
    onBlur() {
        if (this.words.trim()) {
            this.take();
        }
    }

    pick(option) {
        this.clear();
        this.props.onPick(option);
    }

    pickWords(words) {
        this.clear();
        this.props.onWords(words);
    }

    clear() {
        this.state.active = -1;
        this.props.model.typeWords(this.props.name, "");
    }
}
