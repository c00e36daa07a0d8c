import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

/** Says at once that files are too large or too many to be taken; without script the server says so. */
export class FileLimits extends Interaction {
    static selector = "input[type='file'][data-each-bytes]";
    dynamicContent = {
        _root: { "t-on-change": this.onChange },
    };

    setup() {
        this.message = document.createElement("div");
        this.message.className = "text-danger small";
        // There before it says anything: a screen reader reads what changes in it.
        this.message.setAttribute("role", "alert");
        this.insert(this.message, this.el, "afterend");
    }

    onChange() {
        const { eachBytes, mostFiles, tooLarge } = this.el.dataset;
        const files = [...this.el.files];
        const isTooMuch =
            files.length > Number(mostFiles || 1) || files.some((file) => file.size > Number(eachBytes));
        this.message.textContent = isTooMuch ? tooLarge : "";
        this.el.classList.toggle("is-invalid", isTooMuch);
        // The browser does not send a form with a field that says this.
        this.el.setCustomValidity(isTooMuch ? tooLarge : "");
    }
}

registry.category("public.interactions").add("crm_base.file_limits", FileLimits);
