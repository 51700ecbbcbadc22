from camdash.ui import frame, navigation, thresholds

view = frame.open_page(navigation.THRESHOLDS)
thresholds.show(view)
