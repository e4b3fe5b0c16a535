"""``python -m tests.domain.played --write`` records the steps of the stories anew."""

import sys

from tests.domain.played import recorded, to_record, write


def main() -> int:
    record = to_record()
    if sys.argv[1:] == ["--write"]:
        write(record)
    told = {text for texts in recorded().values() for text in texts}
    new = sum(text not in told for texts in record.values() for text in texts)
    print(f"{len(told)} steps are recorded, {new} are not")
    return 0


if __name__ == "__main__":
    sys.exit(main())
