from . import (
    test_authorization,
    test_ceilings,
    test_disclosure,
    test_exposure_cases,
    test_exposure_history,
    test_exposure_properties,
    test_gate,
    test_gate_concurrency,
    test_import_credit,
    test_install,
    test_instrument_cases,
    test_instrument_guards,
)
