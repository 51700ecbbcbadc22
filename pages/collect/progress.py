from camdash.ui import decisions, dossier, frame, loaders, navigation, returns

view, today = frame.open_data_page(navigation.PROGRESS), loaders.today()
board = returns.board(view, today)
returns.key_figures(view, today)
decisions.held(view)
returns.strips(view, board)
returns.show(view, returns.choose(view, board))
dossier.show(view)
dossier.offer_all(view)
