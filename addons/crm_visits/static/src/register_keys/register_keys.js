import { useEnv, useExternalListener } from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";

const MOVES = { F2: "change", F3: "remove", F7: "include", F11: "print" };

/**
 * The keys of the register, as those know them who entered their contacts in a program with a keyboard: F7 includes,
 * F2 changes, F3 deletes, F11 prints. They are the browser's again on every other page, and in a dialog.
 *
 * @param {Object<string, Function>} moves what to do for each of change, remove, include and print
 */
export function useRegisterKeys(moves) {
    const env = useEnv();
    const ui = useService("ui");
    useExternalListener(
        window,
        "keydown",
        (ev) => {
            const move = MOVES[ev.key];
            const isWithAnother = ev.altKey || ev.ctrlKey || ev.metaKey || ev.shiftKey;
            if (!move || isWithAnother || env.inDialog || ui.activeElement !== document) {
                return;
            }
            ev.preventDefault();
            if (!ev.repeat && !ui.isBlocked) {
                moves[move]();
            }
        },
        { capture: true }
    );
}
