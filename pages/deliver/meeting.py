from camdash.ui import frame, meeting, navigation

view = frame.open_data_page(navigation.MEETING)
meeting.show(view)
