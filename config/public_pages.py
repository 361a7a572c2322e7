"""Pages for everybody: whatever a browser sends with it, nobody is recognised, and nothing is left in it."""

PREFIX = "/about/"


class PublicPageMiddleware:
    """Before everything else: no cookie comes in, none goes out, and a cache need not ask for one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        vary = [name.strip() for name in response.get("Vary", "").split(",")]
        response["Vary"] = ", ".join(name for name in vary if name and name.lower() != "cookie")
        return response
