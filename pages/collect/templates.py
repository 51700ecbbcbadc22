from camdash.ui import blanks, frame, navigation

view = frame.open_page(navigation.TEMPLATES)
unit = blanks.choose_unit(view)
blanks.offer_one(view, unit)
blanks.offer_all(view)
