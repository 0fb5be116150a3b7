using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Holds;

/// <summary>What changes a hold.</summary>
internal static class ChangeVerbs
{
    private const string SomeHold = "us-h-0123456789abcdefghjkmnpqrs";

    public static Command Extend(Surroundings surroundings)
    {
        var id = HoldCommand.Id();
        var reference = Reference("The requester's reference.");
        var asked = new Option<DateTimeOffset?>("--asked-at")
        {
            Description = "When the request for more time was received, which decides whether it came in time. Default: now.", HelpName = "INSTANT", CustomParser = Moments.Parse,
        };
        var change = new ChangeOptions();
        var command = new Command("extend", "Gives more time, counted from the last day so far.") { id, asked, reference };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new ExtendHoldRequest
            {
                RequestId = change.IdFor(asking),
                HoldId = asking.Get(id),
                AskedAt = Timestamp.FromDateTimeOffset(asking.Get(asked) ?? surroundings.Clock.GetUtcNow()),
                Reference = asking.Get(reference),
                Etag = change.EtagFor(asking),
            };
            return HoldCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Holds.ExtendAsync(request, call), request.RequestId));
        }).WithExamples($"lert hold extend {SomeHold} --reference HC-2026-118/2", $"lert hold extend {SomeHold} --reference HC-2026-118/2 --asked-at 2026-11-20T09:00-08:00");
    }

    public static Command Lock(Surroundings surroundings)
    {
        var id = HoldCommand.Id();
        var reference = Reference("Names the process that was served.");
        var change = new ChangeOptions();
        var command = new Command("lock", "Keeps the data for process that was served, until it is produced.") { id, reference };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new LockHoldRequest
            {
                RequestId = change.IdFor(asking), HoldId = asking.Get(id), Reference = asking.Get(reference), Etag = change.EtagFor(asking),
            };
            return HoldCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Holds.LockForProductionAsync(request, call), request.RequestId));
        }).WithExamples($"lert hold lock {SomeHold} --reference 'warrant 26-mj-0417'");
    }

    public static Command Unlock(Surroundings surroundings)
    {
        var id = HoldCommand.Id();
        var reference = Reference("The reference given to 'lock'.");
        var change = new ChangeOptions();
        var command = new Command("unlock", "What was served is produced, withdrawn or decided.") { id, reference };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new UnlockHoldRequest
            {
                RequestId = change.IdFor(asking), HoldId = asking.Get(id), Reference = asking.Get(reference), Etag = change.EtagFor(asking),
            };
            return HoldCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Holds.UnlockAsync(request, call), request.RequestId));
        }).WithExamples($"lert hold unlock {SomeHold} --reference 'warrant 26-mj-0417'");
    }

    public static Command Release(Surroundings surroundings)
    {
        var id = HoldCommand.Id();
        var ground = EnumWords.Option<ReleaseGround>("--ground", "Why it ends before its time.", required: true);
        var reason = new Option<string>("--reason") { Description = "Why, in words.", HelpName = "TEXT", Required = true };
        var order = new Option<string?>("--order") { Description = "The order to destroy. Required on that ground.", HelpName = "TEXT" };
        var basis = new Option<string?>("--basis-seen") { Description = "The basis of the hold as you saw it. Required on that ground.", HelpName = "TEXT" };
        var change = new ChangeOptions();
        var command = new Command("release", "Approves an early end; the second approver, another person, ends it.") { id, ground, reason, order, basis };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new ReleaseHoldRequest
            {
                RequestId = change.IdFor(asking),
                HoldId = asking.Get(id),
                Ground = asking.Get(ground) ?? ReleaseGround.Unspecified,
                Reason = asking.Get(reason),
                OrderReference = asking.Get(order) ?? "",
                BasisSeen = asking.Get(basis) ?? "",
                Etag = change.EtagFor(asking),
            };
            return HoldCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Holds.ReleaseAsync(request, call), request.RequestId));
        }).WithExamples(
            $"lert hold release {SomeHold} --ground withdrawn --reason 'Withdrawn by letter of 3 May'",
            $"lert hold release {SomeHold} --ground order-to-destroy --reason 'Court order' --order 26-cv-91 --basis-seen HC-2026-118");
    }

    public static Command RecordSnapshot(Surroundings surroundings)
    {
        var id = HoldCommand.Id();
        var (snapshot, manifest) = PlaceVerbs.SnapshotOptions(required: true);
        var change = new ChangeOptions();
        var command = new Command("record-snapshot", "Records the snapshot that was taken; once recorded it never changes.") { id, snapshot, manifest };
        change.AddTo(command);
        return command.Asks(surroundings, asking =>
        {
            var request = new RecordSnapshotRequest
            {
                RequestId = change.IdFor(asking),
                HoldId = asking.Get(id),
                Snapshot = PlaceVerbs.Snapshot(asking.Get(snapshot), asking.Get(manifest)),
                Etag = change.EtagFor(asking),
            };
            return HoldCommand.ShowAsync(asking, asking.AskAsync(call => asking.Client.Holds.RecordSnapshotAsync(request, call), request.RequestId));
        }).WithExamples($"lert hold record-snapshot {SomeHold} --snapshot snap/2026/118 --manifest $(sha256sum manifest.json | cut -c-64)");
    }

    private static Option<string> Reference(string description) => new("--reference") { Description = description, HelpName = "TEXT", Required = true };
}
