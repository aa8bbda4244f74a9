import {
    Component,
    markRaw,
    onWillUnmount,
    useEffect,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import {AnswerQueue} from "./answer_queue";
import {Conclusion} from "../conclusion/conclusion";
import {PhotoError} from "@sav_base/technician/photo_tools";
import {PlayerModel} from "./player_model";
import {Question} from "../question/question";
import {_t} from "@web/core/l10n/translation";
import {getErrorMessage} from "@sav_base/technician/use_feedback";
import {useService} from "@web/core/utils/hooks";
import {uuid} from "@web/core/utils/strings";

/**
 * A scenario being answered, on a phone or on a desk.
 *
 * `form` is what `sav.response.get_form` brings; another form wants another key.
 * Answers are saved as they are given. `onFinished` tells that the form was completed,
 * `onReopened` asks for the form again.
 */
export class ScenarioPlayer extends Component {
    static template = "sav_diagnosis.ScenarioPlayer";
    static components = {Conclusion, Question};
    static props = {
        form: Object,
        onFinished: {type: Function, optional: true},
        onReopened: {type: Function, optional: true},
        onClose: {type: Function, optional: true},
    };
    static defaultProps = {onFinished: () => {}};

    setup() {
        this.server = useService("sav_diagnosis.server");
        this.root = useRef("root");
        const {response, conclusion} = this.props.form;
        this.response = response;
        this.state = useState({
            status: "saved",
            isBusy: false,
            showMissing: false,
            message: "",
            goTo: null,
            refusals: {},
            conclusion,
            isEditable: response.is_editable,
            // What the model makes of the answers, worked out once for each of them.
            view: null,
        });
        this.model = new PlayerModel(this.props.form);
        this.refresh();
        this.onAnswer = this.onAnswer.bind(this);
        this.extras = new Map();
        this.photos = useService("sav_diagnosis.photos");
        this.photos.show(this.props.form.photos);
        this.shownPhotos = useState(this.photos.photos);
        this.queue = new AnswerQueue({
            uuid: response.uuid,
            save: (changes) => this.server.saveAnswers(response.id, changes),
            onSaved: (result) => this.onSaved(result),
            onRefused: (error) => this.onRefused(error),
            onStatus: (status) => {
                this.state.status = status;
            },
        });
        if (response.is_editable) {
            this.takeUpPending();
        }
        useExternalListener(window, "online", () => this.queue.flush());
        // A phone that puts the page away may never bring it back.
        useExternalListener(document, "visibilitychange", () => {
            if (document.visibilityState === "hidden") {
                this.queue.flush();
            }
        });
        useEffect(
            (code) => this.showQuestion(code),
            () => [this.state.goTo]
        );
        onWillUnmount(() => this.queue.close());
    }

    /** Answers that a closed browser could not send any more. */
    takeUpPending() {
        for (const {question, value} of this.queue.pending) {
            if (this.model.questions.has(question)) {
                this.model.answer(question, value);
            }
        }
        this.refresh();
        this.queue.flush();
    }

    refresh() {
        const {sections, progress, proposals, failure} = this.model;
        this.state.view = markRaw({sections, progress, proposals, failure});
    }

    get view() {
        return this.state.view;
    }

    get percentage() {
        const {done, total} = this.view.progress;
        return total ? Math.round((100 * done) / total) : 100;
    }

    get safetyStops() {
        if (this.state.conclusion && !this.state.isEditable) {
            return this.state.conclusion.safety_stop;
        }
        return this.view.proposals
            .filter(({kind}) => kind === "safety_stop")
            .map(({summary}) => summary);
    }

    get statusText() {
        const {missing} = this.view.progress;
        return {
            saved: missing
                ? _t("Saved. Still to answer: %(missing)s", {missing})
                : _t("Saved. Nothing is missing."),
            saving: _t("Saving…"),
            waiting: _t("No connection: your answers are kept and will be sent."),
            refused: _t("Not saved."),
        }[this.state.status];
    }

    get hasFailedEffect() {
        return Boolean(
            this.state.conclusion?.effects.some(({state}) => state === "failed")
        );
    }

    /**
     * @param {object} question
     * @returns {object} props of its `Question`
     */
    getQuestionProps(question) {
        const {code} = question;
        const {model, state} = this;
        const isCalculated = model.isCalculated(code);
        return {
            question,
            value: isCalculated ? model.resolution.values[code] : model.answers[code],
            isCalculated,
            isRequired: model.required.has(code),
            isReadonly: !state.isEditable,
            error: model.errors.get(code),
            hasWarning: model.warnings.has(code),
            isMissing: state.showMissing && model.missing.has(code),
            refusal: state.refusals[code],
            extra: this.getExtra(question),
            onAnswer: this.onAnswer,
        };
    }

    /** What the control of a question needs; the same object each time. */
    getExtra(question) {
        const {code} = question;
        if (!this.extras.has(code)) {
            this.extras.set(code, this.makeExtra(question));
        }
        return this.extras.get(code);
    }

    makeExtra(question) {
        const {code, type} = question;
        if (type === "photo") {
            return {
                photos: this.shownPhotos,
                onAddPhotos: (files, source) =>
                    this.onAddPhotos(question, files, source),
                onRetryPhoto: (identifier) => this.photos.send(identifier),
            };
        }
        if (type === "signature") {
            return {onSign: (name, picture) => this.onSign(question, name, picture)};
        }
        const meter = this.props.form.meters[code];
        return type === "meter" && meter ? {meter} : {};
    }

    onAnswer(question, value, source) {
        if (!this.state.isEditable) {
            return;
        }
        delete this.state.refusals[question];
        this.state.message = "";
        this.model.answer(question, value);
        this.refresh();
        this.queue.add({
            question,
            // Half a number stays on the screen: the one before must not stand for it.
            value: this.model.errors.get(question) === "type" ? null : value,
            source,
            device_time: new Date().toISOString(),
        });
        this.state.status = "saving";
    }

    async onAddPhotos(question, files, source) {
        for (const file of files) {
            const most = question.photos_max;
            const taken = this.model.answers[question.code] ?? [];
            if (taken.length >= most) {
                break;
            }
            const identifier = uuid();
            try {
                await this.photos.add(
                    identifier,
                    file,
                    this.response,
                    this.props.form.photo_limits,
                    {
                        source,
                        caption: question.label,
                        purpose: question.purpose ?? "diagnosis",
                    }
                );
            } catch (error) {
                if (!(error instanceof PhotoError)) {
                    throw error;
                }
                this.state.refusals[question.code] = error.message;
                continue;
            }
            const before = this.model.answers[question.code] ?? [];
            this.onAnswer(question.code, [...before, identifier], "user");
            this.photos.send(identifier);
        }
    }

    async onSign(question, name, picture) {
        const identifier = uuid();
        if (!(await this.queue.flush())) {
            this.state.message = _t("There is no connection: sign again a bit later.");
            return;
        }
        try {
            const result = await this.server.sign(
                this.response.id,
                question.code,
                name,
                picture,
                identifier
            );
            if (result.saved.includes(question.code)) {
                this.model.answer(question.code, identifier);
                this.refresh();
            }
            this.onSaved(result);
        } catch (error) {
            this.state.refusals[question.code] = getMessage(error);
        }
    }

    onSaved({refused, voided}) {
        Object.assign(this.state.refusals, refused);
        for (const code of voided) {
            this.model.answer(code, null);
            this.state.refusals[code] = _t("Answers changed since, sign again.");
        }
        if (voided.length) {
            this.refresh();
        }
    }

    onRefused(error) {
        this.state.message = getMessage(error);
    }

    goToMissing() {
        this.state.showMissing = true;
        this.state.goTo = this.model.toDo[0] ?? null;
    }

    showQuestion(code) {
        if (!code) {
            return;
        }
        const question = this.root.el.querySelector(
            `[data-question="${CSS.escape(code)}"]`
        );
        question?.scrollIntoView({block: "center"});
        question?.focus({preventScroll: true});
        this.state.goTo = null;
    }

    async onFinish() {
        if (this.state.isBusy) {
            return;
        }
        if (this.model.toDo.length) {
            this.goToMissing();
            return;
        }
        this.state.isBusy = true;
        this.state.message = "";
        try {
            if (!(await this.queue.flush())) {
                this.state.message ||= _t(
                    "Your answers are kept but not sent yet: finish once the connection is back."
                );
                return;
            }
            this.state.conclusion = await this.server.submit(this.response.id);
            this.state.isEditable = false;
            this.props.onFinished(this.state.conclusion);
        } catch (error) {
            this.state.message = getMessage(error);
        } finally {
            this.state.isBusy = false;
        }
    }

    async onRetryEffects() {
        await this.server.retryEffects(this.response.id);
        const form = await this.server.getForm(this.response.id);
        this.state.conclusion = form.conclusion;
        this.props.onFinished(form.conclusion);
    }

    async onReopen() {
        await this.server.reopen(this.response.id);
        this.props.onReopened();
    }
}

/**
 * @param {Error} error
 * @returns {string} what it says to a person
 */
function getMessage(error) {
    const message = getErrorMessage(error);
    if (!message) {
        throw error;
    }
    return message;
}
