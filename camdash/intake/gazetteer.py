"""What turns names into codes for one campaign: its units, the city's districts and the wards."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from camdash.forms.areas import DistrictAreas, district_areas
from camdash.forms.registry import Campaign, default_campaign
from camdash.forms.senders import SenderResolver
from camdash.forms.units import UnitResolver
from camdash.forms.wards import WardList, wards_of


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The name resolvers of a campaign; districts are those of 2024 in every campaign."""

    campaign: Campaign
    units: UnitResolver
    senders: SenderResolver
    districts: UnitResolver
    wards: WardList
    areas: DistrictAreas
    district_names: Mapping[str, str]

    def district_name(self, code: str) -> str:
        """Name a district by its GSO code; "" where there is none such."""
        return self.district_names.get(code, "")


@lru_cache(maxsize=8)
def gazetteer_of(campaign: Campaign) -> Gazetteer:
    """Build the resolvers of a campaign once."""
    districts = default_campaign().districts
    return Gazetteer(
        campaign=campaign,
        units=UnitResolver.of(campaign),
        senders=SenderResolver(campaign.units),
        districts=UnitResolver(districts),
        wards=wards_of(campaign),
        areas=district_areas(),
        district_names={u.code: u.name for u in districts},
    )
