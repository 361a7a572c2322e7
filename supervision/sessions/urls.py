"""Addresses of supervision sessions, the cards of skills and one's reflections."""

from django.urls import path

from supervision.views import sessions, skills

urlpatterns = [
    path("supervision-sessions/", sessions.overview, name="supervision_sessions"),
    path("supervision-sessions/plan/", sessions.plan, name="plan_supervision_session"),
    path("supervision-sessions/ask/", sessions.ask, name="ask_for_supervision_session"),
    path("supervision-sessions/rule/", sessions.rule, name="supervision_session_rule"),
    path("supervision-sessions/<uuid:session_id>/", sessions.session, name="supervision_session"),
    path("supervision-sessions/<uuid:session_id>/shared.pdf", sessions.session_pdf, name="supervision_session_pdf"),
    path("supervision-sessions/<uuid:session_id>/private/", sessions.write_private, name="session_private_note"),
    path("supervision-sessions/<uuid:session_id>/<slug:name>/", sessions.act, name="supervision_session_act"),
    path("skills/", skills.skills, name="skills"),
    path("skills/<slug:skill_key>/", skills.skill, name="skill"),
    path("reflections/<uuid:reflection_id>/<slug:name>/", skills.reflection, name="reflection_act"),
]
