from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self):
        from accounts import push, set_up, signing_in, tokens

        signing_in.listen()
        tokens.declare()
        push.declare()
        set_up.declare()
