import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";

/**
 * The panels of a job on the technician's screen, from top to bottom by `sequence`.
 * A module adds its own here:
 *
 *     technicianPanels.add("diagnosis", {
 *         Component: DiagnosisPanel,
 *         title: _t("Diagnosis"),
 *         isVisible: (job) => Boolean(job.case),
 *         badge: (job) => job.diagnosis?.missing || false,
 *     }, {sequence: 30});
 *
 * - `Component` gets `technicianPanelProps`;
 * - `title` is a translated text;
 * - `isVisible(job)` and `badge(job)` (a number or a short text, false for none) get the
 *   job as `sav.intervention.get_job()` brings it, with what the module added to it in
 *   `_get_job_panels_data()`.
 *
 * Sequences of this module: device 10, photos 20, estimate 40, time 50, finish 60. The
 * diagnosis goes between the photos and the estimate: 30.
 *
 * A panel stays mounted once it was opened: what is typed in it survives closing it and
 * reloading the job, as long as the component keeps it in its own state.
 */
export const technicianPanels = registry.category("sav_technician_panels");

technicianPanels.addValidation({
    Component: {validate: (value) => value.prototype instanceof Component},
    title: {validate: (value) => typeof value === "string" || value instanceof String},
    isVisible: {type: Function},
    badge: {type: Function},
});

/** Props of a panel: complete them with none, whoever shows it gives these. */
export const technicianPanelProps = {
    // what `sav.intervention.get_job()` brought
    job: Object,
    // () => Promise: brings the job again after something changed
    reload: Function,
    // (key) => void: opens another panel and scrolls to it
    openPanel: Function,
};

/**
 * @param {Object} job
 * @returns {{key: string, title: string, Component: Function, badge: any}[]} the panels
 * that the job shows
 */
export function getVisiblePanels(job) {
    return technicianPanels
        .getEntries()
        .filter(([, panel]) => panel.isVisible(job))
        .map(([key, panel]) => ({
            key,
            title: panel.title,
            Component: panel.Component,
            badge: panel.badge(job),
        }));
}
