"""`load_areas`: all of a file or nothing, and the same file twice changes nothing."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from portal.areas.loading import DEMO_COUNTY, Counts, load_file
from portal.areas.models import Area, AreaLevel

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HEADER = "code,name,level,parent_code"
PROVINCE, CITY, COUNTY = "33,甲省,province,", "3311,乙市,city,33", "331125,丙县,county,3311"
TREE = [HEADER, PROVINCE, CITY, COUNTY]


@pytest.fixture
def file(tmp_path):
    def write(*lines: str, encoding: str = "utf-8", end: str = "\n"):
        path = tmp_path / "areas.csv"
        path.write_bytes(end.join(lines).encode(encoding))
        return path

    return write


def load(path, *options: str) -> str:
    out = io.StringIO()
    call_command("load_areas", str(path), *options, stdout=out)
    return out.getvalue().strip()


def refusal(path) -> str:
    with pytest.raises(CommandError) as caught:
        load(path)
    assert Area.objects.count() == 0
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_each_area_stands_under_its_parent(file):
    assert load(file(*TREE)) == "3 new, 0 changed, 0 unchanged"

    rows = Area.objects.values_list("code", "name", "level", "parent__code")
    assert list(rows) == [
        ("33", "甲省", AreaLevel.PROVINCE, None),
        ("3311", "乙市", AreaLevel.CITY, "33"),
        ("331125", "丙县", AreaLevel.COUNTY, "3311"),
    ]


def test_the_same_file_twice_changes_nothing(file):
    load(file(*TREE))
    before = list(Area.objects.values())

    assert load(file(*TREE)) == "0 new, 0 changed, 3 unchanged"
    assert list(Area.objects.values()) == before


def test_a_new_name_renames_and_what_the_file_leaves_out_stays(file):
    load(file(*TREE))

    assert load(file(HEADER, PROVINCE, "3311,新市,city,33", "3312,丁市,city,33")) == "1 new, 1 changed, 1 unchanged"
    assert dict(Area.objects.values_list("code", "name")) == {
        "33": "甲省",
        "3311": "新市",
        "331125": "丙县",
        "3312": "丁市",
    }


def test_children_may_stand_before_their_parents(file):
    assert load(file(HEADER, COUNTY, CITY, PROVINCE)) == "3 new, 0 changed, 0 unchanged"
    assert Area.objects.get(code="331125").parent.code == "3311"


def test_an_area_can_hang_below_one_that_is_already_stored(file):
    load(file(*TREE))

    assert load(file(HEADER, "331125106,石塘镇,township,331125")) == "1 new, 0 changed, 0 unchanged"


def test_an_area_can_move_below_a_parent_that_is_new(file):
    load(file(HEADER, PROVINCE, "331125,丙县,county,33"))

    assert load(file(*TREE)) == "1 new, 1 changed, 1 unchanged"
    assert Area.objects.get(code="331125").parent.code == "3311"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_excel_and_others_save_utf8_in_their_own_way(file, encoding, end):
    assert load(file(*TREE, "", ",,,", encoding=encoding, end=end)) == "3 new, 0 changed, 0 unchanged"


def test_full_width_digits_and_stray_spaces_are_put_right(file):
    load(file(HEADER, " ３３ , 甲省 ,province,"))

    assert list(Area.objects.values_list("code", "name")) == [("33", "甲省")]


def test_json_is_one_document(file):
    assert json.loads(load(file(*TREE), "--json")) == {"new": 3, "changed": 0, "unchanged": 0}


def test_json_says_what_was_wrong_and_fails(tmp_path, capsys):
    with pytest.raises(SystemExit) as caught:
        call_command("load_areas", str(tmp_path / "none.csv"), "--json")

    assert caught.value.code == 1
    assert list(json.loads(capsys.readouterr().out)) == ["error"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "The first line must be code,name,level,parent_code, not empty."),
        (["name,code"], "The first line must be code,name,level,parent_code, not name,code."),
        ([*TREE, "3311,又市,city,33"], "Line 5: the code 3311 stands already in line 3."),
        ([*TREE, "33112,x,county,3311"], "Line 5: the code of a county has 6 digits, not '33112'."),
        ([*TREE, "33112x,x,county,3311"], "Line 5: the code of a county has 6 digits, not '33112x'."),
        ([*TREE, "331201,x,county,3311"], "Line 5: the code 331201 does not begin with its parent's, 3311."),
        ([*TREE, "331126,x,county,331126"], "Line 5: the code 331126 does not begin with its parent's, 331126."),
        ([*TREE, "331126,x,county,"], "Line 5: a county needs a parent_code (331126)."),
        ([*TREE, "34,x,province,3"], "Line 5: a province has no parent_code (34)."),
        ([*TREE, "331201,x,county,3312"], "Line 5: 331201 lies in 3312, which is unknown: add its line."),
        ([*TREE, "331126,,county,3311"], "Line 5: a name of 1 to 60 characters is needed for 331126."),
        ([*TREE, "331126,x,shire,3311"], "Line 5: unknown level 'shire'; it is one of province, city, county, "),
        ([*TREE, "331126,x,county"], "Line 5: 3 columns, not 4."),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_and_nothing_is_kept(file, lines, message):
    assert refusal(file(*lines)).startswith(message)


def test_a_missing_file_is_named(tmp_path):
    assert refusal(tmp_path / "none.csv").endswith("none.csv: No such file or directory. Give the path of a CSV file.")


def test_a_directory_is_no_file(tmp_path):
    assert "Give the path of a CSV file." in refusal(tmp_path)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_another_encoding_is_refused_with_the_remedy(file, encoding):
    assert refusal(file(*TREE, encoding=encoding)).endswith("type “CSV UTF-8”) and load it again.")


def test_a_workbook_is_refused_with_the_remedy(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00\x00" + bytes(range(256)))

    assert refusal(path).endswith("and load it again.")


def test_the_demo_county_has_its_townships_and_villages():
    assert load_file(DEMO_COUNTY) == Counts(new=100)

    assert Area.objects.get(code="331125").name == "云和县"
    assert Area.objects.filter(level=AreaLevel.TOWNSHIP, parent__code="331125").count() == 10
    assert Area.objects.get(code="331125106").name == "石塘镇"


def test_a_whole_province_is_loaded_in_a_fixed_number_of_queries(file, django_assert_max_num_queries):
    villages = [f"331125106{n:03d},第{n}村,village,331125106" for n in range(999)]

    with django_assert_max_num_queries(14):
        load_file(file(*TREE, "331125106,石塘镇,township,331125", *villages))


def test_english_names_are_a_column_that_may_be_left_out_and_none_is_lost_without_it(file):
    named = [f"{HEADER},name_en", f"{PROVINCE},Jia", f"{CITY},", f"{COUNTY},Bing County"]
    load(file(*named))
    assert load(file(*TREE)) == "0 new, 0 changed, 3 unchanged"
    assert list(Area.objects.values_list("name_en", flat=True)) == ["Jia", "", "Bing County"]
    assert load(file(*named[:3], f"{COUNTY},Bing")) == "0 new, 1 changed, 2 unchanged"


def test_an_area_has_its_english_name_on_english_pages_only(file):
    load(file(f"{HEADER},name_en", f"{PROVINCE},Jia"))
    province = Area.objects.get()
    with override("en"):
        assert province.local_name == "Jia"
    with override("zh-hans"):
        assert province.local_name == "甲省"


def test_an_english_name_that_is_too_long_is_refused(file):
    assert "longer than 80" in refusal(file(f"{HEADER},name_en", f"{PROVINCE},{'J' * 81}"))
