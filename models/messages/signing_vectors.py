"""Three commands and their signatures, byte for byte: whoever signs elsewhere checks the own program by them.

The private keys are those of these examples and of nothing else.
"""

from collections.abc import Mapping
from typing import Any

VECTORS: tuple[Mapping[str, Any], ...] = (
    {
        "title": "a brand approves and says when it is released",
        "private": "0000000000000000000000000000000000000000000000000000000000000001",
        "public": "TLWr9q15-_WrvMr8wmnYXNJlHtS4hbWGnyQa7fCluik",
        "kid": "brand-qingyou-1",
        "workflow_id": "commission/qingyou-2026-1",
        "name": "approve",
        "command": {
            "actor": "brand:qingyou",
            "command_id": "approve-1",
            "release_at": "2026-12-02T20:00:00+08:00",
        },
        "iat": 1796136000,
        "exp": 1796139600,
        "body": "3058f5f998e8dcf181e365635b889e76ef826286e7117d71a85bf705b33603ca",
        "signed": '{"actor":"brand:qingyou","body":"3058f5f998e8dcf181e365635b889e76ef826286e7117d71a85bf705b33603ca","command_id":"approve-1","exp":1796139600,"iat":1796136000,"name":"approve","v":1,"workflow_id":"commission/qingyou-2026-1"}',
        "sig": "nT6xMXAVE0NN_44sdVc1Z3_0KKc2Y2nWu-QLbRy12wLoT436e27zwozrLyUgaetQKP1GGQlYM8FwL419ufLLDg",
    },
    {
        "title": "the gateway sends what a creator said, with its stamp",
        "private": "0000000000000000000000000000000000000000000000000000000000000002",
        "public": "dCK5iHWYBo4yxESKlJrbKQ0PTjW54BsO5fGh5gD-JnQ",
        "kid": "gateway-1",
        "workflow_id": "commission/qingyou-2026-1",
        "name": "request_cancel",
        "command": {
            "actor": "creator:atang",
            "command_id": "01JDZK3Q",
            "quoted_fen": 150000,
            "reason": "身体原因，无法按期完成 🙏",
            "received_at": "2026-12-01T14:40:01.123000+00:00",
        },
        "iat": 1796136000,
        "exp": 1796136900,
        "body": "8326d76b49dd911e7b0c2f51beea5f59950b1e45621573097fd8fb0b1f2fd1a9",
        "signed": '{"actor":"creator:atang","body":"8326d76b49dd911e7b0c2f51beea5f59950b1e45621573097fd8fb0b1f2fd1a9","command_id":"01JDZK3Q","exp":1796136900,"iat":1796136000,"name":"request_cancel","v":1,"workflow_id":"commission/qingyou-2026-1"}',
        "sig": "3Fp7x1bhNuNMkVGCV33UU_B72SQVhCfypyL7KdSo8Hdx6shUNNFnFJXUdFqBFe7ToU7UjWmu85HjgGvBR49IDA",
    },
    {
        "title": "an operator through the gateway, with a list and a truth",
        "private": "0000000000000000000000000000000000000000000000000000000000000002",
        "public": "dCK5iHWYBo4yxESKlJrbKQ0PTjW54BsO5fGh5gD-JnQ",
        "kid": "gateway-1",
        "workflow_id": "commission/qingyou-2026-1",
        "name": "complain",
        "command": {
            "on_behalf_of": "brand",
            "actor": "operator:li",
            "command_id": "7f0c",
            "cause": "content_differs",
            "reason": 'A "quote", a \\ and an é',
            "evidence": ["https://example.com/1", "é"],
            "round": 0,
        },
        "iat": 1796136000,
        "exp": 1796740800,
        "body": "cdfdde87d041f5eb89010b5ab89943d4f9c266e80a194301d206c66c2a27acbc",
        "signed": '{"actor":"operator:li","body":"cdfdde87d041f5eb89010b5ab89943d4f9c266e80a194301d206c66c2a27acbc","command_id":"7f0c","exp":1796740800,"iat":1796136000,"name":"complain","v":1,"workflow_id":"commission/qingyou-2026-1"}',
        "sig": "0IkQ4CJtjl2cE_oRYsYYOZLN02y5V0JDD6eo8I4TDGBco4AtTMIKnpEPy2in_hlEIr5RQ9mOJf8KMGMfWwsxBA",
    },
)
