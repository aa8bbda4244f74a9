import {onMounted, onWillUnmount} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {useService} from "@web/core/utils/hooks";

const APP = "sav_base.menu_root";

/**
 * Makes the after-sales app the current one on a screen that no menu leads to: opened by
 * its address, the web client would show the menu of another app, and the scanner would
 * leave what is scanned to that one.
 */
export function useSavApp() {
    const menu = useService("menu");
    let timer = null;
    onMounted(() => {
        // The web client chooses an app itself right after the first screen is mounted.
        timer = browser.setTimeout(() => {
            const app = menu.getApps().find(({xmlid}) => xmlid === APP);
            if (app && menu.getCurrentApp()?.xmlid !== APP) {
                menu.setCurrentMenu(app);
            }
        });
    });
    onWillUnmount(() => browser.clearTimeout(timer));
}
