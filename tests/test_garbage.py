import gc

import pytest

from kg.garbage import OBJECTS, sought_seldom


def test_garbage_is_sought_seldom_within_and_as_before_afterwards():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), sought_seldom():
        assert gc.get_threshold() == (OBJECTS, *before[1:])
        raise ZeroDivisionError
    assert gc.get_threshold() == before
