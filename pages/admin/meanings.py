from camdash.ui import frame, navigation, remembered

view = frame.open_page(navigation.MEANINGS)
remembered.show(view)
