/**
 * The products that a half-typed code may stand for, in a list below its field. Nothing is taken until one of them is
 * chosen with the arrows or the pointer: a code that was typed in full stays what it is.
 */
export class Suggestions {
    constructor(input, products) {
        this.input = input;
        this.chosen = -1;
        this.products = products;
        this.list = document.createElement("ul");
        this.list.className = "o_obligo_suggestions list-group shadow";
        this.list.id = "o_obligo_suggestions";
        this.list.setAttribute("role", "listbox");
        this.options = products.map((product, index) => this.option(product, index));
        this.list.append(...this.options);
        input.parentElement.append(this.list);
        input.setAttribute("aria-expanded", "true");
        input.setAttribute("aria-controls", this.list.id);
    }

    option(product, index) {
        const option = document.createElement("li");
        option.className = "list-group-item list-group-item-action py-1";
        option.id = `o_obligo_suggestion_${index}`;
        option.setAttribute("role", "option");
        const code = document.createElement("span");
        code.className = "fw-bold me-2";
        code.textContent = product.own_code || product.code;
        option.append(code, product.name);
        option.dataset.index = index;
        return option;
    }

    /** Go up or down the list; before the first and after the last is what was typed. */
    move(step) {
        const places = this.options.length + 1;
        this.chosen = ((this.chosen + 1 + step + places) % places) - 1;
        this.options.forEach((option, index) => {
            option.classList.toggle("active", index === this.chosen);
            option.setAttribute("aria-selected", index === this.chosen);
        });
        const option = this.options[this.chosen];
        option?.scrollIntoView({ block: "nearest" });
        this.input.setAttribute("aria-activedescendant", option ? option.id : "");
    }

    /** The product chosen, if one is. */
    get product() {
        return this.products[this.chosen];
    }

    close() {
        this.list.remove();
        this.input.setAttribute("aria-expanded", "false");
        this.input.removeAttribute("aria-activedescendant");
        this.input.removeAttribute("aria-controls");
    }
}
