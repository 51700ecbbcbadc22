from camdash.ui import capacity, frame, navigation

view = frame.open_data_page(navigation.CAPACITY)
capacity.show(view)
