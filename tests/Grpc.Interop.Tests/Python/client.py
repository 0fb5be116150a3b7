"""grpcio as a client of our server: runs one scenario and prints what it saw, one JSON object a line.

usage: client.py HOST:PORT DESCRIPTORS SCENARIO
"""
import base64
import json
import sys

import grpc

import wire

SERVICE = "lert.interop.v1.Interop"
LIMIT = 4 * 1024 * 1024
# Tag and length of the payload field: what a message has besides its payload.
OVERHEAD = 5


def say(**seen):
    print(json.dumps(seen), flush=True)


def code(call):
    """The status of a call that should have failed."""
    try:
        call()
        return 0, ""
    except grpc.RpcError as error:
        return error.code().value[0], error.details()


def echo(channel):
    reply = wire.stub(channel, SERVICE, "Echo")(Request(text="h\u00e9llo", payload=b"\x00\xff"))
    say(text=reply.text, payload=list(reply.payload))


def expand(channel):
    replies = list(wire.stub(channel, SERVICE, "Expand")(wire.message("lert.interop.v1.ExpandRequest")(count=100, payload_bytes=1000)))
    say(numbers=[r.number for r in replies], bytes=sum(len(r.payload) for r in replies))


def collect(channel):
    reply = wire.stub(channel, SERVICE, "Collect")(Request(text=str(i)) for i in range(10))
    say(count=reply.count, texts=reply.texts)


def chat(channel):
    sent = []

    def requests():
        for i in range(10):
            sent.append(i)
            yield Request(text=str(i))

    replies = [(r.number, r.text) for r in wire.stub(channel, SERVICE, "Chat")(requests())]
    say(replies=replies)


def deadline(channel):
    call = wire.stub(channel, SERVICE, "Hang")(Request(), timeout=0.5)
    say(code=code(lambda: list(call))[0])


def cancel(channel):
    call = wire.stub(channel, SERVICE, "Hang")(Request())
    first = next(call).text
    call.cancel()
    say(first=first, code=code(lambda: list(call))[0])


def large(channel):
    echo_large = wire.stub(channel, SERVICE, "Echo")
    fits = len(echo_large(Request(payload=bytes(LIMIT - OVERHEAD))).payload)
    number, _ = code(lambda: echo_large(Request(payload=bytes(LIMIT - OVERHEAD + 1))))
    say(fits=fits, code=number, after=echo_large(Request(text="still here")).text)


def unknown(channel):
    raw = lambda path: channel.unary_unary(path)(b"")
    say(service=code(lambda: raw("/no.such.Service/Echo"))[0], method=code(lambda: raw("/" + SERVICE + "/NoSuchMethod"))[0])


def refuse(channel):
    seen = []
    for after in (False, True):
        request = wire.message("lert.interop.v1.RefuseRequest")(code=9, detail="n\u00f6t n\u00f6w: 100 %\n", status_details=b"\x08\x09\xff", after_headers=after)
        try:
            wire.stub(channel, SERVICE, "Refuse")(request)
        except grpc.RpcError as error:
            trailers = dict(error.trailing_metadata())
            seen.append(
                dict(
                    code=error.code().value[0],
                    detail=error.details(),
                    reason=trailers.get("x-reason"),
                    details=base64.b64encode(trailers.get("grpc-status-details-bin", b"")).decode(),
                    before=dict(error.initial_metadata()).get("x-before"),
                )
            )
    say(seen=seen)


def crash(channel):
    number, detail = code(lambda: wire.stub(channel, SERVICE, "Refuse")(wire.message("lert.interop.v1.RefuseRequest")(crash=True)))
    say(code=number, detail=detail)


def headers(channel):
    sent = (("x-text", "value"), ("x-data-bin", b"\x00\x01\xfe"), ("x-text", "again"))
    reply, call = wire.stub(channel, SERVICE, "Headers").with_call(Request(), metadata=sent, timeout=30)
    initial, trailing = list(call.initial_metadata()), list(call.trailing_metadata())
    say(
        has_deadline=reply.has_deadline,
        data=list(reply.binary["x-data-bin"]),
        initial_text=[v for k, v in initial if k == "x-text"],
        initial_data=[list(v) for k, v in initial if k == "x-data-bin"],
        trailing_text=[v for k, v in trailing if k == "tx-text"],
        trailing_data=[list(v) for k, v in trailing if k == "tx-data-bin"],
    )


def gzip(channel):
    reply = wire.stub(channel, SERVICE, "Headers")(Request(payload=bytes(10000)), compression=grpc.Compression.Gzip)
    stream = list(wire.stub(channel, SERVICE, "Chat")((Request(payload=bytes(10000)) for _ in range(3)), compression=grpc.Compression.Gzip))
    say(encoding=reply.text["raw-grpc-encoding"], bytes=sum(len(r.payload) for r in stream))


def concurrent(channel):
    hang = wire.stub(channel, SERVICE, "Hang")
    calls = [hang(Request()) for _ in range(1000)]
    first = sum(1 for call in calls if next(call).text == "hanging")
    counts = wire.stub(channel, SERVICE, "Counts")(Request())
    for call in calls:
        call.cancel()
    say(first=first, open=counts.begun - counts.ended)


def health(channel):
    request = wire.message("grpc.health.v1.HealthCheckRequest")
    check = wire.stub(channel, "grpc.health.v1.Health", "Check")
    say(status=check(request()).status, unknown=code(lambda: check(request(service="nobody")))[0])
    for change in wire.stub(channel, "grpc.health.v1.Health", "Watch")(request()):
        say(watched=change.status)


def reflection(channel):
    for version in ("v1", "v1alpha"):
        package = "grpc.reflection." + version
        request = wire.message(package + ".ServerReflectionRequest")
        asked = [request(list_services="*"), request(file_containing_symbol=SERVICE), request(file_by_filename="no/such.proto")]
        listed, file, absent = wire.stub(channel, package + ".ServerReflection", "ServerReflectionInfo")(iter(asked))
        say(
            version=version,
            services=[s.name for s in listed.list_services_response.service],
            describes=any(b"lert.interop.v1" in f for f in file.file_descriptor_response.file_descriptor_proto),
            absent=absent.error_response.error_code,
        )


if __name__ == "__main__":
    address, descriptors, scenario = sys.argv[1:4]
    wire.load(descriptors)
    Request = wire.message("lert.interop.v1.EchoRequest")
    with grpc.insecure_channel(address, options=[("grpc.max_send_message_length", -1)]) as made:
        globals()[scenario](made)
