using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Chaos.History;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.V1;

namespace Lert.Chaos.Load;

/// <summary>The clients: each asks one thing after the other, drawn from the seed, of whatever silo it comes to.</summary>
internal sealed class Crowd(Calls calls, Lines lines, Catalog catalog, People people, int seed, TimeProvider clock)
{
    private const int Cases = 6, Touched = 24;

    private readonly ConcurrentQueue<(Operation First, Send<DeletionAuthorization> Send)> _permissions = new();

    // A request under 18 U.S.C. § 2703(f) that came yesterday: it ends in three months, unless it is released early.
    private DateTimeOffset ReceivedAt => clock.GetUtcNow().AddDays(-1);

    /// <summary>Opens the cases that all clients place holds under.</summary>
    public async Task OpenAsync()
    {
        var random = new Random(seed);
        for (var number = 0; number < Cases; number++)
        {
            var request = new OpenCaseRequest
            {
                RequestId = $"open-{seed}-{number}", Region = "us", Kind = CaseKind.Preservation, Regime = "us-2703f", TriggerAt = Timestamp.FromDateTimeOffset(ReceivedAt),
                Agency = "Agency of .example", Officer = "Officer A", AgencyReference = "26/0042",
            };
            var caseId = ActorKey.CaseOf("us", request.RequestId);
            var opened = await calls.ChangeAsync(
                0, Verb.Open, new(ActorKinds.Case, caseId), request.RequestId, random,
                (line, deadline) => line.Cases.OpenAsync(request, people.Lead(People.Ann), deadline));
            if (opened.Ending == Ending.Done)
            {
                catalog.Cases.Add(caseId);
            }
        }
    }

