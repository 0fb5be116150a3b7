using System.Collections.Immutable;
using System.Globalization;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Store;

namespace Lert.Silo.Tests.Running;

/// <summary>Test data: a request under 18 U.S.C. § 2703(f), received on 2026-01-15. Its dates are row p001 of the golden vectors.</summary>
internal static class Some
{
    public const string Regime = "us-2703f";
    public const string Account = "us-account-1";

    public static readonly DateTimeOffset Start = Instant("2026-01-15T10:00:00Z");
    public static readonly DateTimeOffset End = Instant("2026-04-16T07:00:00Z");
    public static readonly DateTimeOffset GraceEnd = Instant("2026-05-17T00:00:00Z");

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static CommandStamp Stamp(string id, string by = "ann", long? version = null) => new(id, by, version, []);

    public static string CaseId(string request = "open") => ActorKey.CaseOf("us", request);

    public static HoldOrder Order(string account = Account, string caseRequest = "open") =>
        new(HoldId.Of(CaseId(caseRequest), account), CaseId(caseRequest), account, Regime, Start, null, "26/0042", null);

    public static CaseCommand.Open Open() => new(CaseKind.Preservation, Regime, Start, null, "Agency of .example", "Officer A", "26/0042", []);

    public static CaseCommand.RequestHolds Hold(params string[] accounts) => new([.. accounts.Select(account => new HoldRequest(account, null))]);

    public static Message Message<TCommand>(string id, TCommand command)
        where TCommand : class =>
        new(id, "account/us-somebody", StoredNames<TCommand>.Of(command), ImmutableArray.Create(ActorJson.Write(command)));

    /// <summary>An account that knows of no hold: its timer and its messages find nothing to do.</summary>
    public static Commit AccountCommit(string key) => new()
    {
        Actor = new(ActorKinds.Account, key),
        ExpectedVersion = 0,
        At = Start,
        By = "system:test",
        Events = [],
        State = ActorJson.Write(Lert.Domain.Accounts.AccountState.Initial),
        Search = new() { Status = "Free" },
    };

    public static OutboxMessage Note(string id, string account)
    {
        var note = Message<AccountCommand>(id, new AccountCommand.NoteHold("us-h-none", null));
        return new(id, new(ActorKinds.Account, account), note.Type, note.Body.AsMemory());
    }

    public static ActorId Actor(IHoldGrain hold) => new(ActorKinds.Hold, hold.GetPrimaryKeyString());
}
