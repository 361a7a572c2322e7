from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self):
        from accounts import encryption, push, set_up, signing_in, tokens
        from audit import signing

        signing.declare_sealing(encryption.seal, encryption.unseal)
        signing_in.listen()
        tokens.declare()
        push.declare()
        set_up.declare()
