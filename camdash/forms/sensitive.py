"""What no map may show as a point: the one place of the rule (FORMS.md §6), which two layers apply each in its way.

A record is sensitive when its area class is `AREA_CLASS` or its purposes contain `PURPOSE`; it may be drawn only inside
the total of its district. analysis says it in SQL over a whole snapshot, geo on the rows that a map is about to draw.
"""

AREA_CLASS = "national_security"
PURPOSE = "defence"
