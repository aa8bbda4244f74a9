import {deserializeDate, deserializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";

const {DateTime} = luxon;

/** Bootstrap colour of a warranty verdict; its words are always beside it. */
export const WARRANTY_COLORS = {
    covered: "success",
    partial: "info",
    out: "warning",
    excluded: "danger",
    unknown: "secondary",
};

/**
 * @param {string} date of the server, with or without a time
 * @returns {string} the day in words where that is shorter, with the time if any
 */
export function formatDay(date) {
    const hasTime = date.length > 10;
    const moment = hasTime ? deserializeDateTime(date) : deserializeDate(date);
    const days = moment.startOf("day").diff(DateTime.now().startOf("day"), "days").days;
    const names = new Map([
        [-1, _t("Yesterday")],
        [0, _t("Today")],
        [1, _t("Tomorrow")],
    ]);
    const day =
        names.get(Math.round(days)) ||
        moment.toLocaleString({weekday: "short", day: "numeric", month: "short"});
    if (!hasTime) {
        return day;
    }
    const time = moment.toLocaleString(DateTime.TIME_SIMPLE);
    return _t("%(day)s, %(time)s", {day, time});
}