    /// <summary>Faults begin when the cluster is whole: a machine with much else to do takes a while to start it.</summary>
    public async Task EverySiloAnswersAsync()
    {
        foreach (var line in lines.All)
        {
            while (await calls.ReadAsync<Case>(
                0, new(ActorKinds.Case, catalog.Cases[0]), line, (to, deadline) => to.Cases.GetAsync(new GetCaseRequest { CaseId = catalog.Cases[0] }, people.Lead(People.Ann), deadline)) is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, CancellationToken.None);
            }
        }
    }

    /// <summary>Goes on until it is told to stop, and then finishes what was begun.</summary>
    public Task RunAsync(int clients, CancellationToken over) =>
        Task.WhenAll(Enumerable.Range(1, clients).Select(client => Task.Run(() => CallAsync(client, over), CancellationToken.None)));

    /// <summary>Changes some of the actors once more: who answers questions may be deaf to commands all the same. And asks for the old permissions again, to accounts that have other holds by now.</summary>
    public async Task TouchAsync()
    {
        var random = new Random(seed);
        await Task.WhenAll(_permissions.ToArray().Select(given => calls.AgainAsync(given.First, lines.Any(random), new Func<Line, DateTime, AsyncUnaryCall<DeletionAuthorization>>(given.Send))));
        KnownHold[] all = [.. catalog.All];
        random.Shuffle(all);
        await Task.WhenAll(all.Take(Touched).Select(async (hold, number) =>
        {
            var (id, own) = ($"{seed}-touch-{number}", new Random(random.Next()));
            await AuthorizeAsync(0, id, hold, own);
            await LockAsync(0, id, hold, own);
            await UnlockAsync(0, id, hold, own);
        }));
    }

    private async Task CallAsync(int client, CancellationToken over)
    {
        var random = Draws.Of(seed, nameof(Crowd), client);
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            await StepAsync(client, $"{seed}-{client}-{number}", random);
            // A person thinks, and the machine has to carry a cluster and its callers at once.
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(5, 60)), clock, CancellationToken.None);
        }
    }

    private Task StepAsync(int client, string id, Random random)
    {
        var hold = catalog.Any(random);
        var dice = random.Next(100);
        if (dice < 14 || hold is null)
        {
            return PlaceAsync(client, id, random);
        }

        // What is armed is to fall due; now and then somebody meddles all the same.
        if (hold.Armed && dice < 60 && random.Next(8) > 0)
        {
            dice = 70;
        }

        return dice switch
        {
            < 32 => LockAsync(client, id, hold, random),
            < 46 => UnlockAsync(client, id, hold, random),
            < 52 => ExtendAsync(client, id, hold, random),
            < 58 => ReleaseAsync(client, id, hold, random),
            < 66 => AuthorizeAsync(client, id, hold, random),
            < 72 => ReadAccountAsync(client, hold, random),
            _ => ReadAsync(client, hold, random),
        };
    }

    private async Task PlaceAsync(int client, string id, Random random)
    {
        var (caseId, account) = (catalog.Cases[random.Next(catalog.Cases.Count)], catalog.Account(random));
        if (!catalog.IsFirst(caseId, account))
        {
            return;
        }

        var request = new PlaceHoldRequest { RequestId = $"place-{id}", CaseId = caseId, Account = new HoldTarget { AccountId = account } };
        Send<Hold> send = (line, deadline) => line.Holds.PlaceAsync(request, people.Lead(People.Ann), deadline);
        var placed = await ChangeAsync(client, Verb.Place, new(ActorKinds.Case, caseId), request.RequestId, random, send);
        if (placed.Reply is Hold hold)
        {
            catalog.Add(new(hold.HoldId, caseId, account, Armed: false));
        }
    }

    private async Task LockAsync(int client, string id, KnownHold hold, Random random)
    {
        var request = new LockHoldRequest { RequestId = $"lock-{id}", HoldId = hold.HoldId, Reference = $"warrant {id}" };
        Send<Hold> send = (line, deadline) => line.Holds.LockForProductionAsync(request, people.Lead(People.Ann), deadline);
        var locked = await ChangeAsync(client, Verb.Lock, new(ActorKinds.Hold, hold.HoldId), request.RequestId, random, send);
        if (locked.Ending == Ending.Done)
        {
            _ = hold.Locks.TryAdd(request.Reference, 0);
        }
    }

    private async Task UnlockAsync(int client, string id, KnownHold hold, Random random)
    {
        if (hold.Locks.Keys.FirstOrDefault() is not { } reference || !hold.Locks.TryRemove(reference, out _))
        {
            await ReadAsync(client, hold, random);
            return;
        }

        var request = new UnlockHoldRequest { RequestId = $"unlock-{id}", HoldId = hold.HoldId, Reference = reference };
        Send<Hold> send = (line, deadline) => line.Holds.UnlockAsync(request, people.Lead(People.Bob), deadline);
        _ = await ChangeAsync(client, Verb.Unlock, new(ActorKinds.Hold, hold.HoldId), request.RequestId, random, send, reference);
    }

    private async Task ExtendAsync(int client, string id, KnownHold hold, Random random)
    {
        // Asked an hour ago, so that no silo with a wrong clock takes it for the future.
        var request = new ExtendHoldRequest { RequestId = $"extend-{id}", HoldId = hold.HoldId, AskedAt = Timestamp.FromDateTimeOffset(clock.GetUtcNow().AddHours(-1)), Reference = $"letter {id}" };
        Send<Hold> send = (line, deadline) => line.Holds.ExtendAsync(request, people.Lead(People.Ann), deadline);
        _ = await ChangeAsync(client, Verb.Extend, new(ActorKinds.Hold, hold.HoldId), request.RequestId, random, send);
    }

    private async Task ReleaseAsync(int client, string id, KnownHold hold, Random random)
    {
        var person = random.Next(2) == 0 ? People.Ann : People.Bob;
        var request = new ReleaseHoldRequest { RequestId = $"release-{id}", HoldId = hold.HoldId, Ground = ReleaseGround.Withdrawn, Reason = "withdrawn by letter" };
        Send<Hold> send = (line, deadline) => line.Holds.ReleaseAsync(request, people.Lead(person), deadline);
        _ = await ChangeAsync(client, Verb.Release, new(ActorKinds.Hold, hold.HoldId), request.RequestId, random, send);
    }

    private async Task AuthorizeAsync(int client, string id, KnownHold hold, Random random)
    {
        var request = new AuthorizeDeletionRequest { RequestId = $"delete-{id}", AccountId = hold.AccountId, Ticket = $"T-{id}" };
        Send<DeletionAuthorization> send = (line, deadline) => line.Accounts.AuthorizeDeletionAsync(request, people.DeletionPipeline, deadline);
        var authorized = await ChangeAsync(client, Verb.Authorize, new(ActorKinds.Account, hold.AccountId), request.RequestId, random, send);
        if (authorized.Ending == Ending.Done)
        {
            _permissions.Enqueue((authorized, send));
        }
    }

    private async Task ReadAsync(int client, KnownHold hold, Random random) => _ = await calls.ReadAsync<Hold>(
        client, new(ActorKinds.Hold, hold.HoldId), lines.Any(random),
        (line, deadline) => line.Holds.GetAsync(new GetHoldRequest { HoldId = hold.HoldId }, people.Lead(People.Bob), deadline));

    private async Task ReadAccountAsync(int client, KnownHold hold, Random random) => _ = await calls.ReadAsync<Preservation>(
        client, new(ActorKinds.Account, hold.AccountId), lines.Any(random),
        (line, deadline) => line.Accounts.GetPreservationAsync(new GetPreservationRequest { AccountId = hold.AccountId }, people.Lead(People.Bob), deadline));

    /// <summary>Sends it, and now and then sends it once more after its answer.</summary>
    private async Task<Operation> ChangeAsync<TReply>(int client, Verb verb, Store.ActorId actor, string requestId, Random random, Send<TReply> send, string? reference = null)
        where TReply : class, IMessage
    {
        var done = await calls.ChangeAsync(client, verb, actor, requestId, random, new Func<Line, DateTime, AsyncUnaryCall<TReply>>(send), reference);
        if (random.Next(10) == 0 && done.Ending == Ending.Done)
        {
            await calls.AgainAsync(done, lines.Any(random), new Func<Line, DateTime, AsyncUnaryCall<TReply>>(send));
        }

        return done;
    }

    private delegate AsyncUnaryCall<TReply> Send<TReply>(Line line, DateTime deadline);
}
