using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Cluster;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Lert.Grains.Letters;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Lert.Api.Tests.Running;

/// <summary>Grains whose answers a test chooses, behind the interfaces of the real ones. Every call is written down.</summary>
public sealed class FakeCluster
{
    public FakeCluster()
    {
        Factory = DispatchProxy.Create<IClusterClient, FactoryProxy>();
        ((FactoryProxy)(object)Factory).Cluster = this;
        Archive = new FakeArchive(this);
    }

    public IClusterClient Factory { get; }

    public ConcurrentQueue<FakeCall> Calls { get; } = [];

    /// <summary>By default cases are not there.</summary>
    public Func<string, CommandStamp, CaseCommand, Task<Reply<CaseView>>> Case { get; set; } =
        (_, stamp, _) => Refused<CaseView>(stamp, RefusalCodes.CaseNotFound);

    public Func<string, CaseView?> ReadCase { get; set; } = _ => null;

    public Func<string, CaseScope?> ReadScope { get; set; } = _ => null;

    /// <summary>By default holds are not there.</summary>
    public Func<string, CommandStamp, HoldCommand, Task<Reply<HoldView>>> Hold { get; set; } =
        (_, stamp, _) => Refused<HoldView>(stamp, RefusalCodes.HoldNotFound);

    public Func<string, HoldView?> ReadHold { get; set; } = _ => null;

    public Func<string, TimeSpan, Task<HoldView?>> Settled { get; set; } = (_, _) => Task.FromResult<HoldView?>(null);

    public Func<string, CommandStamp, AccountCommand, Task<Reply<AccountView>>> Account { get; set; } =
        (_, stamp, _) => Refused<AccountView>(stamp, RefusalCodes.AccountRetained);

    public Func<string, AccountView> ReadAccount { get; set; } = Some.FreeAccount;

    /// <summary>By default responders are not there.</summary>
    public Func<string, CommandStamp, ResponderCommand, Task<Reply<ResponderView>>> Responder { get; set; } =
        (_, stamp, _) => Refused<ResponderView>(stamp, RefusalCodes.ResponderNotFound);

    public Func<string, ResponderListing?> ReadResponder { get; set; } = _ => null;

    public Func<string, ExposureView?> ReadExposure { get; set; } = _ => null;

    /// <summary>By default pages are not there.</summary>
    public Func<string, CommandStamp, PageCommand, Task<Reply<PageView>>> Page { get; set; } =
        (_, stamp, _) => Refused<PageView>(stamp, RefusalCodes.PageNotFound);

    public Func<string, PageView?> ReadPage { get; set; } = _ => null;

    /// <summary>By default requesters are not there.</summary>
    public Func<string, CommandStamp, RequesterCommand, Task<Reply<RequesterView>>> Requester { get; set; } =
        (_, stamp, _) => Refused<RequesterView>(stamp, RefusalCodes.RequesterNotFound);

    public Func<string, RequesterView?> ReadRequester { get; set; } = _ => null;

    public Func<string, CommandStamp, DisclosureCommand, Task<Reply<DisclosureView>>> Disclosure { get; set; } =
        (_, stamp, _) => Refused<DisclosureView>(stamp, RefusalCodes.DisclosureNotFound);

    public Func<string, DisclosureView?> ReadDisclosure { get; set; } = _ => null;

    /// <summary>By default letters are not there.</summary>
    public Func<string, CommandStamp, LetterCommand, Task<Reply<LetterView>>> Letter { get; set; } =
        (_, stamp, _) => Refused<LetterView>(stamp, RefusalCodes.LetterNotFound);

    public Func<string, LetterView?> ReadLetter { get; set; } = _ => null;

    /// <summary>By default everything may be handed out.</summary>
    public Func<string, Refusal?> HandOut { get; set; } = _ => null;

    /// <summary>By default rotas are not there.</summary>
    public Func<string, CommandStamp, RotaCommand, Task<Reply<RotaView>>> Rota { get; set; } =
        (_, stamp, _) => Refused<RotaView>(stamp, RefusalCodes.RotaNotFound);

    public Func<string, RotaView?> ReadRota { get; set; } = _ => null;

    public Func<RotaView, RotaCalendar> Calendar { get; set; } = Some.Calendar;

