import {evaluate} from "../core/expression";
import {isAnswer, resolve} from "../core/scenario";

/**
 * @typedef {object} Form what the server's `get_form` brings
 */

/**
 * A form being answered: its answers, and what the engine makes of them at once.
 *
 * It knows neither the server nor the screen.
 */
export class PlayerModel {
    /**
     * @param {Form} form
     */
    constructor(form) {
        this.definition = form.definition;
        this.context = form.context;
        this.previews = form.effects;
        this.answers = {...form.answers};
        this.questions = new Map();
        for (const section of this.definition.sections) {
            for (const question of section.questions) {
                this.questions.set(question.code, question);
            }
        }
        this.update();
    }

    /**
     * @param {string} code of the question
     * @param {any} value null takes the answer back
     */
    answer(code, value) {
        this.answers[code] = value;
        this.update();
    }

    update() {
        try {
            this.resolution = resolve(this.definition, this.answers, this.context);
            this.failure = null;
        } catch (error) {
            // The last outcome stays on screen: what was typed must not disappear.
            this.failure = error;
            this.resolution ??= {
                visible: [...this.questions.keys()],
                required: [],
                values: {},
                missing: [],
                errors: [],
                warnings: [],
                effects: [],
                complete: false,
            };
        }
        this.visible = new Set(this.resolution.visible);
        this.required = new Set(this.resolution.required);
        this.missing = new Set(this.resolution.missing);
        this.warnings = new Set(this.resolution.warnings);
        this.errors = new Map(
            this.resolution.errors.map(({question, code}) => [question, code])
        );
    }

    /**
     * @returns {{section: object, questions: object[]}[]} what is asked
     */
    get sections() {
        return this.definition.sections
            .map((section) => ({
                section,
                questions: section.questions.filter(({code}) => this.visible.has(code)),
            }))
            .filter(({questions}) => questions.length);
    }

    /**
     * @returns {{done: number, total: number, missing: number}}
     */
    get progress() {
        const asked = this.resolution.visible.filter(
            (code) => !this.isCalculated(code)
        );
        return {
            done: asked.filter((code) => code in this.resolution.values).length,
            total: asked.length,
            missing: this.toDo.length,
        };
    }

    /**
     * @returns {string[]} codes of the questions to answer or to correct, in form order
     */
    get toDo() {
        return this.resolution.visible.filter(
            (code) => this.missing.has(code) || this.errors.has(code)
        );
    }

    /**
     * @returns {{code: string, kind: string, summary: string, quantity?: number}[]}
     *     what the form would propose with these answers
     */
    get proposals() {
        return this.resolution.effects.map((code) => {
            const {kind, summary, quantity} = this.previews[code];
            return {code, kind, summary, quantity: this.evaluate(quantity)};
        });
    }

    isCalculated(code) {
        return (this.questions.get(code).calculate ?? null) !== null;
    }

    isAnswered(code) {
        return isAnswer(this.answers[code] ?? null);
    }

    evaluate(expression) {
        if (!expression) {
            return undefined;
        }
        try {
            return evaluate(expression, this.resolution.values, this.context);
        } catch {
            return null;
        }
    }
}
