from camdash.ui import city_maps, frame, navigation

view = frame.open_data_page(navigation.MAP)
city_maps.show(view)
