"""Build data/units/campaign_2024.csv and wards_2024.csv from the registries in ../shared/units.

Run once by hand: `python scripts/build_registry.py ../shared/units`. The results are data that the police correct;
this script only shows how they came about. Who is required and who only invited is this project's reading of the plan:
the plan gives orders to the city's departments, districts and police, and asks other bodies (VOV Giao thông) to help.
"""

import csv
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "data" / "units"
REQUIRED_KINDS = {"office", "inspectorate", "department", "police"}
REQUIRED_CODES = {"BDT", "TTDHGT", "BQLPC"}
STARTED_LATER = {"TTPVHCC"}
ALIASES = {
    "SGTVT": ["Sở GTVT", "GTVT Hà Nội"],
    "STTTT": ["Sở TTTT", "Sở TT và TT"],
    "SVHTT": ["Sở VHTT", "Sở VH và TT"],
    "SGDDT": ["Sở GDĐT", "Sở GD và ĐT", "Sở Giáo dục"],
    "SKHDT": ["Sở KHĐT", "Sở KH và ĐT"],
    "SNNPTNT": ["Sở NNPTNT", "Sở NN và PTNT", "Sở Nông nghiệp"],
    "STNMT": ["Sở TNMT", "Sở TN và MT"],
    "SLDTBXH": ["Sở LĐTBXH", "Sở LĐTB và XH", "Sở LĐ-TBXH"],
    "SKHCN": ["Sở KHCN", "Sở KH và CN"],
    "SQHKT": ["Sở QHKT", "Sở Quy hoạch Kiến trúc"],
    "VPUB": ["VP UBND TP", "Văn phòng UBND TP", "Văn phòng Ủy ban nhân dân thành phố"],
    "TTRA": ["Thanh tra TP", "Thanh tra thành phố Hà Nội"],
    "SCT": ["Sở CT"],
    "SYT": ["Sở YT"],
    "STC": ["Sở TC"],
    "SXD": ["Sở XD"],
    "SNV": ["Sở NV"],
    "STP": ["Sở TP"],
    "SDL": ["Sở DL"],
    "CATP": ["Công an TP", "Công an thành phố", "CATP Hà Nội", "Công an Hà Nội", "CAHN", "Công an TP Hà Nội"],
    "BTLTD": ["Bộ Tư lệnh Thủ đô", "BTL Thủ đô"],
    "VOVGT": ["VOV GT", "Kênh VOV Giao thông", "VOV Giao thông Hà Nội", "VOV"],
    "TTDHGT": [
        "TTQLDHGT",
        "TTQLĐHGT",
        "TTQL và ĐHGT",
        "Trung tâm QL và ĐH giao thông",
        "TTQL ĐHGT",
        "Trung tâm Quản lý và Điều hành giao thông",
    ],
    "BQLPC": ["Ban quản lý phố cổ", "BQL hồ Hoàn Kiếm và phố cổ", "Ban Quản lý phố cổ Hà Nội", "BQL phố cổ Hà Nội"],
    "HMC": ["Hanoi Metro", "Đường sắt Hà Nội", "Công ty Đường sắt Hà Nội"],
    "CHKNB": ["Sân bay Nội Bài", "Cảng hàng không Nội Bài"],
    "DSVN": ["Đường sắt Việt Nam", "Tổng công ty Đường sắt"],
    "EVNHN": ["EVN Hà Nội", "Điện lực Hà Nội"],
    "TTBTDS": ["Hoàng thành Thăng Long", "Trung tâm Bảo tồn Di sản"],
    "TRANSERCO": ["Tổng công ty Vận tải"],
    "TTPVHCC": ["Trung tâm Phục vụ hành chính công"],
}


def rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV that may begin with a byte-order mark."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main(source: Path) -> None:
    """Write both files."""
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / "campaign_2024.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "name", "short", "kind", "form1", "form2", "aliases"])
        for d in rows(source / "districts_2024.csv"):
            out.writerow(
                [
                    d["code"],
                    d["name"],
                    d["name"].removeprefix(d["type"]).strip(),
                    "district",
                    "required",
                    "required",
                    "",
                ]
            )
        for d in rows(source / "departments.csv"):
            if d["valid_from"] or d["code"] in STARTED_LATER:
                continue
            expected = "required" if d["kind"] in REQUIRED_KINDS or d["code"] in REQUIRED_CODES else "invited"
            aliases = "|".join(ALIASES.get(d["code"], []))
            out.writerow([d["code"], d["name"], d["short"], d["kind"], expected, expected, aliases])
    with (OUT / "wards_2024.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["code", "name", "type", "district"])
        out.writerows(
            [w["code"], w["name"], w["type"], w["district_code"]] for w in rows(source / "communes_2024_579.csv")
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
