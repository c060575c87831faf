"""A real CAS server for tests: django-cas-server, on this machine alone, with people of its own and one service, the portal.

    cas_site.py PORT FOLDER PORTAL CALLED

Its database lies in FOLDER, and people.json, which is read at each sign-in: what each person's attributes are, by name. PORTAL is the
address that tickets are for, CALLED the one that it calls when someone signs out. Everybody's password is their name. It ends when its
input does.
"""

import json
import os
import re
import sys
import threading
from pathlib import Path

import django
from django.conf import settings

port, folder, portal, called = sys.argv[1:]

settings.configure(
    SECRET_KEY="a key for tests",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    STATIC_URL="/static/",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "cas_server",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/cas.sqlite", "OPTIONS": {"timeout": 20}}},
    # It would ask another host what its newest version is.
    CAS_NEW_VERSION_HTML_WARNING=False,
    CAS_NEW_VERSION_EMAIL_WARNING=False,
)
django.setup()

from cas_server.auth import AuthUser  # noqa: E402
from cas_server.models import ReplaceAttributName, ServicePattern  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import include, path  # noqa: E402


class Person(AuthUser):
    """Whom people.json names."""

    def known(self):
        return json.loads(Path(folder, "people.json").read_text(encoding="utf-8")).get(self.username)

    def test_password(self, password):
        return self.known() is not None and password == self.username

    def attributs(self):
        return self.known() or {}


settings.CAS_AUTH_CLASS = Person
urlpatterns = [path("cas/", include("cas_server.urls", namespace="cas_server"))]


def end_with_input():
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
call_command("migrate", verbosity=0)
service = ServicePattern.objects.create(
    name="preau", pattern="^" + re.escape(portal) + "/", single_log_out=True, single_log_out_callback=called
)
# Every attribute, under its own name.
ReplaceAttributName.objects.create(service_pattern=service, name="*", replace="")
call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True)
