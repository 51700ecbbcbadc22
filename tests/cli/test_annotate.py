"""`python -m camdash annotate`: where the workbooks go and what the exit code tells."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from camdash.settings import ROOT
from tests.sheets import workbook

TABLE = "| STT | Vị trí lắp đặt | Số lượng |\n| 1 | Ngã tư | vài cái |"


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Give a folder with two returns of one name, one of them in a zip."""
    (tmp_path / "Mau 1 Ba Dinh.xlsx").write_bytes(workbook(TABLE))
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        archive.writestr("Mau 1 Ba Dinh.xlsx", workbook(TABLE))
        archive.writestr("Mau 1 Tay Ho.xlsx", workbook(TABLE))
    return tmp_path


def run(*arguments: object) -> tuple[int, str]:
    """Run the command and give its exit code and all it printed."""
    command = [sys.executable, "-m", "camdash", "annotate", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_one_workbook_goes_to_one_workbook(sent: Path) -> None:
    """Under the name that was asked for."""
    code, printed = run(sent / "Mau 1 Ba Dinh.xlsx", "-o", sent / "out" / "a.xlsx")
    assert code == 0
    assert "Mau 1 Ba Dinh.xlsx: 1 lỗi" in printed
    assert openpyxl.load_workbook(sent / "out" / "a.xlsx").sheetnames == ["Kết quả kiểm tra", "Sheet1"]


def test_several_go_to_a_zip_or_a_folder(sent: Path) -> None:
    """Those of one name are numbered."""
    files = [sent / "Mau 1 Ba Dinh.xlsx", sent / "sent.zip"]
    names = {f"Mau 1 {n} - kết quả kiểm tra{m}.xlsx" for n, m in (("Ba Dinh", ""), ("Ba Dinh", " (2)"), ("Tay Ho", ""))}
    assert run(*files, "-o", sent / "out.zip")[0] == 0
    assert run(*files, "-o", f"{sent / 'out'}/")[0] == 0
    assert set(zipfile.ZipFile(sent / "out.zip").namelist()) == names
    assert {path.name for path in (sent / "out").iterdir()} == names


def test_an_unreadable_file_is_exit_1(sent: Path) -> None:
    """It still gets its sheet with the reason."""
    (sent / "a.xlsx").write_bytes(b"\x00" * 99)
    code, _ = run(sent / "a.xlsx", "-o", sent / "b.xlsx")
    assert (code, openpyxl.load_workbook(sent / "b.xlsx").sheetnames) == (1, ["Kết quả kiểm tra"])


def test_a_classified_file_gives_nothing(sent: Path) -> None:
    """Nothing is written of a file with the stamp of a state secret."""
    (sent / "a.xlsx").write_bytes(workbook(f"| MẬT |\n{TABLE}"))
    code, printed = run(sent / "a.xlsx", "-o", sent / "b.xlsx")
    assert (code, (sent / "b.xlsx").exists()) == (1, False)
    assert "bảo vệ bí mật nhà nước" in printed


def test_wrong_usage_is_exit_2(sent: Path) -> None:
    """No output, no such file, several files for one workbook."""
    one = sent / "Mau 1 Ba Dinh.xlsx"
    assert [run(one)[0], run(sent / "nothing.xlsx", "-o", "a.xlsx")[0]] == [2, 2]
    assert run(sent / "sent.zip", "-o", sent / "one.xlsx")[0] == 2
    assert not (sent / "one.xlsx").exists()