    public ClusterView Status { get; set; } = new("lert", "sqlite", DateTimeOffset.UnixEpoch, 1, [], new BacklogView(0, TimeSpan.Zero, 0, TimeSpan.Zero), null);

    /// <summary>By default nothing was restored.</summary>
    public Func<CommandStamp, string, Task<Reply<RestoreView>>> ConfirmRestore { get; set; } =
        (stamp, _) => Refused<RestoreView>(stamp, RefusalCodes.ClusterNotRestored);

    public FakeArchive Archive { get; }

    /// <summary>As the real shells: violations first.</summary>
    public static Task<Reply<TView>> Refused<TView>(CommandStamp stamp, string code)
        where TView : class =>
        Task.FromResult(new Reply<TView>(null, stamp.Violations.IsEmpty ? new Refusal(code, "The rules say no.") : Refusal.Invalid(stamp.Violations)));

    public static Task<Reply<TView>> Accepted<TView>(CommandStamp stamp, TView view)
        where TView : class =>
        stamp.Violations.IsEmpty ? Task.FromResult(new Reply<TView>(view, null)) : Refused<TView>(stamp, "");

    private void Note(string grain, string method, string key, params object?[] arguments) => Calls.Enqueue(new FakeCall(grain, method, key, arguments));

    private sealed class FakeCase(FakeCluster cluster, string key) : ICaseGrain
    {
        public Task<Reply<CaseView>> Execute(CommandStamp stamp, CaseCommand command)
        {
            cluster.Note("case", nameof(Execute), key, stamp, command);
            return cluster.Case(key, stamp, command);
        }

        public Task<CaseView?> Get()
        {
            cluster.Note("case", nameof(Get), key);
            return Task.FromResult(cluster.ReadCase(key));
        }

        public Task<CaseTimeline?> GetTimeline(long sequence, int limit)
        {
            cluster.Note("case", nameof(GetTimeline), key, sequence, limit);
            return Task.FromResult(cluster.ReadCase(key) is { } view
                ? new CaseTimeline(view, [new TimelineEntry(1, Some.Instant, "ann", "case.opened.v1", "received")], 1, Some.Instant)
                : null);
        }

        public Task<CaseView?> WhenAnswered(long attempt, TimeSpan patience)
        {
            cluster.Note("case", nameof(WhenAnswered), key, attempt, patience);
            return Task.FromResult(cluster.ReadCase(key));
        }

        public Task<CaseScope?> GetScope()
        {
            cluster.Note("case", nameof(GetScope), key);
            return Task.FromResult(cluster.ReadScope(key));
        }

