from camdash.ui import frame, navigation, registers

view = frame.open_page(navigation.REGISTRIES)
registers.show_units(view)
registers.offer_boundaries(view)
