using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Chaos.History;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Store;
using Lert.V1;

namespace Lert.Chaos.Load;

/// <summary>
/// People who work on cases, each on their own, one case after the other: warrants, which they read step by step, and requests to remove images whose 48 hours run
/// out while they look.
/// </summary>
internal sealed class Desk(Calls calls, Lines lines, People people, string run, int seed, TimeProvider clock)
{
    private const int Steps = 10, ListEvery = 4;
    private static readonly TimeSpan Removal = TimeSpan.FromHours(48), ReadPatience = TimeSpan.FromSeconds(20);
    private static readonly string[] WarrantSteps = ["face", "particular", "holds", "secrecy"], RemovalSteps = ["identify", "content"];

    private readonly ConcurrentQueue<string> _cases = new();
    private readonly ConcurrentQueue<string> _unread = new();

    /// <summary>Those that were opened.</summary>
    public IReadOnlyCollection<string> Cases => _cases;

    /// <summary>Questions that nobody answered, however often they were asked again.</summary>
    public IReadOnlyCollection<string> Unread => _unread;

    /// <summary>Goes on until it is told to stop, and then finishes what was begun.</summary>
    public Task RunAsync(int staff, CancellationToken over) =>
        Task.WhenAll(Enumerable.Range(1, staff).Select(person => Task.Run(() => WorkAsync(person, over), CancellationToken.None)));

    private async Task WorkAsync(int person, CancellationToken over)
    {
        var random = Draws.Of(seed, nameof(Desk), person);
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            await CaseAsync(person, $"{run}-{person}-{number}", isRemoval: number % 3 == 2, random, over);
        }
    }

    private async Task CaseAsync(int person, string id, bool isRemoval, Random random, CancellationToken over)
    {
        var request = isRemoval ? RemovalOf(id, clock.GetUtcNow() - Removal + TimeSpan.FromSeconds(random.Next(3, 15))) : WarrantOf(id, clock.GetUtcNow().AddHours(-1));
        var actor = new ActorId(ActorKinds.Case, ActorKey.CaseOf("us", request.RequestId));
        if (await ChangeAsync(person, Verb.Open, actor, request.RequestId, random, (line, until) => line.Cases.OpenAsync(request, people.Lead(People.Ann), until)) is not { Ending: Ending.Done })
        {
            return;
        }

        _cases.Enqueue(actor.Key);
        await ThinkAsync(random);
        var triage = new TriageRequest { RequestId = $"triage-{id}", CaseId = actor.Key, Remark = "ours" };
        _ = await ChangeAsync(person, Verb.Other, actor, triage.RequestId, random, (line, until) => line.Cases.TriageAsync(triage, people.Lead(People.Ann), until));
        var steps = isRemoval ? RemovalSteps : WarrantSteps;
        for (var number = 0; number < Steps && !over.IsCancellationRequested; number++)
        {
            await ThinkAsync(random);
            await StepAsync(person, actor, $"{id}-{number}", steps[number / 2 % steps.Length], number % 2 == 0, random);
            await LookAsync(person, actor, number, random);
        }
    }

    private Task<Operation> StepAsync(int person, ActorId actor, string id, string step, bool isDone, Random random)
    {
        if (isDone)
        {
            var tick = new TickStepRequest { RequestId = $"tick-{id}", CaseId = actor.Key, StepId = step, Note = $"read, {id}" };
            return ChangeAsync(person, Verb.Other, actor, tick.RequestId, random, (line, until) => line.Cases.TickStepAsync(tick, people.Lead(People.Bob), until));
        }

        var untick = new UntickStepRequest { RequestId = $"untick-{id}", CaseId = actor.Key, StepId = step, Reason = "a page is missing" };
        return ChangeAsync(person, Verb.Other, actor, untick.RequestId, random, (line, until) => line.Cases.UntickStepAsync(untick, people.Lead(People.Bob), until));
    }

    private Task LookAsync(int person, ActorId actor, int number, Random random) => (number % ListEvery) switch
    {
        0 => ReadAsync<ListCasesResponse>(person, actor, random, (line, until) => line.Cases.ListAsync(new() { PageSize = 20, Filter = "kind = WARRANT" }, people.Lead(People.Bob), until)),
        1 => ReadAsync<Timeline>(person, actor, random, (line, until) => line.Cases.GetTimelineAsync(new() { CaseId = actor.Key }, people.Lead(People.Bob), until)),
        _ => ReadAsync<Case>(person, actor, random, (line, until) => line.Cases.GetAsync(new() { CaseId = actor.Key }, people.Lead(People.Bob), until)),
    };

    /// <summary>Asks one silo after the other until one answers.</summary>
    private async Task ReadAsync<TReply>(int person, ActorId actor, Random random, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class, IMessage
    {
        var (began, door) = (clock.GetTimestamp(), random.Next(1_000));
        for (; clock.GetElapsedTime(began) < ReadPatience; door++)
        {
            var open = lines.All;
            if (await calls.ReadAsync(person, actor, open[door % open.Count], send) is not null)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), clock, CancellationToken.None);
        }

        _unread.Enqueue($"{typeof(TReply).Name} of {actor} was not answered within {ReadPatience.TotalSeconds:0} s");
    }

    /// <summary>Sends it, and now and then sends it once more after its answer.</summary>
    private async Task<Operation> ChangeAsync<TReply>(int person, Verb verb, ActorId actor, string requestId, Random random, Func<Line, DateTime, AsyncUnaryCall<TReply>> send)
        where TReply : class, IMessage
    {
        var done = await calls.ChangeAsync(person, verb, actor, requestId, random, send);
        if (random.Next(10) == 0 && done.Ending == Ending.Done)
        {
            await calls.AgainAsync(done, lines.Any(random), send);
        }

        return done;
    }

    private Task ThinkAsync(Random random) => Task.Delay(TimeSpan.FromMilliseconds(random.Next(10, 80)), clock, CancellationToken.None);

    private static OpenCaseRequest WarrantOf(string id, DateTimeOffset at)
    {
        var request = RequestOf(id, CaseKind.Warrant, "us-warrant", at);
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "Superior Court of Harbour County", SignedBy = "Judge A. Example", Offence = "fraud",
            Items = { new ScopeItem { AccountId = "us-1900000001", Category = DataCategory.BasicSubscriber } },
        };
        return request;
    }

    private static OpenCaseRequest RemovalOf(string id, DateTimeOffset at)
    {
        var request = RequestOf(id, CaseKind.RemovalRequest, "us-takeitdown", at);
        request.Intake = new CaseIntake { Entity = "us", SignedBy = "the person shown", ContentLocation = $"https://share.example/{id}" };
        return request;
    }

    private static OpenCaseRequest RequestOf(string id, CaseKind kind, string regime, DateTimeOffset at) => new()
    {
        RequestId = $"desk-{id}", Region = "us", Kind = kind, Regime = regime, TriggerAt = Timestamp.FromDateTimeOffset(Whole(at)),
        Agency = "Agency of .example", Officer = "Officer A", AgencyReference = $"26/{id}",
    };

    private static DateTimeOffset Whole(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}
