"""Message classes and stubs from serialized file descriptors, so that no generated Python is needed."""
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_pool = descriptor_pool.DescriptorPool()
_factory = message_factory.MessageFactory(_pool)


def load(path):
    files = descriptor_pb2.FileDescriptorSet()
    with open(path, "rb") as file:
        files.ParseFromString(file.read())
    for file in files.file:
        _pool.Add(file)


def message(name):
    return _factory.GetPrototype(_pool.FindMessageTypeByName(name))


def stub(channel, service, method, **options):
    """A callable for one method of a loaded service."""
    descriptor = _pool.FindServiceByName(service).methods_by_name[method]
    proto = _method_proto(service, method)
    kind = ("stream_" if proto.client_streaming else "unary_") + ("stream" if proto.server_streaming else "unary")
    return getattr(channel, kind)(
        "/%s/%s" % (service, method),
        request_serializer=lambda m: m.SerializeToString(),
        response_deserializer=message(descriptor.output_type.full_name).FromString,
    )


def handlers(service, implementation):
    """Generic handlers for a server; implementation has one function per method."""
    table = {}
    for name, descriptor in _pool.FindServiceByName(service).methods_by_name.items():
        proto = _method_proto(service, name)
        kind = ("stream_" if proto.client_streaming else "unary_") + ("stream" if proto.server_streaming else "unary")
        function = getattr(implementation, name, None)
        if function is None:
            continue
        table[name] = getattr(grpc, kind + "_rpc_method_handler")(
            function,
            request_deserializer=message(descriptor.input_type.full_name).FromString,
            response_serializer=lambda m: m.SerializeToString(),
        )
    return grpc.method_handlers_generic_handler(service, table)


def _method_proto(service, method):
    proto = descriptor_pb2.ServiceDescriptorProto()
    _pool.FindServiceByName(service).CopyToProto(proto)
    return next(m for m in proto.method if m.name == method)


if sys.version_info < (3, 8):
    sys.exit("Python 3.8 or newer is needed.")
