"""What no map may show as a point: the one place of the rule (FORMS.md §6).

A record is sensitive when its area class is `AREA_CLASS` or its purposes contain `PURPOSE`; it may be drawn only inside
the total of its district. The analysis says it as the column `sensitive` of its tables, and asks that column only.
"""

AREA_CLASS = "national_security"
PURPOSE = "defence"
