from camdash.ui import decisions, frame, navigation, receiving, samples

view = frame.open_page(navigation.UPLOAD)
samples.keep_apart(view)
inbox, received_on = receiving.choose_files(view)
receiving.show_outcomes(view, inbox)
receiving.show_readings(view, inbox)
receiving.ask_units(view, inbox)
receiving.confirm(view, inbox, received_on)
decisions.held(view)
