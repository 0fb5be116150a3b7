using Google.Protobuf;
using Grpc.Core;
using Grpc.Interop.Tests.V1;

namespace Grpc.Interop.Tests;

/// <summary>What the clients of these tests call; see interop.proto.</summary>
public sealed class InteropService(HangCounter hanging, TimeProvider clock) : V1.Interop.InteropBase
{
    public override Task<EchoReply> Echo(EchoRequest request, ServerCallContext context) =>
        Task.FromResult(new EchoReply { Text = request.Text, Payload = request.Payload });

    public override async Task Expand(ExpandRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        var payload = ByteString.CopyFrom(new byte[request.PayloadBytes]);
        for (var i = 0; i < request.Count; i++)
            await responseStream.WriteAsync(new EchoReply { Number = i, Payload = payload });
    }

    public override async Task<CollectReply> Collect(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var reply = new CollectReply();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            reply.Count++;
            reply.Texts += request.Text;
            reply.Bytes += request.Payload.Length;
        }

        return reply;
    }

    public override async Task Chat(IAsyncStreamReader<EchoRequest> requestStream, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        var number = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(new EchoReply { Text = request.Text, Payload = request.Payload, Number = number++ });
    }

    public override async Task Hang(EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        hanging.Begin();
        try
        {
            await responseStream.WriteAsync(new EchoReply { Text = "hanging" });
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.CancellationToken);
        }
        finally
        {
            hanging.End();
        }
    }

    public override async Task<EchoReply> Refuse(RefuseRequest request, ServerCallContext context)
    {
        if (request.AfterHeaders)
            await context.WriteResponseHeadersAsync(new Metadata { { "x-before", "refusal" } });
        if (request.Crash)
            throw new InvalidDataException("the secret of the house");
        var trailers = new Metadata { { "x-reason", "as asked" } };
        if (!request.StatusDetails.IsEmpty)
            trailers.Add("grpc-status-details-bin", request.StatusDetails.ToByteArray());
        throw new RpcException(new Status((StatusCode)request.Code, request.Detail), trailers);
    }

    public override async Task<HeadersReply> Headers(EchoRequest request, ServerCallContext context)
    {
        var reply = new HeadersReply { HasDeadline = context.Deadline != DateTime.MaxValue };
        // The encoding is the protocol's own header and no metadata: only HTTP still knows it.
        reply.Text["raw-grpc-encoding"] = context.GetHttpContext().Request.Headers.GrpcEncoding.ToString();
        var answer = new Metadata();
        foreach (var entry in context.RequestHeaders)
        {
            if (entry.IsBinary)
                reply.Binary[entry.Key] = ByteString.CopyFrom(entry.ValueBytes);
            else
                reply.Text[entry.Key] = entry.Value;
            if (!entry.Key.StartsWith("x-", StringComparison.Ordinal))
                continue;
            answer.Add(entry);
            context.ResponseTrailers.Add(entry.IsBinary ? new Metadata.Entry("t" + entry.Key, entry.ValueBytes) : new Metadata.Entry("t" + entry.Key, entry.Value));
        }

        await context.WriteResponseHeadersAsync(answer);
        return reply;
    }

    public override Task<CountsReply> Counts(EchoRequest request, ServerCallContext context) =>
        Task.FromResult(new CountsReply { Begun = hanging.Begun, Ended = hanging.Ended });
}

/// <summary>How many <c>Hang</c> calls have begun and ended, to wait for.</summary>
public sealed class HangCounter
{
    private long _begun;
    private long _ended;

    public long Begun => Interlocked.Read(ref _begun);

    public long Ended => Interlocked.Read(ref _ended);

    public void Begin() => Interlocked.Increment(ref _begun);

    public void End() => Interlocked.Increment(ref _ended);
}
