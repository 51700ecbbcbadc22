"""Secrets in free text are taken out; what only looks like one, or only talks of one, is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.text.secrets import MASK, holds_secret, mask, may_hold_secrets

M = MASK
SECRETS = [
    # addresses
    ("IP: 192.168.1.64", f"IP: {M}", ["address"]),
    ("Camera cổng chợ 192.168.1.64:8000", f"Camera cổng chợ {M}", ["address"]),
    ("10.10.5.7, 10.10.5.8", f"{M}, {M}", ["address"]),
    ("dải 192.168.1.10-20", f"dải {M}", ["address"]),
    ("mạng 10.0.0.0/24", f"mạng {M}", ["address"]),
    ("192.168.1.xx", M, ["address"]),
    ("192. 168. 1. 5", M, ["address"]),
    ("IP 8.8.8.8", f"IP {M}", ["address"]),
    ("(113.160.12.5)", f"({M})", ["address"]),
    ("Xem tại http://113.160.12.5:8080/view", f"Xem tại {M}", ["address"]),
    ("rtsp://10.1.1.5/Streaming/Channels/101", M, ["address"]),
    ("rtsp://admin:Abc@123@10.1.1.5:554/1", M, ["address", "account", "password"]),
    ("http://user:pw1234@cam.vn/1", M, ["address", "account", "password"]),
    ("fe80::1ff:fe23:4567:890a", M, ["address"]),
    ("2001:db8:0:0:0:0:0:1", M, ["address"]),
    ("MAC 44:19:B6:A1:B2:C3", f"MAC {M}", ["address"]),
    ("44-19-B6-A1-B2-C3", M, ["address"]),
    ("mac: 4419b6a1b2c3", f"mac: {M}", ["address"]),
    ("4419.b6a1.b2c3", M, ["address"]),
    ("cameran.ddns.net", M, ["address"]),
    ("xem qua phuong1.cameraddns.net:8000", f"xem qua {M}", ["address"]),
    ("tophong.dyndns.org", M, ["address"]),
    ("nha.hik-connect.com", M, ["address"]),
    ("cam.phucxa.vn:37777", M, ["address"]),
    ("http://phucxa.ddns.net", M, ["address"]),
    # accounts and passwords
    ("user: admin", f"user: {M}", ["account"]),
    ("user admin", f"user {M}", ["account"]),
    ("tài khoản: admin / mật khẩu: Abc@123", f"tài khoản: {M} / mật khẩu: {M}", ["account", "password"]),
    ("Tài khoản: congan; mật khẩu: hikvision", f"Tài khoản: {M}; mật khẩu: {M}", ["account", "password"]),
    ("mk 12345", f"mk {M}", ["password"]),
    ("mật khẩu Abc@123", f"mật khẩu {M}", ["password"]),
    ("mật khẩu là hikvision", f"mật khẩu là {M}", ["password"]),
    ("mật khẩu đầu ghi: Abc@123.", f"mật khẩu đầu ghi: {M}.", ["password"]),
    ("mật khẩu mặc định admin123", f"mật khẩu mặc định {M}", ["password"]),
    ("Mat khau: 123456", f"Mat khau: {M}", ["password"]),
    ("pass=Cam2024", f"pass={M}", ["password"]),
    ("Password : P@ssw0rd", f"Password : {M}", ["password"]),
    ("pw:abc12345", f"pw:{M}", ["password"]),
    ("TK/MK: admin/12345", f"TK/MK: {M}/{M}", ["account", "password"]),
    ("tk admin mk 123456", f"tk {M} mk {M}", ["account", "password"]),
    ("user/pass: viewer/Xem@2024", f"user/pass: {M}/{M}", ["account", "password"]),
    ("đăng nhập bằng admin/123456", f"đăng nhập bằng {M}/{M}", ["account", "password"]),
    ("Đăng nhập admin / Abc@123", f"Đăng nhập {M} / {M}", ["account", "password"]),
    ("admin/12345", f"{M}/{M}", ["account", "password"]),
    ("admin:Hanoi@2024", f"{M}:{M}", ["account", "password"]),
    ("P2P ID C12345678, pass abcd1234", f"P2P ID {M}, pass {M}", ["account", "password"]),
    ("Ezviz 123456789, mã xác thực: ABCDEF", f"Ezviz {M}, mã xác thực: {M}", ["account", "password"]),
    ("Wifi CAM_P3 mật khẩu 88889999", f"Wifi CAM_P3 mật khẩu {M}", ["password"]),
    ("TK admin/MK admin123", f"TK {M}/MK {M}", ["account", "password"]),
    ("mật khẩu admin", f"mật khẩu {M}", ["password"]),
    ("mk: 123", f"mk: {M}", ["password"]),
    ("admin 12345", f"{M} {M}", ["account", "password"]),
    ("Tài khoản xem: congan01 / Congan@2024", f"Tài khoản xem: {M} / {M}", ["account", "password"]),
    ("Hik-Connect: 0912345678 / Abc12345", f"Hik-Connect: {M} / {M}", ["account", "password"]),
    ("Ezviz: ca.px@gmail.com/Ezviz@2023", f"Ezviz: {M}/{M}", ["account", "password"]),
    ("tk 0912345678 mk Abc12345", f"tk {M} mk {M}", ["account", "password"]),
    ("Username/password : admin / admin@123", f"Username/password : {M} / {M}", ["account", "password"]),
    ("tài khoản admin do công an phường quản lý", f"tài khoản {M} do công an phường quản lý", ["account"]),
    ("192.168.1.64 admin/12345", f"{M} {M}/{M}", ["address", "account", "password"]),
]
HARMLESS = [
    "mật khẩu đã đổi", "Mật khẩu: đã đổi", "đổi mật khẩu mặc định: có", "Đổi mật khẩu mặc định: Rồi",
    "Đã đổi mật khẩu 12/2023", "mật khẩu mạnh", "Mật khẩu mạnh: không", "mật khẩu tối thiểu 8 ký tự",
    "mật khẩu 12 ký tự", "mật khẩu: 8 ký tự", "quên mật khẩu", "Mat khau: da doi", "mật khẩu: ******",
    "đổi mật khẩu năm 2024", "đổi mật khẩu 90 ngày/lần", "mật độ cao", "Mật độ: 1.250 người/km2", "MẬT",
    "tài khoản do Công an phường quản lý", "Tài khoản: Công an phường", "3 tài khoản xem", "Số tài khoản sử dụng: 5",
    "tài khoản 12 người dùng", "Đăng nhập qua VNeID/ứng dụng", "Admin: Nguyễn Văn A", "Admin: 0912345678",
    "Compass 2024", "bypass 1234", "MK-200", "PW-1000", "Pin: 5000mAh", "pin dự phòng 12V", "DS-2CD2043G0-I",
    "IPC-HFW1230S-S5", "DH-IPC-HDW1431T1P-S4", "NVR 16 kênh", "firmware 5.7.3", "phiên bản 2.0.1.4",
    "Version 4.30.085.10", "v5.5.82.190", "Firmware: V2.800.0000.16", "phần mềm iVMS-4200 v3.11.0.5", "mục 1.2.3.4",
    "Điều 12.1.10.2", "1.2.3.4 Nội dung", "1.1.1.10.2", "21.0287,105.8525", "21.0287, 105.8525",
    "21.028.700; 105.852.500", "21.1.42.5 105.51.9.3", "21°01'42.5\"N", "2326366.51, 588415.11", "12.05.2021",
    "01.02.03", "1/6/2021 07:30:15", "07:30:00 - 17:30:00", "24/7", "0912 345 678", "0912.345.678", "024.3825.1234",
    "1.250.000.000", "350.000.000 đồng", "12.125.150.200 đ", "1.050.200.100", "2,5; 3,5; 4,0", "1920x1080",
    "1920×1080@25fps", "H.265+", "ONVIF, RTSP", "Công an phường (PC06)", "QĐ 165/QĐ-TTg",
    "https://www.google.com/maps/@21.0287,105.8525,17z", "https://maps.app.goo.gl/AbCd12",
    "https://hanoi.gov.vn/camera", "ubnd@hanoi.gov.vn", "TP.HN: 2021", "Cáp quang: 100 Mbps", "tỷ lệ 16:9",
    "Viettel:50; VNPT:30", "A1:B2", "12-05-20-21-22-23", "Camera IP", "camera IP: 12", "IP66", "IP 67", "", "  ",
    "Lưu 30 ngày", "Tổ 5, ngõ 12/34 Kim Mã", "cột 3.4.5",
    "Thửa 10.20.30.40", "Lô 12.3.4.15", "admin quản lý", "Tài khoản và mật khẩu do UBND giữ", "mật khẩu ≥ 8 ký tự",
    "TCVN 7568-14:2015", "IEC 62676-4:2014", "Hợp đồng 12.05.2021.01", "Build 10.0.19041.1", "Pass: OK",
    "đăng nhập 1 lần",
    "Mật khẩu: Công an phường cung cấp", "Không có mật khẩu", "Ezviz C6N 4MP", "Imou Bullet 2C: 2MP",
]  # fmt: skip


@pytest.mark.parametrize(("text", "masked", "kinds"), SECRETS)
def test_masked(text: str, masked: str, kinds: list[str]) -> None:
    """Each secret is replaced, its words around it stay, and its kind is named."""
    assert mask(text) == (masked, tuple(kinds))


@pytest.mark.parametrize(("text", "masked", "kinds"), SECRETS)
def test_masked_in_capitals(text: str, masked: str, kinds: list[str]) -> None:
    """Capital letters hide nothing."""
    assert mask(text.upper()) == (masked.upper(), tuple(kinds))


@pytest.mark.parametrize("text", HARMLESS)
def test_left(text: str) -> None:
    """What is no secret is given back as the same object."""
    assert mask(text) == (text, ())
    assert not holds_secret(text)


WORDS = ["Camera", "cổng chợ", "phường", "đầu ghi", "tại", "nhà văn hóa", "đã lắp,", "(mới)", "số 5;", "-", "ngõ 12"]
words = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
octets = st.integers(0, 255)


@given(words, st.tuples(st.integers(10, 223), octets, octets, st.integers(1, 254)), words)
def test_every_address_among_words(before: str, octets: tuple[int, ...], after: str) -> None:
    """Any IPv4 address among Vietnamese words is masked, and nothing else."""
    address = ".".join(map(str, octets))
    assert mask(f"{before} {address} {after}") == (f"{before} {M} {after}", ("address",))


@given(words, st.from_regex(r"[A-Za-z]{3,8}[@#!][0-9]{2,6}", fullmatch=True), words)
def test_every_password_that_is_named(before: str, password: str, after: str) -> None:
    """Any password of letters, a sign and digits behind its name is masked."""
    for name in ("mật khẩu", "mật khẩu:", "MK:", "pass", "Password ="):
        masked, kinds = mask(f"{before} {name} {password} {after}")
        assert password not in masked
        assert kinds == ("password",)


@given(words, st.floats(20.53, 21.4), st.floats(105.27, 106.05), st.sampled_from([", ", ",", "; ", " "]), words)
def test_no_coordinates(before: str, lat: float, lon: float, mark: str, after: str) -> None:
    """Coordinates are no addresses, with points or thousands' points."""
    for text in (f"{lat:.6f}{mark}{lon:.6f}", f"{int(lat * 1e6):,}{mark}{int(lon * 1e6):,}".replace(",", ".")):
        assert mask(f"{before} {text} {after}")[1] == ()


