"""A mail server for tests, and a reader of what it got.

    mail_server.py serve --port-file F --folder D [--port N]
                         [--refuse-first N] [--drop-after-data]
    mail_server.py read D
    mail_server.py calendar < file.ics

`serve` keeps each letter as `D/000001.eml` and so on, and ends with its
standard input, or after five minutes. `read` and `calendar` print JSON, and
fail when a letter or a calendar is not written as it should be.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Iterable
from datetime import date, datetime, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import UnthreadedController
from aiosmtpd.smtp import SMTP, Envelope, Session
from icalendar import Calendar, Component

LIFE_SECONDS = 300
IN_A_CALENDAR = ("PRODID", "VERSION")
# By method: RFC 5546, 3.2; without one, or with any other: RFC 5545, 3.6.1.
IN_AN_EVENT = {
    "REQUEST": "UID DTSTAMP DTSTART SUMMARY ORGANIZER ATTENDEE".split(),
    "CANCEL": "UID DTSTAMP SEQUENCE ORGANIZER".split(),
}
IN_ANY_EVENT = "UID DTSTAMP DTSTART".split()


class Malformed(Exception):
    """What was read is not written as it should be."""


def put(file: Path, content: bytes) -> None:
    """Writes a file that nobody sees before it is whole."""
    part = file.with_name(file.name + ".part")
    part.write_bytes(content)
    part.rename(file)


class Box:
    """Keeps letters in a folder, and makes mistakes when told to."""

    def __init__(self, folder: Path, refusals: int, drops: int) -> None:
        self.folder = folder
        self.refusals = refusals
        self.drops = drops

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.refusals > 0:
            self.refusals -= 1
            return "451 Requested action aborted: error in processing"
        number = len(list(self.folder.glob("*.eml"))) + 1
        recipients = ", ".join(envelope.rcpt_tos)
        head = (
            f"X-Envelope-From: {envelope.mail_from}\r\n"
            f"X-Envelope-To: {recipients}\r\n"
        )
        content = envelope.original_content or b""
        put(self.folder / f"{number:06}.eml", head.encode() + content)
        if self.drops > 0:
            self.drops -= 1
            # What is answered after that goes nowhere.
            if server.transport is not None:
                server.transport.close()
        return "250 OK"


async def end_of_input() -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def look() -> None:
        if not os.read(0, 4096):
            loop.remove_reader(0)
            ended.set()

    loop.add_reader(0, look)
    await ended.wait()


def serve(args: argparse.Namespace) -> None:
    args.folder.mkdir(parents=True, exist_ok=True)
    box = Box(args.folder, args.refuse_first, int(args.drop_after_data))
    loop = asyncio.new_event_loop()
    controller = UnthreadedController(
        box, hostname="127.0.0.1", port=args.port, loop=loop
    )
    controller.begin()
    assert isinstance(controller.server, asyncio.Server)
    port = controller.server.sockets[0].getsockname()[1]
    put(args.port_file, str(port).encode())
    try:
        loop.run_until_complete(
            asyncio.wait_for(end_of_input(), LIFE_SECONDS)
        )
    except TimeoutError:
        sys.exit(f"mail_server.py: nobody ended it in {LIFE_SECONDS} s")


def text_of(component: Component, name: str) -> str | None:
    value = component.get(name)
    if isinstance(value, list):
        raise Malformed(f"{name} is there {len(value)} times")
    return None if value is None else str(value)


def instant(component: Component, name: str) -> str | None:
    """In UTC: `2026-12-02T13:00:00Z`. A day stays one: `2026-12-02`."""
    if text_of(component, name) is None:
        return None
    value = component.decoded(name)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Malformed(f"{name} names no time zone")
        value = value.astimezone(timezone.utc)
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    raise Malformed(f"{name} is no instant")


def people(component: Component, name: str) -> list[dict[str, Any]]:
    values = component.get(name, [])
    values = values if isinstance(values, list) else [values]
    return [
        {
            "address": str(value),
            "name": value.params.get("CN"),
            "answer": value.params.get("PARTSTAT"),
            "asked": value.params.get("RSVP"),
        }
        for value in values
    ]


def need(component: Component, names: Iterable[str]) -> None:
    for name in names:
        if name not in component:
            raise Malformed(f"{component.name} has no {name}")


def event(component: Component, method: str | None) -> dict[str, Any]:
    need(component, IN_AN_EVENT.get(method or "", IN_ANY_EVENT))
    organizers = people(component, "ORGANIZER")
    if len(organizers) > 1:
        raise Malformed("an event has several organizers")
    sequence = component.get("SEQUENCE")
    return {
        "uid": text_of(component, "UID"),
        "sequence": None if sequence is None else int(sequence),
        "status": text_of(component, "STATUS"),
        "summary": text_of(component, "SUMMARY"),
        "start": instant(component, "DTSTART"),
        "end": instant(component, "DTEND"),
        "location": text_of(component, "LOCATION"),
        "description": text_of(component, "DESCRIPTION"),
        "url": text_of(component, "URL"),
        "organizer": organizers[0] if organizers else None,
        "attendees": people(component, "ATTENDEE"),
    }


def calendar(content: bytes) -> dict[str, Any]:
    if content.count(b"\n") != content.count(b"\r\n"):
        raise Malformed("a line of a calendar does not end with CR LF")
    # Strictly: the library would pass over bytes that are no text.
    read = Calendar.from_ical(content.decode())
    for component in read.walk():
        # The library passes over what it cannot read in an event.
        if component.errors:
            raise Malformed(f"{component.name}: {component.errors}")
    need(read, IN_A_CALENDAR)
    method = text_of(read, "METHOD")
    return {
        "method": method,
        "events": [event(component, method) for component in read.events],
    }


def content_of(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise Malformed(f"a {part.get_content_type()} with parts")
    return content


def calendar_of(part: EmailMessage) -> dict[str, Any]:
    read = calendar(content_of(part))
    named = part["Content-Type"].params.get("method")
    # RFC 6047, 2.4.
    if part.get_content_type() == "text/calendar" and named != read["method"]:
        raise Malformed(f"a part says {named}, its calendar {read['method']}")
    return read


def is_calendar(part: EmailMessage) -> bool:
    name = part.get_filename() or ""
    return part.get_content_type() == "text/calendar" or name.endswith(".ics")


def body(read: EmailMessage, kind: str) -> str | None:
    part = read.get_body((kind,))
    if part is None:
        return None
    charset = part.get_content_charset("ascii")
    return content_of(part).decode(charset).replace("\r\n", "\n")


def letter(content: bytes) -> dict[str, Any]:
    read = message_from_bytes(content, policy=policy.default)
    parts = list(read.walk())
    calendars = map(calendar_of, filter(is_calendar, parts))
    for part in parts:
        # A broken part says so only once it is decoded.
        if not part.is_multipart():
            part.get_payload(decode=True)
        wrong = [part.defects, *(value.defects for value in part.values())]
        if any(wrong):
            raise Malformed(f"a part of a letter: {wrong}")

    def header(name: str) -> str | None:
        values = read.get_all(name, [])
        if len(values) > 1:
            raise Malformed(f"{name} is there {len(values)} times")
        return str(values[0]) if values else None

    return {
        "sender": str(read["X-Envelope-From"]),
        "recipients": str(read["X-Envelope-To"]).split(", "),
        "from": header("From"),
        "to": header("To"),
        "subject": header("Subject"),
        "message_id": header("Message-ID"),
        "list_unsubscribe": header("List-Unsubscribe"),
        "list_unsubscribe_post": header("List-Unsubscribe-Post"),
        "auto_submitted": header("Auto-Submitted"),
        "text": body(read, "plain"),
        "html": body(read, "html"),
        "kinds": [part.get_content_type() for part in parts],
        "calendars": list(calendars),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve")
    serving.add_argument("--port-file", type=Path, required=True)
    serving.add_argument("--folder", type=Path, required=True)
    serving.add_argument("--port", type=int, default=0)
    serving.add_argument("--refuse-first", type=int, default=0, metavar="N")
    serving.add_argument("--drop-after-data", action="store_true")
    commands.add_parser("read").add_argument("folder", type=Path)
    commands.add_parser("calendar")
    args = parser.parse_args()
    if args.command == "serve":
        serve(args)
    elif args.command == "read":
        files = sorted(args.folder.glob("*.eml"))
        print(json.dumps([letter(file.read_bytes()) for file in files]))
    else:
        print(json.dumps(calendar(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
