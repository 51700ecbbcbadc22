from camdash.ui import ai_serving, ai_units, ai_wants, frame, navigation

view = frame.open_data_page(navigation.AI)
ai_units.key_figures(view)
if not ai_wants.wanted(view).units:
    ai_wants.nothing(view)
else:
    ai_wants.matrix(view)
    ai_wants.without_place(view)
    ai_units.by_unit(view)
    ai_units.problems(view)
ai_serving.serving(view)
if ai_wants.wanted(view).units:
    ai_serving.platforms(view)
