import { registry } from "@web/core/registry";

/** Nothing may stand out at the side of the phone. */
function fits() {
    const width = document.documentElement.scrollWidth;
    if (width > window.innerWidth) {
        throw new Error(`The page is ${width} wide on a screen of ${window.innerWidth}.`);
    }
}

const CARD = ".o_kanban_record:contains(Alfa Lda)";
const INBOX_IS_EMPTY = {
    content: "No order waits any more",
    trigger: ".o_kanban_view:not(:has(.o_kanban_record:contains(Alfa Lda))) .o_view_nocontent:contains(אין הזמנה)",
    run: fits,
};

/** An approver reads the figures on the card, from right to left, and releases the order with one tap. */
registry.category("web_tour.tours").add("crm_credit_control_phone_release", {
    steps: () => [
        {
            content: "The inbox is Hebrew and shows what was found, the ceiling, and by how much it is too much",
            trigger: `.o_rtl ${CARD}:contains(ממתין):contains(11,000.00):contains(10,000.00):contains(1,000.00)`,
            run: fits,
        },
        {
            content: "Release with one tap",
            trigger: `${CARD} footer button[name=action_release]:contains(שחרר)`,
            run: "click",
        },
        INBOX_IS_EMPTY,
    ],
});

/** An approver opens the page of the finding, and refuses it from the card with the reason that he must give. */
registry.category("web_tour.tours").add("crm_credit_control_phone_refuse", {
    steps: () => [
        { content: "Open the finding", trigger: `.o_rtl ${CARD}`, run: "click" },
        {
            content: "All figures of order and customer stand on its page",
            trigger: ".o_form_view .o_field_widget[name=excess]:contains(6,000.00)",
            run: fits,
        },
        { content: "Back to the inbox", trigger: ".o_breadcrumb .o_back_button", run: "click" },
        { content: "Refuse", trigger: `${CARD} footer button:contains(דחה)`, run: "click" },
        {
            content: "The figures stand there as a card, not in a list that is too wide",
            trigger: ".modal .o_kanban_record:contains(16,000.00):contains(10,000.00):contains(6,000.00)",
            run: fits,
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit חוב ישן",
        },
        {
            content: "Refuse it",
            trigger: ".modal footer button[name=action_decide]:contains(דחה)",
            run: "click",
        },
        INBOX_IS_EMPTY,
    ],
});
