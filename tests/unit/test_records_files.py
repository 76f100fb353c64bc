"""Files of records, line by line."""

import gzip

import pytest

from statements.records.files import BadFile, BadLine, File


def lines_of(tmp_path, written, name="records.jsonl"):
    path = tmp_path / name
    path.write_bytes(written)
    return list(File(path).lines())


def test_lines_are_numbered_as_in_the_file_and_blank_ones_left_out(tmp_path):
    lines = lines_of(tmp_path, b'{"a": 1}\n\n  \n{"b": 2}')
    assert [(line.number, line.record()) for line in lines] == [(1, {"a": 1}), (4, {"b": 2})]


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    assert lines_of(tmp_path, b'\xef\xbb\xbf{"a": 1}\n')[0].record() == {"a": 1}


def test_a_compressed_file_reads_as_a_plain_one(tmp_path):
    lines = lines_of(tmp_path, gzip.compress(b'{"a": 1}\n'), "records.jsonl.gz")
    assert [line.record() for line in lines] == [{"a": 1}]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b"{", "a JSON object was expected (Expecting property name"),
        (b"[1]", "a JSON object was expected"),
        (b'{"a": "\xff"}', "UTF-8 was expected, and byte 8 is not"),
        (b'{"a": 1, "a": 2}', "a: the field is given twice"),
        (b'{"a": NaN}', "NaN is no JSON"),
        (b"[" * 100_000, "not one so deeply nested"),
    ],
)
def test_what_is_no_object_is_refused_with_what_was_expected(tmp_path, written, expected):
    with pytest.raises(BadLine) as refused:
        lines_of(tmp_path, written)[0].record()
    assert expected in str(refused.value)


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path):
    assert len(lines_of(tmp_path, '{"a": "one\u2028two"}\n'.encode())) == 1


def test_a_file_that_is_not_there_or_not_compressed_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"nowhere\.jsonl: No such file"):
        list(File(tmp_path / "nowhere.jsonl").lines())
    with pytest.raises(BadFile, match=r"records\.jsonl\.gz: Not a gzipped file"):
        lines_of(tmp_path, b'{"a": 1}', "records.jsonl.gz")


def test_a_compressed_file_cut_short_is_named(tmp_path):
    with pytest.raises(BadFile, match=r"records\.jsonl\.gz"):
        lines_of(tmp_path, gzip.compress(b'{"a": "' + b"x" * 100_000 + b'"}')[:60], "records.jsonl.gz")
