from camdash.ui import (
    asking,
    decisions,
    frame,
    mapping,
    navigation,
    paper_desk,
    readings,
    receiving,
    samples,
    sending_back,
)

view = frame.open_page(navigation.UPLOAD)
samples.keep_apart(view)
inbox, received_on = receiving.choose_files(view)
receiving.show_outcomes(view, inbox)
readings.show_readings(view, inbox)
asking.ask_passwords(view, inbox)
asking.ask_units(view, inbox)
mapping.ask_columns(view, inbox)
paper_desk.show_uploaded(view, inbox)
sending_back.offer_uploaded(view, inbox)
receiving.confirm(view, inbox, received_on)
decisions.held(view)
