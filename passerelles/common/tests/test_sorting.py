"""Words in the order that a dictionary of their language has them."""

import pytest

from passerelles.common.sorting import in_order

ORDERS = [
    ["agriculture", "eau", "économie", "éducation", "environnement", "santé", "sport", "université"],
    ["Île-de-France", "Normandie", "Œuvre", "Pékin", "Zhejiang"],
    ["安徽省", "北京市", "重庆市", "福建省", "广东省", "内蒙古自治区", "陕西省", "浙江省"],
    ["Lyon", "北京"],  # Latin letters first
]


@pytest.mark.parametrize("order", ORDERS)
def test_words_are_sorted_as_their_language_does(order):
    assert in_order(reversed(order)) == order
