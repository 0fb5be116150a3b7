using Google.Protobuf;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Grains.Journal;
using Lert.Grains.Responders;
using Orleans;

namespace Lert.Api.Journal;

/// <summary>JournalService: the journal as it is stored, so that anyone can verify its hashes.</summary>
internal sealed class JournalApi(IGrainFactory grains) : V1.JournalService.JournalServiceBase
{
    private const int LinesPerRead = 500;

    public override async Task Read(V1.ReadJournalRequest request, IServerStreamWriter<V1.JournalLine> responseStream, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        if (request.After < 0)
        {
            check.Add("after", "must not be negative");
        }

        if (request.Limit < 0)
        {
            check.Add("limit", "must not be negative");
        }

        var key = Key(request, caller, check);
        check.ThrowIfFailed();

        var left = request.Limit == 0 ? int.MaxValue : request.Limit;
        if (request.Kind.Length == 0)
        {
            await ReadFeed(caller, request.After, left, responseStream, context.CancellationToken);
        }
        else if (key is null || (await ReadActor(request.Kind, key, request.After, left, responseStream, context.CancellationToken) == 0 && request.After == 0))
        {
            throw new ApiError(EdgeCodes.JournalNotFound, $"There is no journal of '{request.Key}' that you may see.").ToException();
        }
    }

    /// <summary>The actor's key; null when it is not visible, and for the whole feed.</summary>
    private static string? Key(V1.ReadJournalRequest request, Caller caller, RequestCheck check)
    {
        switch (request.Kind)
        {
            case "case":
                return Target.Case(check, "key", request.Key, caller).Key;
            case "hold":
                return Target.Hold(check, "key", request.Key, caller).Key;
            case "page":
                return Target.Page(check, "key", request.Key, caller).Key;
            case "rota":
                return Target.Rota(check, "key", request.Key, caller).Key;
            case "account":
                var account = check.Account("key", request.Key);
                return caller.MaySee(account) ? account : null;
            case "responder":
                return Target.Responder(check, "key", request.Key, caller, isOwn: false).Key;
            case "":
                if (request.Key.Length > 0)
                {
                    check.Add("kind", "is required with a key");
                }

                return null;
            default:
                check.Add("kind", "must be case, hold, account, responder, page, rota, or empty for the whole feed");
                return null;
        }
    }

    private async Task<int> ReadActor(string kind, string key, long after, int left, IServerStreamWriter<V1.JournalLine> stream, CancellationToken cancelled)
    {
        var archive = grains.OpenArchive();
        var told = 0;
        while (told < left)
        {
            cancelled.ThrowIfCancellationRequested();
            var lines = await archive.ReadJournal(kind, key, after, Math.Min(LinesPerRead, left - told));
            if (lines.IsEmpty)
            {
                break;
            }

            foreach (var line in lines)
            {
                await stream.WriteAsync(ToProto(line), cancelled);
            }

            told += lines.Length;
            after = lines[^1].Sequence;
        }

        return told;
    }

    private async Task ReadFeed(Caller caller, long after, int left, IServerStreamWriter<V1.JournalLine> stream, CancellationToken cancelled)
    {
        // What is there when the reading begins: a feed that grows as fast as it is read would never end.
        var archive = grains.OpenArchive();
        var end = await archive.ReadEnd();
        while (after < end)
        {
            cancelled.ThrowIfCancellationRequested();
            var page = await archive.ReadFeed(after, LinesPerRead);
            foreach (var line in page.Lines.Where(line => line.Position <= end && caller.MaySee(line.Key)))
            {
                if (left-- == 0)
                {
                    return;
                }

                await stream.WriteAsync(ToProto(line), cancelled);
            }

            if (page.ResumeFrom <= after)
            {
                return;
            }

            after = page.ResumeFrom;
        }
    }

    /// <summary>Of what is a person's own an auditor sees that it is there, and that the chain holds.</summary>
    private static V1.JournalLine ToProto(JournalLine line) => OwnLines.Has(line.Kind, line.Type) ? Withheld(line) : new()
    {
        Position = line.Position,
        Kind = line.Kind,
        Key = line.Key,
        Sequence = line.Sequence,
        Version = line.Version,
        Type = line.Type,
        At = line.At.ToProto(),
        By = line.By,
        CommandId = line.CommandId ?? "",
        Data = ByteString.CopyFrom(line.Data.AsSpan()),
        PreviousHash = ByteString.CopyFrom(line.PreviousHash.AsSpan()),
        Hash = ByteString.CopyFrom(line.Hash.AsSpan()),
    };

    private static V1.JournalLine Withheld(JournalLine line) => new()
    {
        Position = line.Position,
        Kind = line.Kind,
        Key = line.Key,
        Sequence = line.Sequence,
        PreviousHash = ByteString.CopyFrom(line.PreviousHash.AsSpan()),
        Hash = ByteString.CopyFrom(line.Hash.AsSpan()),
        Withheld = true,
    };
}
