from camdash.ui import frame, navigation

view = frame.open_data_page(navigation.MAP)
