from datetime import date

from camdash.ui import decisions, dossier, frame, navigation, returns

view = frame.open_data_page(navigation.PROGRESS)
board = returns.board(view, date.today())
returns.key_figures(view, date.today())
decisions.held(view)
returns.strips(view, board)
returns.show(view, returns.choose(view, board))
dossier.show(view)
dossier.offer_all(view)
