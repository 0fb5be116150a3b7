"""grpcio as a server for our client. Prints its port, serves until its input ends.

usage: server.py DESCRIPTORS
"""
import sys
import threading
from concurrent import futures

import grpc

import wire


class Interop:
    def Echo(self, request, context):
        return Reply(text=request.text, payload=request.payload)

    def Expand(self, request, context):
        for number in range(request.count):
            yield Reply(number=number, payload=bytes(request.payload_bytes))

    def Collect(self, requests, context):
        reply = wire.message("lert.interop.v1.CollectReply")()
        for request in requests:
            reply.count += 1
            reply.texts += request.text
            reply.bytes += len(request.payload)
        return reply

    def Chat(self, requests, context):
        for number, request in enumerate(requests):
            yield Reply(text=request.text, payload=request.payload, number=number)

    def Hang(self, request, context):
        ended = threading.Event()
        counts["begun"] += 1

        def end():
            counts["ended"] += 1
            ended.set()

        context.add_callback(end)
        yield Reply(text="hanging")
        ended.wait(60)

    def Refuse(self, request, context):
        if request.after_headers:
            context.send_initial_metadata((("x-before", "refusal"),))
        trailers = [("x-reason", "as asked")]
        if request.status_details:
            trailers.append(("grpc-status-details-bin", request.status_details))
        context.set_trailing_metadata(trailers)
        code = next(c for c in grpc.StatusCode if c.value[0] == request.code)
        context.abort(code, request.detail)

    def Headers(self, request, context):
        reply = wire.message("lert.interop.v1.HeadersReply")(has_deadline=context.time_remaining() is not None)
        own = [(k, v) for k, v in context.invocation_metadata() if k.startswith("x-")]
        for key, value in own:
            if isinstance(value, bytes):
                reply.binary[key] = value
            else:
                reply.text[key] = value
        context.send_initial_metadata(own)
        context.set_trailing_metadata([("t" + k, v) for k, v in own])
        return reply

    def Counts(self, request, context):
        return wire.message("lert.interop.v1.CountsReply")(**counts)


if __name__ == "__main__":
    wire.load(sys.argv[1])
    Reply = wire.message("lert.interop.v1.EchoReply")
    counts = {"begun": 0, "ended": 0}
    server = grpc.server(futures.ThreadPoolExecutor(16), compression=grpc.Compression.Gzip, options=[("grpc.max_receive_message_length", -1)])
    server.add_generic_rpc_handlers((wire.handlers("lert.interop.v1.Interop", Interop()),))
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(0).wait(5)
