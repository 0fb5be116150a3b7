using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Lert.Chaos.History;
using Lert.Store;

namespace Lert.Chaos.Load;

/// <summary>
/// Sends what a client asks, to one silo after the other under the same request id, until there is an answer that counts; and writes down what was asked,
/// what was answered, and when.
/// </summary>
internal sealed class Calls(Lines lines, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long one request is asked again and again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Hears of every attempt, where somebody counts them.</summary>
    public Action<Attempt>? Tried { get; init; }

    public ConcurrentQueue<Operation> Operations { get; } = new();

    public ConcurrentQueue<Resend> Resends { get; } = new();

    /// <summary>Answers that no fault excuses: something of ours broke. By status, with one text.</summary>
    public ConcurrentDictionary<string, string> Broken { get; } = new();

    private int _retries;

    /// <summary>Attempts beyond the first.</summary>
    public int Retries => _retries;

    /// <summary>A change.</summary>
    /// <param name="send">One attempt at one silo.</param>
    /// <param name="reference">The lock that it is about.</param>
    public async Task<Operation> ChangeAsync<TReply>(
        int client, Verb verb, ActorId actor, string requestId, Random random, Func<Line, DateTime, AsyncUnaryCall<TReply>> send, string? reference = null)
        where TReply : class, IMessage
    {
        var asked = new Operation { Client = client, Verb = verb, Actor = actor, RequestId = requestId, Reference = reference, Invoked = clock.GetTimestamp(), Ending = Ending.Unknown };
        var (attempts, silo) = (0, random.Next(1_000));
        while (clock.GetElapsedTime(asked.Invoked) < Patience)
        {
            var open = lines.All;
            var line = open[(silo + attempts) % open.Count];
            asked = asked with { Sent = clock.GetUtcNow() };
            var (ending, code, reply) = await TryAsync(actor, line, send);
            attempts++;
            if (ending != Ending.Unknown)
            {
                asked = asked with
                {
                    Returned = clock.GetTimestamp(), Answered = clock.GetUtcNow(), Ending = ending, Code = code, Reply = reply, Version = VersionOf(verb, reply), Silo = line.Silo, Attempts = attempts,
                };
                break;
            }

            _ = Interlocked.Increment(ref _retries);
            if (attempts % open.Count == 0)
            {
                await Task.Delay(Pause, clock, CancellationToken.None);
            }
        }

        Operations.Enqueue(asked with { Attempts = attempts });
        if (asked is { Ending: Ending.Done, Verb: Verb.Place or Verb.Lock, Reply: V1.Hold hold })
        {
            // What comes back is the hold as it was when it had settled: a read of its own.
            Operations.Enqueue(asked with { Verb = Verb.Read, RequestId = null, Actor = new("hold", hold.HoldId), Version = Version(hold.Etag) });
        }

        return asked;
    }

    /// <summary>A read: each attempt is one of its own.</summary>
    public async Task<Operation?> ReadAsync<TReply>(int client, ActorId actor, Line line, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class, IMessage
    {
        var invoked = clock.GetTimestamp();
        var (ending, code, reply) = await TryAsync(actor, line, send);
        if (ending == Ending.Unknown)
        {
            return null;
        }

        var read = new Operation
        {
            Client = client, Verb = Verb.Read, Actor = actor, Invoked = invoked, Returned = clock.GetTimestamp(),
            Ending = ending, Code = code, Reply = reply, Version = VersionOf(Verb.Read, reply), Silo = line.Silo,
        };
        Operations.Enqueue(read);
        return read;
    }

    /// <summary>Sends what had its answer once more.</summary>
    public async Task AgainAsync<TReply>(Operation first, Line line, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class, IMessage
    {
        var sent = clock.GetUtcNow();
        var (ending, code, reply) = await TryAsync(first.Actor, line, send);
        Resends.Enqueue(new(first, ending, code, reply, line.Silo) { Sent = sent, Answered = clock.GetUtcNow() });
    }

    private async Task<(Ending Ending, string? Code, TReply? Reply)> TryAsync<TReply>(ActorId actor, Line line, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class
    {
        var began = clock.GetTimestamp();
        var (ending, code, status, reply) = await SendAsync(line, send);
        Tried?.Invoke(new(actor.Kind, line.Silo, began, clock.GetElapsedTime(began), ending, status, code));
        return (ending, code, reply);
    }

    private async Task<(Ending Ending, string? Code, StatusCode Status, TReply? Reply)> SendAsync<TReply>(Line line, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class
    {
        try
        {
            using var call = send(line, clock.GetUtcNow().UtcDateTime + Deadline);
            return (Ending.Done, null, StatusCode.OK, await call);
        }
        catch (RpcException refused)
        {
            var reason = Reason(refused);
            switch (refused.StatusCode)
            {
                case StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled:
                    return (Ending.Unknown, reason, refused.StatusCode, null);
                case StatusCode.Internal when reason is null:
                    // Nobody there said so: the connection broke under the call.
                    return (Ending.Unknown, reason, refused.StatusCode, null);
                case StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss or StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.Unimplemented:
                    _ = Broken.TryAdd($"{refused.StatusCode} {reason}", $"silo {line.Silo}: {refused.Status.Detail}");
                    return (Ending.Unknown, reason, refused.StatusCode, null);
                default:
                    return (Ending.Refused, reason ?? refused.StatusCode.ToString(), refused.StatusCode, null);
            }
        }
    }

    /// <summary>The permanent code that an answer carries; null where nobody there said any.</summary>
    public static string? Reason(RpcException refused)
    {
        if (refused.Trailers.GetValueBytes("grpc-status-details-bin") is not { } bytes)
        {
            return null;
        }

        var info = Google.Rpc.Status.Parser.ParseFrom(bytes).Details.FirstOrDefault(detail => detail.Is(ErrorInfo.Descriptor));
        return info?.Unpack<ErrorInfo>().Reason;
    }

    private static long? VersionOf(Verb verb, IMessage? reply) => (verb, reply) switch
    {
        // Placing is a change of the case, and a lock may be taken later than it was asked for: their answers name another version than their own.
        (Verb.Place, _) => null,
        (Verb.Lock, V1.Hold { Status: V1.HoldStatus.Released }) => null,
        (_, V1.Hold hold) => Version(hold.Etag),
        (_, V1.Case opened) => Version(opened.Etag),
        (_, V1.Preservation account) => Version(account.Etag),
        _ => null,
    };

    private static long Version(string etag) => long.Parse(etag, CultureInfo.InvariantCulture);
}
