from camdash.ui import frame, navigation, overlap_deciding, overlap_log, overlap_pair, overlap_table, overlaps

view = frame.open_data_page(navigation.OVERLAPS)
question = overlaps.choose_question(view)
now = overlaps.listed(view, question)
overlaps.tell()
overlaps.key_figures(view, now)
if now.shown.empty:
    overlap_log.nothing(view, now)
else:
    ticked = overlap_table.show(view, now)
    overlap_deciding.several(view, now, ticked)
    overlap_pair.show(view, now, ticked)
overlap_log.show(view, now)
