"""`camdash read` and `camdash import` of archives, mails and protected files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from camdash.cli.main import main
from camdash.settings import Settings
from camdash.store import Store
from tests.packing import mail, mailbox, protected, tarred, zipped
from tests.sheets import workbook
from tests.store.workbooks import write_returns

HEAD = "| STT | Vị trí lắp đặt | Số lượng |\n"
FORM = workbook(f"{HEAD}| 1 | Ngã tư | 2 |")


def run(*arguments: str | Path) -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(main, [str(a) for a in arguments])


def read(*arguments: str | Path) -> list[tuple[str, bool]]:
    """Read files and give each line's file, and whether it was readable."""
    lines = [json.loads(line) for line in run("read", "--json", *arguments).stdout.splitlines()]
    return [(line["file"], line["readable"]) for line in lines]


def write(folder: Path, name: str, content: bytes) -> Path:
    """Write a file."""
    (folder / name).write_bytes(content)
    return folder / name


def test_a_container_gives_a_line_for_each_file(tmp_path: Path) -> None:
    """In order, with the containers before its name; what systems leave behind is not a file of it."""
    packed = {"~$Ba Dinh.xlsx": b"x", "x/Ba Dinh.xlsx": FORM, "thu.eml": mail({"Mẫu 1 Ba Đình.xlsx": FORM})}
    path = write(tmp_path, "a.zip", zipped(packed))
    alone = write(tmp_path, "Ba Dinh.xlsx", FORM)
    assert read(path, alone) == [
        ("a.zip/x/Ba Dinh.xlsx", True),
        ("a.zip/thu.eml/Mẫu 1 Ba Đình.xlsx", True),
        ("Ba Dinh.xlsx", True),
    ]
    assert run("read", path, alone).exit_code == 0


@pytest.mark.parametrize("content", [zipped({}), zipped({"a.xlsx": b"no workbook"}), b"Rar!\x1a\x07\x00"])
def test_a_container_without_a_readable_file_is_exit_1(content: bytes, tmp_path: Path) -> None:
    """Nothing in it, or something that cannot be read."""
    done = run("read", "--json", write(tmp_path, "a.zip", content))
    assert (done.exit_code, [json.loads(line)["readable"] for line in done.stdout.splitlines()]) == (1, [False])


def test_the_returns_in_a_zip_are_stored_like_those_of_a_folder(tmp_path: Path) -> None:
    """With the days of a manifest that names them."""
    cameras = write_returns(tmp_path / "in")
    files = sorted((tmp_path / "in").iterdir(), reverse=True)
    packed = write(tmp_path, "a.tgz", tarred({f"gửi/{p.name}": p.read_bytes() for p in files}))
    lines = "".join(f"{p.name},2024-03-{10 + ('lan 2' in p.name)}\n" for p in files)
    listed = write(tmp_path, "bang ke.csv", f"file,received_on\n{lines}khac.xlsx,2024-03-11\n".encode())
    told = run("import", packed, "--manifest", listed)
    with Store.open(Settings.from_environment()) as store:
        assert sum(v.cameras for v in store.versions("2024") if v.state == "current") == cameras
    assert (told.exit_code, told.stdout.count("không tìm thấy tệp"), "Đã nhận 9 tệp." in told.stdout) == (0, 1, True)


def test_a_mailbox_is_stored_with_its_days_and_its_words(tmp_path: Path) -> None:
    """A mail without a form is told, and fails nothing."""
    box = mailbox(mail({"Mẫu 1 Ba Đình.xlsx": FORM}), mail(text="Cảm ơn đồng chí."))
    told = run("import", write(tmp_path, "hop thu.mbox", box), "--received-at", "2024-04-01")
    with Store.open(Settings.from_environment()) as store:
        assert [v.received_on.isoformat() for v in store.versions("2024")] == ["2024-03-12"]
    assert (told.exit_code, "Cảm ơn đồng chí." in told.stdout) == (0, True)


@pytest.mark.parametrize(("given", "code"), [((), "password_protected"), (("--password", "sai"), "password_wrong")])
def test_protected_files_want_their_password(tmp_path: Path, given: tuple[str, ...], code: str) -> None:
    """Without the right one they are refused; it may stand among others."""
    path = write(tmp_path, "Ba Dinh.xlsx", protected(FORM, "mật khẩu"))
    (line,) = run("read", "--json", path, *given).stdout.splitlines()
    assert [p["code"] for p in json.loads(line)["problems"]] == [code]
    right = (*given, "--password", "mật khẩu")
    assert (read(path, *right), run("import", path, *right).exit_code) == ([("Ba Dinh.xlsx", True)], 0)
