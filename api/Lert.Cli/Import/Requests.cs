using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Output;
using Lert.Grains;
using Lert.Grains.Holds;
using Lert.V1;
using Enum = System.Enum;
using ReleaseGround = Lert.V1.ReleaseGround;
using Snapshot = Lert.V1.Snapshot;

namespace Lert.Cli.Import;

/// <summary>Turns lines into messages of the API. It judges nothing: what is wrong with a request is the server's to say.</summary>
internal static class Requests
{
    public const string Open = "case.open";
    public const string Close = "case.close";
    public const string Place = "hold.place";
    public const string PlaceBatch = "hold.place-batch";
    public const string Extend = "hold.extend";
    public const string Lock = "hold.lock";
    public const string Unlock = "hold.unlock";
    public const string Release = "hold.release";
    public const string RecordSnapshot = "hold.record-snapshot";
    public const string AuthorizeDeletion = "account.authorize-deletion";

    public static FrozenSet<string> Verbs { get; } = FrozenSet.Create(
        StringComparer.Ordinal, Open, Close, Place, PlaceBatch, Extend, Lock, Unlock, Release, RecordSnapshot, AuthorizeDeletion);

    public static FrozenSet<string> Fields { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "id", "at", "as", "do", "expect", "note", "request_id", "etag",
        "region", "kind", "regime", "trigger_at", "zone", "agency", "officer", "agency_reference", "accounts",
        "case", "case_id", "hold_id", "account", "snapshot", "asked_at", "reference", "ground", "reason", "order_reference", "basis_seen", "ticket");

    /// <summary>The same line always has the same request id, so that a file imported twice changes nothing twice; a corrected line is a new request.</summary>
    public static string RequestId(ImportLine line) => line.String("request_id") ?? $"import-{ActorKey.Digest(line.Text.Trim())}";

    public static OpenCaseRequest OpenCase(ImportLine line) => new()
    {
        RequestId = RequestId(line),
        Region = Text(line, "region"),
        Kind = Word<CaseKind>(line, "kind"),
        Regime = Text(line, "regime"),
        TriggerAt = Instant(line, "trigger_at"),
        Zone = Text(line, "zone"),
        Agency = Text(line, "agency"),
        Officer = Text(line, "officer"),
        AgencyReference = Text(line, "agency_reference"),
        Accounts = { Targets(line) },
    };

    public static CloseCaseRequest CloseCase(ImportLine line, string caseId) => new()
    {
        RequestId = RequestId(line), CaseId = caseId, Reason = Text(line, "reason"), Etag = Text(line, "etag"),
    };

    public static PlaceHoldRequest PlaceHold(ImportLine line, string caseId) => new()
    {
        RequestId = RequestId(line),
        CaseId = caseId,
        Account = new HoldTarget { AccountId = Text(line, "account"), Snapshot = line.List("snapshot").Any() ? SnapshotOf(line) : null },
        Etag = Text(line, "etag"),
    };

    public static PlaceHoldsRequest PlaceHolds(ImportLine line, string caseId) => new()
    {
        RequestId = RequestId(line), CaseId = caseId, Accounts = { Targets(line) }, Etag = Text(line, "etag"),
    };

    public static ExtendHoldRequest ExtendHold(ImportLine line, string holdId) => new()
    {
        RequestId = RequestId(line),
        HoldId = holdId,
        AskedAt = Instant(line, "asked_at") ?? (line.At is { } at ? Timestamp.FromDateTimeOffset(at) : null),
        Reference = Text(line, "reference"),
        Etag = Text(line, "etag"),
    };

    public static LockHoldRequest LockHold(ImportLine line, string holdId) => new()
    {
        RequestId = RequestId(line), HoldId = holdId, Reference = Text(line, "reference"), Etag = Text(line, "etag"),
    };

    public static UnlockHoldRequest UnlockHold(ImportLine line, string holdId) => new()
    {
        RequestId = RequestId(line), HoldId = holdId, Reference = Text(line, "reference"), Etag = Text(line, "etag"),
    };

    public static ReleaseHoldRequest ReleaseHold(ImportLine line, string holdId) => new()
    {
        RequestId = RequestId(line),
        HoldId = holdId,
        Ground = Word<ReleaseGround>(line, "ground"),
        Reason = Text(line, "reason"),
        OrderReference = Text(line, "order_reference"),
        BasisSeen = Text(line, "basis_seen"),
        Etag = Text(line, "etag"),
    };

    public static RecordSnapshotRequest Record(ImportLine line, string holdId) => new()
    {
        RequestId = RequestId(line), HoldId = holdId, Snapshot = SnapshotOf(line), Etag = Text(line, "etag"),
    };

    /// <summary>Asks for leave to delete; a leave whose hour is over is asked for again under the next id.</summary>
    public static AuthorizeDeletionRequest Authorize(ImportLine line, int attempt) => new()
    {
        RequestId = attempt == 0 ? RequestId(line) : $"{RequestId(line)}-{attempt.ToString(CultureInfo.InvariantCulture)}",
        AccountId = Text(line, "account"),
        Ticket = Text(line, "ticket"),
        Etag = Text(line, "etag"),
    };

    public static string HoldOf(string caseId, string account) => account.Length > 0 ? HoldId.Of(caseId, account) : "";

    private static string Text(ImportLine line, string name) => line.String(name) ?? "";

    private static Timestamp? Instant(ImportLine line, string name) => line.String(name) switch
    {
        null => null,
        var text when Moments.TryParse(text, out var instant) => Timestamp.FromDateTimeOffset(instant),
        // A year that .NET does not know still has a number on the wire, and the server has a word to say about it.
        var text when long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) => new Timestamp { Seconds = seconds },
        var text => throw new FormatException($"\"{name}\" is '{text}', which is no instant with its offset"),
    };

    private static T Word<T>(ImportLine line, string name)
        where T : struct, Enum => line.String(name) switch
        {
            null => default,
            var word when EnumWords.Parse<T>(word) is { } value => value,
            var number when int.TryParse(number, CultureInfo.InvariantCulture, out var value) => (T)Enum.ToObject(typeof(T), value),
            var word => throw new FormatException($"\"{name}\" is '{word}', which is no {typeof(T).Name}"),
        };

    private static IEnumerable<HoldTarget> Targets(ImportLine line) => line.List("accounts").Select(element => element.ValueKind == JsonValueKind.String
        ? new HoldTarget { AccountId = element.GetString() }
        : throw new FormatException("\"accounts\" is a list of account ids"));

    // Written as [id, manifest]: two things that belong together.
    private static Snapshot SnapshotOf(ImportLine line) => line.List("snapshot").Select(element => element.GetString()).ToArray() switch
    {
        [{ } id, { } manifest] => new Snapshot { Id = id, ManifestSha256 = manifest },
        _ => throw new FormatException("\"snapshot\" is a list of its id and the SHA-256 of its manifest"),
    };
}