        public Task<CaseView?> GetAsOf(DateTimeOffset at)
        {
            cluster.Note("case", nameof(GetAsOf), key, at);
            return Task.FromResult(cluster.ReadCase(key));
        }

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeDisclosure(FakeCluster cluster, string key) : IDisclosureGrain
    {
        public Task<Reply<DisclosureView>> Execute(CommandStamp stamp, DisclosureCommand command)
        {
            cluster.Note("disclosure", nameof(Execute), key, stamp, command);
            return cluster.Disclosure(key, stamp, command);
        }

        public Task<DisclosureView?> Get()
        {
            cluster.Note("disclosure", nameof(Get), key);
            return Task.FromResult(cluster.ReadDisclosure(key));
        }

        public Task<Refusal?> JudgeHandOut(string by)
        {
            cluster.Note("disclosure", nameof(JudgeHandOut), key, by);
            return Task.FromResult(cluster.HandOut(by));
        }

        public Task<DisclosureWork?> FindWork() => throw new NotSupportedException();

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeLetter(FakeCluster cluster, string key) : ILetterGrain
    {
        public Task<Reply<LetterView>> Execute(CommandStamp stamp, LetterCommand command)
        {
            cluster.Note("letter", nameof(Execute), key, stamp, command);
            return cluster.Letter(key, stamp, command);
        }

        public Task<LetterView?> Get()
        {
            cluster.Note("letter", nameof(Get), key);
            return Task.FromResult(cluster.ReadLetter(key));
        }

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeHold(FakeCluster cluster, string key) : IHoldGrain
    {
        public Task<Reply<HoldView>> Execute(CommandStamp stamp, HoldCommand command)
        {
            cluster.Note("hold", nameof(Execute), key, stamp, command);
            return cluster.Hold(key, stamp, command);
        }

        public Task<HoldView?> Get()
        {
            cluster.Note("hold", nameof(Get), key);
            return Task.FromResult(cluster.ReadHold(key));
        }

        public Task<HoldView?> WhenSettled(TimeSpan patience)
        {
            cluster.Note("hold", nameof(WhenSettled), key, patience);
            return cluster.Settled(key, patience);
        }

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeAccount(FakeCluster cluster, string key) : IAccountGrain
    {
        public Task<Reply<AccountView>> Execute(CommandStamp stamp, AccountCommand command)
        {
            cluster.Note("account", nameof(Execute), key, stamp, command);
            return cluster.Account(key, stamp, command);
        }

        public Task<AccountView> Get()
        {
            cluster.Note("account", nameof(Get), key);
            return Task.FromResult(cluster.ReadAccount(key));
        }

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeResponder(FakeCluster cluster, string key) : IResponderGrain
    {
        public Task<Reply<ResponderView>> Execute(CommandStamp stamp, ResponderCommand command)
        {
            cluster.Note("responder", nameof(Execute), key, stamp, command);
            return cluster.Responder(key, stamp, command);
        }

        public Task<ResponderListing?> Get()
        {
            cluster.Note("responder", nameof(Get), key);
            return Task.FromResult(cluster.ReadResponder(key));
        }

        public Task<ExposureView?> GetExposure()
        {
            cluster.Note("responder", nameof(GetExposure), key);
            return Task.FromResult(cluster.ReadExposure(key));
        }

        public Task<ImmutableArray<ContactRule>> FindContacts(Urgency urgency) => throw new NotSupportedException();

        public Task<Fitness?> FindFitness() => throw new NotSupportedException();

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakePage(FakeCluster cluster, string key) : IPageGrain
    {
        public Task<Reply<PageView>> Execute(CommandStamp stamp, PageCommand command)
        {
            cluster.Note("page", nameof(Execute), key, stamp, command);
            return cluster.Page(key, stamp, command);
        }

        public Task<PageView?> Get()
        {
            cluster.Note("page", nameof(Get), key);
            return Task.FromResult(cluster.ReadPage(key));
        }

        public Task<PageDelivery?> FindDelivery(string deliveryId) => throw new NotSupportedException();

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeRequester(FakeCluster cluster, string key) : IRequesterGrain
    {
        public Task<Reply<RequesterView>> Execute(CommandStamp stamp, RequesterCommand command)
        {
            cluster.Note("requester", nameof(Execute), key, stamp, command);
            return cluster.Requester(key, stamp, command);
        }

        public Task<RequesterView?> Get()
        {
            cluster.Note("requester", nameof(Get), key);
            return Task.FromResult(cluster.ReadRequester(key));
        }

        public Task<AgencyDirectory> FindDirectory() => throw new NotSupportedException();

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeRota(FakeCluster cluster, string key) : IRotaGrain
    {
        public Task<Reply<RotaView>> Execute(CommandStamp stamp, RotaCommand command)
        {
            cluster.Note("rota", nameof(Execute), key, stamp, command);
            return cluster.Rota(key, stamp, command);
        }

        public Task<RotaView?> Get()
        {
            cluster.Note("rota", nameof(Get), key);
            return Task.FromResult(cluster.ReadRota(key));
        }

        public Task<OnCallReport?> ReportOnCall(DateTimeOffset? at)
        {
            cluster.Note("rota", nameof(ReportOnCall), key, at);
            return Task.FromResult(cluster.ReadRota(key) is { } rota ? Some.OnCall(rota, at) : null);
        }

        public Task<RotaCalendar?> ListShifts(DateTimeOffset from, DateTimeOffset until)
        {
            cluster.Note("rota", nameof(ListShifts), key, from, until);
            return Task.FromResult(cluster.ReadRota(key) is { } rota ? cluster.Calendar(rota) : null);
        }

        public Task<OnCall?> WhoIsOnCall(DateTimeOffset at) => throw new NotSupportedException();

        public Task<EscalationPolicy?> FindPolicy(AlertKind alert) => throw new NotSupportedException();

        public Task Tick() => throw new NotSupportedException();

        public Task<Refusal?> Deliver(Message message) => throw new NotSupportedException();
    }

    private sealed class FakeDesk(FakeCluster cluster, string key) : IClusterGrain
    {
        public Task<ClusterView> GetStatus()
        {
            cluster.Note("cluster", nameof(GetStatus), key);
            return Task.FromResult(cluster.Status);
        }

        public Task<Reply<RestoreView>> ConfirmRestore(CommandStamp stamp, string reason)
        {
            cluster.Note("cluster", nameof(ConfirmRestore), key, stamp, reason);
            return cluster.ConfirmRestore(stamp, reason);
        }
    }

    /// <summary>A feed that a test writes, and lists that it chooses.</summary>
    public sealed class FakeArchive(FakeCluster cluster) : IArchiveGrain
    {
        private readonly Lock _writing = new();
        private ImmutableArray<JournalLine> _feed = [];

        public Func<ListQuery, Page<HoldView>> Holds { get; set; } = _ => new([], null);

        public Func<CaseQuery, Page<CaseView>> Cases { get; set; } = _ => new([], null);

        /// <summary>Cases that are restricted, and the subjects who may see each.</summary>
        public Dictionary<string, ImmutableArray<string>> Restricted { get; } = new(StringComparer.Ordinal);

        public Func<ListQuery, Page<PageView>> Pages { get; set; } = _ => new([], null);

        public Func<ListQuery, Page<DisclosureView>> Disclosures { get; set; } = _ => new([], null);

        public Func<ListQuery, Page<LetterView>> Letters { get; set; } = _ => new([], null);

        public Func<string, PageView?> PageNow { get; set; } = _ => null;

        public Func<ListQuery, Page<RotaView>> Rotas { get; set; } = _ => new([], null);

        public Func<ListQuery, Page<RequesterView>> Requesters { get; set; } = _ => new Page<RequesterView>([], null);

        public Func<ListQuery, Page<ResponderListing>> Responders { get; set; } = _ => new([], null);

        public Func<AssignmentNeed, Ranking> Ranking { get; set; } = _ => new(null, "Nobody is registered who could be asked.", []);

        public Func<string, HoldView?> HoldNow { get; set; } = Some.Hold;

        public Func<string, AccountView?> AccountNow { get; set; } = Some.FreeAccount;

        public void Append(string kind, string key, string type = "hold.placed.v1")
        {
            lock (_writing)
            {
                var sequence = _feed.Count(line => line.Kind == kind && line.Key == key) + 1;
                _feed = _feed.Add(Some.Line(_feed.Length + 1, kind, key, sequence, type));
            }
        }

        public Task<Page<HoldView>> ListHolds(ListQuery query)
        {
            cluster.Note("archive", nameof(ListHolds), "", query);
            return Task.FromResult(Holds(query));
        }

        public Task<Page<CaseView>> ListCases(CaseQuery query)
        {
            cluster.Note("archive", nameof(ListCases), "", query);
            return Task.FromResult(Cases(query));
        }

        public Task<Page<string>> ListOutdatedCases(ListQuery query) => Task.FromResult(new Page<string>([], null));

        public Task<ImmutableArray<CaseAudience>> ReadAudiences(ImmutableArray<string> cases)
        {
            cluster.Note("archive", nameof(ReadAudiences), "", cases);
            return Task.FromResult(ImmutableArray.CreateRange(cases, id => new CaseAudience(id, Restricted.ContainsKey(id), Restricted.GetValueOrDefault(id, []))));
        }

        public Task<Page<DisclosureView>> ListDisclosures(ListQuery query)
        {
            cluster.Note("archive", nameof(ListDisclosures), "", query);
            return Task.FromResult(Disclosures(query));
        }

        public Task<Page<LetterView>> ListLetters(ListQuery query)
        {
            cluster.Note("archive", nameof(ListLetters), "", query);
            return Task.FromResult(Letters(query));
        }

        public Task<ImmutableArray<LetterTemplateView>> ListLetterTemplates()
        {
            cluster.Note("archive", nameof(ListLetterTemplates), "");
            return Task.FromResult<ImmutableArray<LetterTemplateView>>([]);
        }

        public Task<Page<PageView>> ListPages(ListQuery query)
        {
            cluster.Note("archive", nameof(ListPages), "", query);
            return Task.FromResult(Pages(query));
        }

        public Task<ChangePage<PageView>> ReadPageChanges(long position, int limit) => Task.FromResult(Changes("page", position, limit, PageNow));

        public Task<Page<ResponderListing>> ListResponders(ListQuery query)
        {
            cluster.Note("archive", nameof(ListResponders), "", query);
            return Task.FromResult(Responders(query));
        }

        public Task<ImmutableArray<Fitness>> FindCandidates(ImmutableArray<string> regions, string? desk) => throw new NotSupportedException();

        public Task<Ranking> RankCandidates(ImmutableArray<string> regions, AssignmentNeed need)
        {
            cluster.Note("archive", nameof(RankCandidates), "", regions, need);
            return Task.FromResult(Ranking(need));
        }

        public Task<Page<RequesterView>> ListRequesters(ListQuery query)
        {
            cluster.Note("archive", nameof(ListRequesters), "", query);
            return Task.FromResult(Requesters(query));
        }

        public Task<Page<RotaView>> ListRotas(ListQuery query)
        {
            cluster.Note("archive", nameof(ListRotas), "", query);
            return Task.FromResult(Rotas(query));
        }

        public Task<ChangePage<HoldView>> ReadHoldChanges(long position, int limit) => Task.FromResult(Changes("hold", position, limit, HoldNow));

        public Task<ChangePage<AccountView>> ReadAccountChanges(long position, int limit) => Task.FromResult(Changes("account", position, limit, AccountNow));

        public Task<JournalPage> ReadFeed(long position, int limit)
        {
            cluster.Note("archive", nameof(ReadFeed), "", position);
            var lines = Snapshot().Where(line => line.Position > position).Take(limit).ToImmutableArray();
            return Task.FromResult(new JournalPage(lines, lines.IsEmpty ? position : lines[^1].Position));
        }

        public Task<long> ReadEnd() => Task.FromResult((long)Snapshot().Length);

        public Task<ImmutableArray<JournalLine>> ReadJournal(string kind, string key, long sequence, int limit)
        {
            cluster.Note("archive", nameof(ReadJournal), key, kind, sequence);
            return Task.FromResult(Snapshot().Where(line => line.Kind == kind && line.Key == key && line.Sequence > sequence).Take(limit).ToImmutableArray());
        }

        private ImmutableArray<JournalLine> Snapshot()
        {
            lock (_writing)
            {
                return _feed;
            }
        }

        private ChangePage<TView> Changes<TView>(string kind, long position, int limit, Func<string, TView?> now)
            where TView : class
        {
            var read = Snapshot().Where(line => line.Position > position).Take(limit).ToImmutableArray();
            return new(
                [.. read.Where(line => line.Kind == kind).Select(line => new Change<TView>(line.Position, line.Type, line.Sequence, line.At, line.By, now(line.Key)!))],
                read.IsEmpty ? position : read[^1].Position);
        }
    }

    private class FactoryProxy : DispatchProxy
    {
        public FakeCluster Cluster { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == "get_ServiceProvider")
            {
                // No streams here: watchers poll.
                return new ServiceCollection().BuildServiceProvider();
            }

            var key = (string)args![0]!;
            var grain = targetMethod.GetGenericArguments()[0];
            return grain == typeof(ICaseGrain) ? new FakeCase(Cluster, key)
                : grain == typeof(IHoldGrain) ? new FakeHold(Cluster, key)
                : grain == typeof(IAccountGrain) ? new FakeAccount(Cluster, key)
                : grain == typeof(IResponderGrain) ? new FakeResponder(Cluster, key)
                : grain == typeof(IPageGrain) ? new FakePage(Cluster, key)
                : grain == typeof(IDisclosureGrain) ? new FakeDisclosure(Cluster, key)
                : grain == typeof(ILetterGrain) ? new FakeLetter(Cluster, key)
                : grain == typeof(IClusterGrain) ? new FakeDesk(Cluster, key)
                : grain == typeof(IRequesterGrain) ? new FakeRequester(Cluster, key)
                : grain == typeof(IRotaGrain) ? new FakeRota(Cluster, key)
                : grain == typeof(IArchiveGrain) ? Cluster.Archive
                : throw new NotSupportedException(grain.Name);
        }
    }
}

/// <summary>One call that reached a grain.</summary>
public sealed record FakeCall(string Grain, string Method, string Key, IReadOnlyList<object?> Arguments)
{
    public CommandStamp Stamp => (CommandStamp)Arguments[0]!;

    public TCommand Command<TCommand>() => (TCommand)Arguments[1]!;
}
