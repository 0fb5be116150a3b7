using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Holds;

namespace Lert.Api.Tests.Notices;

/// <summary>What somebody asks about: an account, and whatever else they could name of it.</summary>
internal sealed record Asked(string Account, string Case)
{
    public string Hold { get => field ?? HoldId.Of(Case, Account); init; }

    public string Page { get => field ?? ActorKey.PageOf("us", $"{Case}/us-2703f"); init; }

    public string Disclosure { get => field ?? ActorKey.DisclosureOf("us", Case); init; }

    public string Letter { get => field ?? $"us-l-{ActorKey.Digest(Case)}"; init; }

    public string Requester { get => field ?? $"us-q-{ActorKey.Digest(Case)}"; init; }

    /// <summary>Whom a person or a session is about.</summary>
    public string Responder { get; init; } = "us-u-guard";

    /// <summary>What no answer may name to somebody who did not.</summary>
    public ImmutableArray<string> Names { get => field.IsDefault ? [Account, Case, Hold, Page, Disclosure] : field; init; }
}

/// <summary>
/// Calls every method of lert.v1, found by its descriptor, as people who are not of the team, about an account that is held and about one that is not, and says
/// where the answers differ or name what the caller did not. The one method whose purpose is to say no says it in words that give nothing away.
/// </summary>
internal sealed partial class LeakGuard(RunningApi api)
{
    /// <summary>Its yes and no are what it is for. Whether its words tell more is judged apart.</summary>
    public const string MayDelete = "/lert.v1.AccountService/AuthorizeDeletion";

    private static readonly TimeSpan StreamFor = TimeSpan.FromMilliseconds(300);
    private static readonly string[] Etags = ["", "0", "1", "2"];
    private static readonly string RecipientKey = NewRecipient();
    private int _requests;

    /// <summary>Every pair of a role and a method that was called.</summary>
    public HashSet<(string Role, string Method)> Called { get; } = [];

    public async Task<ImmutableArray<string>> FindAsync(IEnumerable<string> roles, Asked held, Asked free)
    {
        var leaks = ImmutableArray.CreateBuilder<string>();
        foreach (var role in roles)
        {
            var caller = api.As(role);
            foreach (var method in RawCalls.Methods)
            {
                Called.Add((role, method.Path()));
                if (await CompareAsync(caller, method, held, free) is { } leak)
                {
                    leaks.Add($"{role} {method.Path()}: {leak}");
                }
            }
        }

        return leaks.ToImmutable();
    }

    /// <summary>How the answers to one caller differ, with or without an etag and a filter; null where they do not.</summary>
    /// <param name="requestId">The same for each call; null for one of its own each time.</param>
    public async Task<string?> CompareAsync(CallInvoker caller, MethodDescriptor method, Asked held, Asked free, string? requestId = null)
    {
        foreach (var (etag, filter) in Variants(method))
        {
            var (about, other) = (await AskAsync(caller, method, held, etag, filter, requestId), await AskAsync(caller, method, free, etag, filter, requestId));
            if (Judge(method, about, other, held) is { } leak)
            {
                return leak;
            }
        }

        return null;
    }

    /// <summary>What one call tells, without what differs by itself: instants, figures of the machine, and the names that the caller used.</summary>
    public async Task<(string Request, string Answer)> AskAsync(
        CallInvoker caller, MethodDescriptor method, Asked about, string etag = "", string filter = "", string? requestId = null)
    {
        var request = method.NewRequest();
        Fill(request, about, etag, filter, depth: 0);
        if (requestId is not null && method.InputType.FindFieldByName("request_id") is { } field)
        {
            field.Accessor.SetValue(request, requestId);
        }

        var (code, error, answers) = await CallAsync(caller, method, request.ToByteArray());
        var told = error is null
            ? string.Join('\n', answers.Select(answer => Told(method.OutputType.Parser.ParseFrom(answer))))
            : $"{error.Status.Detail} {Details(error)}";
        var (said, answer) = (JsonFormatter.Default.Format(request), $"{code} {told}");
        // Names that the caller used tell nothing, nor do those that follow from them.
        answer = about.Names.Select((name, i) => (name, i)).Where(known => said.Contains(known.name, StringComparison.Ordinal))
            .Aggregate(answer, (text, known) => text.Replace(known.name, $"<{known.i}>", StringComparison.Ordinal));
        return (said, answer);
    }

    private static string? Judge(MethodDescriptor method, (string Request, string Answer) about, (string Request, string Answer) other, Asked held)
    {
        var named = held.Names.Where(name => !about.Request.Contains(name, StringComparison.Ordinal)).FirstOrDefault(name => about.Answer.Contains(name, StringComparison.Ordinal));
        if (named is not null)
        {
            return $"it names {named}, which the caller did not: {about.Answer}";
        }

        // An answer to a question that names nothing is about nobody; what streams is told as it comes.
        var streams = method.IsServerStreaming && about.Answer.StartsWith("OK", StringComparison.Ordinal) && other.Answer.StartsWith("OK", StringComparison.Ordinal);
        var isAboutNobody = streams || !held.Names.Any(name => about.Request.Contains(name, StringComparison.Ordinal));
        return isAboutNobody || method.Path() == MayDelete || Id().Replace(about.Answer, "<id>") == Id().Replace(other.Answer, "<id>") ? null : $"held: {about.Answer}; free: {other.Answer}";
    }

