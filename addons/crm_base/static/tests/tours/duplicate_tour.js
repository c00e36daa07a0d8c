import { registry } from "@web/core/registry";

/** A seller types a customer of another: he is told while typing, asked before saving, and goes on with a reason. */
registry.category("web_tour.tours").add("crm_base_duplicate_customer", {
    steps: () => [
        {
            content: "Type the name of a customer that another seller has",
            trigger: ".o_form_view .o_field_widget[name='name'] .o_input",
            run: "edit ZIMBRO CARAMULO",
        },
        {
            content: "He is told while typing",
            trigger: ".o_crm_duplicate_banner .alert-danger:contains(Zimbro Caramulo, Lda):contains(Lisboa)",
        },
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        {
            content: "He is asked before saving",
            trigger: ".o_crm_duplicate_dialog:contains(Zimbro Caramulo, Lda)",
        },
        { content: "Without a reason he cannot go on", trigger: ".o_crm_duplicate_continue:disabled" },
        { content: "Go back", trigger: ".o_crm_duplicate_cancel", run: "click" },
        { content: "Nothing was saved", trigger: ".o_form_view:not(:has(.o_crm_duplicate_dialog)) .o_form_button_save" },
        { content: "Save once more", trigger: ".o_form_button_save", run: "click" },
        {
            content: "Say why",
            trigger: ".o_crm_duplicate_dialog textarea",
            run: "edit Other branch, own invoices",
        },
        { content: "Go on", trigger: ".o_crm_duplicate_continue:enabled", run: "click" },
        { content: "It is saved", trigger: ".o_form_view .o_form_saved" },
    ],
});

/** Quick creation from a quotation: the refused name opens the form, which asks. */
registry.category("web_tour.tours").add("crm_base_duplicate_quick_create", {
    steps: () => [
        {
            content: "Type the customer on the quotation",
            trigger: ".o_field_widget[name='partner_id'] input",
            run: "edit Zimbro Caramulo",
        },
        {
            content: "Create it by its name",
            trigger: ".o_m2o_dropdown_option_create a, .o_m2o_dropdown_option_create_edit a",
            run: "click",
        },
        {
            content: "The form opens and tells whose it is",
            trigger: ".modal .o_crm_duplicate_banner .alert:contains(Zimbro Caramulo, Lda)",
        },
        { content: "Leave it", trigger: ".modal .o_form_button_cancel", run: "click" },
        { content: "Leave the quotation too", trigger: "body:not(:has(.modal)) .o_form_button_cancel", run: "click" },
        { content: "Nothing is left open", trigger: "body:not(:has(.o_form_view)) .o_action .o_control_panel" },
    ],
});
