from . import test_exposure_cases
