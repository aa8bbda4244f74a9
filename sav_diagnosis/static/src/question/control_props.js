/**
 * Props that each kind of answer takes.
 *
 * A control shows `value` and calls `onAnswer(value, source)` when it changes; null
 * takes the answer back. `id` is the one that the label is for.
 */
export const controlProps = {
    id: String,
    question: Object,
    value: {optional: true},
    isReadonly: Boolean,
    describedBy: {type: String, optional: true},
    onAnswer: Function,
};
