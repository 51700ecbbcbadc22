"""`python -m camdash import` and `campaign`, as they are typed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from camdash.cli.main import main
from camdash.settings import Settings
from camdash.store import Store
from tests.store.workbooks import write_form1, write_returns

BA_VI = "Huyện Ba Vì"


def run(*arguments: str | Path) -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments])


def counted() -> int:
    """Sum the cameras that count in the test's home."""
    with Store.open(Settings.from_environment()) as store:
        return sum(v.cameras for v in store.versions("2024") if v.state == "current")


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """Make one return of Ba Vì with five cameras, in a folder."""
    folder = tmp_path / "in"
    folder.mkdir()
    write_form1(folder / "Mau 1.xlsx", BA_VI, [(f"Điểm {n}", 1) for n in range(5)])
    return folder


def test_a_folder_is_imported_with_a_summary(tmp_path: Path) -> None:
    """Counts by kind of outcome on stdout, nothing on stderr when no one watches, exit 0."""
    cameras = write_returns(tmp_path / "in")
    (tmp_path / "in" / "thu.lnk").touch()
    told = run("import", tmp_path / "in", "--received-at", "11/03/2024")
    assert (told.exit_code, told.stderr, counted()) == (0, "", cameras)
    for sentence in ("Đã nhận 9 tệp.", "Đã lưu: 6", "Thay phiên bản trước: 2", "không thay đổi: 1", "Bỏ qua 1 tệp"):
        assert sentence in told.stdout
    assert "thứ tự xếp theo tên tệp" in told.stdout


def test_a_file_that_cannot_be_read_gives_exit_1_and_its_sentence(returns: Path) -> None:
    """The others are stored."""
    (returns / "hong.xlsx").write_bytes(b"no workbook")
    told = run("import", returns)
    assert (told.exit_code, counted()) == (1, 5)
    assert "- hong.xlsx: không đọc được." in told.stdout


def test_a_supplement_is_held_until_the_command_says(returns: Path, tmp_path: Path) -> None:
    """Without `--as` a question, exit 0; the same file again with `--as add` is the answer."""
    run("import", returns, "--received-at", "2024-03-11")
    more = tmp_path / "them.xlsx"
    write_form1(more, BA_VI, [("Cổng chợ", 2)])
    held = run("import", more, "--received-at", "2024-03-12")
    assert (held.exit_code, counted(), "Tạm giữ, chờ quyết định: 1" in held.stdout) == (0, 5, True)
    assert "Hãy chọn bổ sung thêm hoặc thay thế." in held.stdout
    assert (run("import", more, "--as", "add").exit_code, counted()) == (0, 7)


def test_a_word_replaces(returns: Path, tmp_path: Path) -> None:
    """`--as replace` puts a file of other rows in the place of the part."""
    run("import", returns, "--received-at", "2024-03-11")
    write_form1(tmp_path / "khac.xlsx", BA_VI, [("Cổng chợ", 2)])
    run("import", tmp_path / "khac.xlsx", "--as", "replace")
    assert counted() == 2


def test_a_manifest_says_when(returns: Path, tmp_path: Path) -> None:
    """And what it and the folder do not share is said."""
    listed = tmp_path / "bang ke.csv"
    listed.write_text("file,received_on\nMau 1.xlsx,2024-04-02\nMau 9.xlsx,2024-04-02\n", encoding="utf-8-sig")
    told = run("import", returns, "--manifest", listed)
    with Store.open(Settings.from_environment()) as store:
        assert [v.received_on.isoformat() for v in store.versions("2024")] == ["2024-04-02"]
    assert "Bảng kê có tên Mau 9.xlsx nhưng không tìm thấy tệp này." in told.stdout


def test_without_a_day_a_file_was_received_today(returns: Path) -> None:
    """The day of the machine that the clerk sits at."""
    days = {datetime.now(UTC).astimezone().date()}
    run("import", returns)
    days.add(datetime.now(UTC).astimezone().date())
    with Store.open(Settings.from_environment()) as store:
        assert store.versions("2024")[0].received_on in days


def test_verbose_says_a_line_a_form(returns: Path) -> None:
    """Each as soon as it is on disk."""
    told = run("import", returns, "--verbose")
    assert told.stdout.startswith("Mau 1.xlsx: Mẫu số 1, Huyện Ba Vì: đã lưu 5 vị trí, 5 camera.")


def test_the_unit_may_be_said(tmp_path: Path) -> None:
    """For a file that does not say whose it is."""
    write_form1(tmp_path / "a.xlsx", "đơn vị", [("Cổng chợ", 2)])
    held = run("import", tmp_path / "a.xlsx")
    assert (counted(), "Hãy chọn đơn vị" in held.stdout) == (0, True)
    run("import", tmp_path / "a.xlsx", "--unit", "271")
    assert counted() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("--received-at", "31/3"), ("--received-at", "2024-02-30"), ("--as", "both"), ("--campaign", "1999"),
        ("--unit", "999"), ("--manifest", "no such.csv"), ("no such folder",),
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_2(returns: Path, wrong: tuple[str, ...]) -> None:
    """Nothing is stored then."""
    told = run("import", returns, *wrong)
    assert (told.exit_code, counted()) == (2, 0)
    assert "Traceback" not in told.output


def test_a_manifest_that_cannot_be_used_is_wrong_usage(returns: Path, tmp_path: Path) -> None:
    """The sentence names the line."""
    listed = tmp_path / "bang ke.csv"
    listed.write_text("file,received_on\nMau 1.xlsx,hôm qua\n", encoding="utf-8")
    told = run("import", returns, "--manifest", listed)
    assert (told.exit_code, "bang ke.csv, dòng 2" in told.stderr) == (2, True)


def test_a_campaign_is_added_listed_and_used(returns: Path, tmp_path: Path) -> None:
    """A registry of two units, then an import into it."""
    registry = tmp_path / "don vi.csv"
    registry.write_text("code,name,short,kind\nBV,Huyện Ba Vì,Ba Vì,district\nX,Xã X,X,ward\n", encoding="utf-8")
    told = run("campaign", "add", "2025", "--registry", registry, "--deadline", "31/12/2025", "--name", "Năm 2025")
    assert (told.exit_code, "2 đơn vị, hạn nộp 31/12/2025" in told.stdout) == (0, True)
    assert run("campaign", "add", "2025", "--registry", registry, "--deadline", "31/12/2025").exit_code == 2
    listing = run("campaign", "list").stdout.splitlines()
    assert [line.partition(":")[0] for line in listing] == ["2025", "2024"]
    assert run("import", returns, "--campaign", "2025").exit_code == 0
    with Store.open(Settings.from_environment()) as store:
        assert [v.unit for v in store.versions("2025")] == ["BV"]


def test_a_registry_that_cannot_be_used_is_wrong_usage(tmp_path: Path) -> None:
    """Two units of one code are nobody."""
    (tmp_path / "r.csv").write_text("code,name\nA,Một\nA,Hai\n", encoding="utf-8")
    assert run("campaign", "add", "2025", "--registry", tmp_path / "r.csv", "--deadline", "31/12/2025").exit_code == 2