    private static IEnumerable<(string Etag, string Filter)> Variants(MethodDescriptor method)
    {
        yield return ("", "");
        foreach (var etag in method.InputType.FindFieldByName("etag") is null ? [] : Etags.Skip(1))
        {
            yield return (etag, "");
        }

        foreach (var filter in method.InputType.FindFieldByName("filter") is null ? [] : (string[])["account = ACCOUNT", "case = CASE", "subject = ACCOUNT"])
        {
            yield return ("", filter);
        }
    }

    private static async Task<(StatusCode Code, RpcException? Error, List<byte[]> Answers)> CallAsync(CallInvoker caller, MethodDescriptor method, byte[] request)
    {
        if (!method.IsServerStreaming)
        {
            var (code, error, answer) = await caller.Call(method, request);
            return (code, error, answer is null ? [] : [answer]);
        }

        var answers = new List<byte[]>();
        using var enough = new CancellationTokenSource(StreamFor);
        try
        {
            using var stream = caller.AsyncServerStreamingCall(RawCalls.Bytes(MethodType.ServerStreaming, method.Service.FullName, method.Name), null, new CallOptions(cancellationToken: enough.Token), request);
            while (await stream.ResponseStream.MoveNext(CancellationToken.None))
            {
                answers.Add(stream.ResponseStream.Current);
            }

            return (StatusCode.OK, null, answers);
        }
        catch (RpcException stopped) when (enough.IsCancellationRequested || stopped.StatusCode == StatusCode.Cancelled)
        {
            return (StatusCode.OK, null, answers);
        }
        catch (RpcException refused)
        {
            return (refused.StatusCode, refused, answers);
        }
    }

    private void Fill(IMessage message, Asked about, string etag, string filter, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.IsRepeated && depth < 4)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(Value(field, about, etag, filter, depth));
            }
            else if (depth < 4 && field.RealContainingOneof is null)
            {
                field.Accessor.SetValue(message, Value(field, about, etag, filter, depth));
            }
        }
    }

    private object Value(FieldDescriptor field, Asked about, string etag, string filter, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.String:
                return field.Name switch
                {
                    "request_id" => $"guard-{Interlocked.Increment(ref _requests)}",
                    "etag" => etag,
                    "filter" => filter.Replace("ACCOUNT", $"\"{about.Account}\"", StringComparison.Ordinal).Replace("CASE", about.Case, StringComparison.Ordinal),
                    "page_token" or "resume_token" => "",
                    "region" => "us",
                    "zone" => "UTC",
                    "desk" or "rota_id" => "us-r-guard",
                    "responder_id" => about.Responder,
                    "case_id" or "of_case_id" or "other_case_id" => about.Case,
                    "hold_id" => about.Hold,
                    "page_id" => about.Page,
                    "disclosure_id" => about.Disclosure,
                    "letter_id" => about.Letter,
                    "requester_id" => about.Requester,
                    // Words that must be of a set, so that what is asked reaches what it is about.
                    "language" => "en",
                    "name" when field.ContainingType == V1.GivenField.Descriptor => "contact",
                    "public_key" => RecipientKey,
                    "manifest_sha256" => Some.Sha256,
                    "ground" => "manifest-errors",
                    "item_id" => "i1",
                    "order_id" => "o1",
                    "id" => "snap-9",
                    "used_on" => "2026-01-02",
                    "about_id" or "from" or "until" or "order_date" => "",
                    "account_id" or "account_ids" or "subject" => about.Account,
                    _ => $"about {about.Account}",
                };
            case FieldType.Message when field.MessageType == Timestamp.Descriptor && field.Name == "until":
                return Timestamp.FromDateTimeOffset(RunningApi.Now.AddHours(1));
            case FieldType.Message when field.MessageType == Timestamp.Descriptor:
                return Timestamp.FromDateTimeOffset(RunningApi.Now);
            case FieldType.Message when field.MessageType == Duration.Descriptor:
                return Duration.FromTimeSpan(TimeSpan.FromMinutes(1));
            case FieldType.Message:
                var part = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                Fill(part, about, etag, filter, depth + 1);
                return part;
            case FieldType.Enum:
                return field.EnumType.Values[Math.Min(1, field.EnumType.Values.Count - 1)].Number;
            case FieldType.Bool:
                return true;
            case FieldType.Int32:
                return 1;
            case FieldType.Int64:
                return 1L;
            default:
                throw new NotSupportedException($"The guard has no value for a field of type {field.FieldType}: say here what it asks.");
        }
    }

    /// <summary>The answer without instants and without figures of the machine.</summary>
    private static string Told(IMessage answer)
    {
        Clear(answer);
        return JsonFormatter.Default.Format(answer);
    }

    private static void Clear(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.FieldType == FieldType.Double || field.Name is "watch_token" or "resume_token" || (value is IMessage at && (at.Descriptor == Timestamp.Descriptor || at.Descriptor == Duration.Descriptor)))
            {
                field.Accessor.Clear(message);
            }
            else if (value is IMessage part)
            {
                Clear(part);
            }
            else if (value is System.Collections.IEnumerable list and not string and not ByteString)
            {
                foreach (var item in list.OfType<IMessage>())
                {
                    Clear(item);
                }
            }
        }
    }

    private static string NewRecipient()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Domain.Packages.RecipientKey.Write(key);
    }

    [GeneratedRegex("us-[a-z]-[0-9a-hjkmnp-tv-z]{26}")]
    private static partial Regex Id();

    private static string Details(RpcException error)
    {
        var details = ErrorDetails.Of(error);
        return $"{details.Info} {details.BadRequest}";
    }
}
