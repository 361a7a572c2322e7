"""Addresses of the editor, below /policies/edit/. The preview is the room's above: it shows the form's own screens."""

from django.urls import path

from policies.views.editing import beginning, clause, comparison, deciding, mine, whole, wording

urlpatterns = [
    path("", mine.mine, name="policy_editor"),
    path("new/", beginning.begin, name="begin_wording"),
    path("import/", beginning.import_file, name="import_wording"),
    path("next/<slug:slug>/", beginning.next_version, name="next_version"),
    path("retire/<uuid:policy_id>/", deciding.retire, name="retire_policy"),
    path("<uuid:wording_id>/", wording.wording, name="wording"),
    path("<uuid:wording_id>/words/", whole.whole, name="wording_whole"),
    path("<uuid:wording_id>/clauses/", clause.add, name="wording_clause_add"),
    path("<uuid:wording_id>/clauses/<slug:clause_key>/", clause.clause, name="wording_clause"),
    path("<uuid:wording_id>/clauses/<slug:clause_key>/move/", clause.move, name="wording_clause_move"),
    path("<uuid:wording_id>/clauses/<slug:clause_key>/remove/", clause.remove, name="wording_clause_remove"),
    path("<uuid:wording_id>/compare/", comparison.comparison, name="wording_compare"),
    path("<uuid:wording_id>/propose/", deciding.propose, name="wording_propose"),
    path("<uuid:wording_id>/withdraw/", deciding.withdraw, name="wording_withdraw"),
    path("<uuid:wording_id>/decide/", deciding.decide, name="wording_decide"),
    path("<uuid:wording_id>/export/<slug:file_form>/", deciding.export, name="wording_export"),
]
