import { inputFiles } from "@web/../tests/utils";
import { registry } from "@web/core/registry";

const sheet = (...rows) => new File([rows.join("\n")], "customers.csv", { type: "text/csv" });
const choose = (file) => ({
    content: "Choose a file",
    trigger: ".modal .o_field_widget[name='file'] .o_input_file:not(:visible)",
    run: () => inputFiles(".modal .o_field_widget[name='file'] .o_input_file", [file]),
});
const toColumns = [
    { content: "The file has arrived", trigger: ".modal .o_field_widget[name='file'] .o_clear_file_button" },
    { content: "On to the columns", trigger: ".modal button[name='action_match']", run: "click" },
    { content: "The header was recognised", trigger: ".modal .o_field_widget[name='column_ids'] td:contains(Localidade)" },
    { content: "Check", trigger: ".modal .o_widget_crm_import_run button:contains(Check)", run: "click" },
];

/** A bad row is told, the mended file is checked and comes in. */
registry.category("web_tour.tours").add("crm_base_import", {
    steps: () => [
        choose(sheet("Código;Nome;Localidade", "TOUR1;Zimbral Antunes;Faro", "TOUR2;;Faro")),
        ...toColumns,
        { content: "Nothing came in", trigger: ".modal .alert-danger:contains(Rows to mend)" },
        { content: "The row is told", trigger: ".modal .o_field_widget[name='finding_ids']:contains(Fill this cell in)" },
        { content: "The bad rows can be had", trigger: ".modal .o_field_widget[name='error_file']:contains(.xlsx)" },
        { content: "Choose again", trigger: ".modal button[name='action_back']", run: "click" },
        choose(sheet("Código;Nome;Localidade", "TOUR1;Zimbral Antunes;Faro", "TOUR2;Quebrada Sousa;Faro")),
        ...toColumns,
        { content: "Nothing is wrong", trigger: ".modal .alert-info:contains(Nothing is wrong)" },
        { content: "Import", trigger: ".modal .o_widget_crm_import_run button:contains(Import)", run: "click" },
        { content: "All rows are in", trigger: ".modal .alert-success:contains(All rows are in)" },
    ],
});