@given(words, st.dates(), st.integers(1, 10**9).map(lambda n: n * 1000), words)
def test_no_dates_and_prices(before: str, day: object, price: int, after: str) -> None:
    """Dates, and prices to the thousand with points between, are no addresses."""
    for text in (f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y %H:%M:%S}", f"{price:,}".replace(",", ".")):
        assert mask(f"{before} {text} {after}")[1] == ()


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """No text makes it fail, and what is masked holds no secret any more."""
    masked, kinds = mask(text)
    assert (masked == text) == (not kinds) or MASK in text
    assert not holds_secret(masked)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece", ["1.", "a:", "mật khẩu ", "user ", "a.b-", "::", "admin/", "tk mk:", "x@", "0a-", "mk: a b "]
)
def test_never_hangs(piece: str) -> None:
    """No repetition makes it hang: the time limit of the tests would end it."""
    for length in (100, 2_000, 32_000):
        mask((piece * length)[:length])


@pytest.mark.parametrize(("text", "masked", "kinds"), SECRETS)
def test_the_quick_look_misses_none(text: str, masked: str, kinds: list[str]) -> None:
    """Joined with clean texts, one that holds a secret is never passed over, whatever its case."""
    assert masked
    assert kinds
    for written in (text, text.upper(), text.lower()):
        assert not holds_secret(written) or may_hold_secrets(f"Ngã tư Kim Mã\n{written}\nCố định")


@given(st.lists(st.sampled_from([text for text, *_ in SECRETS]) | st.text(max_size=20), max_size=4))
def test_the_quick_look_agrees(texts: list[str]) -> None:
    """What it lets pass holds no secret."""
    assert may_hold_secrets("\n".join(texts)) or not any(map(holds_secret, texts))
