using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Letters;
using Lert.Domain.Pages;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Domain.Rotas;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Lert.Store;
using Orleans.Concurrency;

namespace Lert.Grains.Journal;

/// <inheritdoc cref="IArchiveGrain"/>
[StatelessWorker]
[Reentrant]
public sealed class ArchiveGrain(ActorServices services) : Grain, IArchiveGrain
{
    /// <summary>What the store reads at once.</summary>
    private const int MostRows = 1_000;

    private static readonly ImmutableArray<string> OpenCases =
        [.. Enum.GetValues<CaseStatus>().Except([CaseStatus.Unspecified, CaseStatus.Closed, CaseStatus.Rejected, CaseStatus.Withdrawn, CaseStatus.Duplicate]).Select(status => $"{status}")];

    public Task<Page<HoldView>> ListHolds(ListQuery query) => ListAsync(query, ActorKinds.Hold, View<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>);

    public Task<Page<CaseView>> ListCases(CaseQuery query) => Faults.Translate(() => CaseListing.ReadAsync(services.Store, query));

    public Task<Page<string>> ListOutdatedCases(ListQuery query) => Faults.Translate(async () =>
    {
        ArgumentNullException.ThrowIfNull(query);
        var found = await services.Store.QueryAsync(
            new ActorQuery { Kind = ActorKinds.Case, Regions = query.Regions, Statuses = OpenCases, AfterKey = query.AfterKey, Limit = query.Limit }, CancellationToken.None);
        return new Page<string>(
            [.. found.Where(stored => CaseDecider.IsOutdated(Read<CaseState>(stored, CaseDecider.Format), services.Rules, services.Now())).Select(stored => stored.Actor.Key)],
            found.Length < query.Limit ? null : found[^1].Actor.Key);
    });

    public Task<ImmutableArray<CaseAudience>> ReadAudiences(ImmutableArray<string> cases) => Faults.Translate(async () =>
    {
        // Asked for together, so that they may travel together.
        var found = await Task.WhenAll(cases.Select(id => services.Store.LoadAsync(new ActorId(ActorKinds.Case, id), CancellationToken.None).AsTask()));
        return found.OfType<StoredActor>().Select(AudienceOf).ToImmutableArray();
    });

    public Task<Page<DisclosureView>> ListDisclosures(ListQuery query) =>
        ListAsync(query, ActorKinds.Disclosure, View<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>);

    public Task<Page<LetterView>> ListLetters(ListQuery query) =>
        ListAsync(query, ActorKinds.Letter, View<LetterDecider, LetterState, LetterCommand, LetterEvent, LetterView>);

    public Task<ImmutableArray<LetterTemplateView>> ListLetterTemplates() => Task.FromResult(services.Rules.Letters.List());

    public Task<Page<PageView>> ListPages(ListQuery query) => ListAsync(query, ActorKinds.Page, View<PageDecider, PageState, PageCommand, PageEvent, PageView>);

    public Task<ChangePage<PageView>> ReadPageChanges(long position, int limit) =>
        ReadChangesAsync(position, limit, ActorKinds.Page, View<PageDecider, PageState, PageCommand, PageEvent, PageView>);

    public async Task<Page<RotaView>> ListRotas(ListQuery query)
    {
        var page = await ListAsync(query, ActorKinds.Rota, View<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView>);
        var now = services.Now();
        return page with { Items = [.. page.Items.Select(rota => DeskRota.WithGaps(rota, now))] };
    }

    public Task<Page<ResponderListing>> ListResponders(ListQuery query) => ListAsync(query, ActorKinds.Responder, stored =>
    {
        var state = Read<ResponderState>(stored, ResponderDecider.Format);
        return ResponderDecider.FitnessOf(stored.Actor.Key, state, services.Now(), services.Rules.Wellness) is { } fitness
            ? new ResponderListing(
                ResponderDecider.View(stored.Actor.Key, stored.Version, state)!, ResponderDecider.AvailabilityOf(fitness, services.Rules.Wellness))
            : null;
    });

    public Task<Page<RequesterView>> ListRequesters(ListQuery query) =>
        ListAsync(query, ActorKinds.Requester, View<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>);

    public async Task<ImmutableArray<Fitness>> FindCandidates(ImmutableArray<string> regions, string? desk)
    {
        var now = services.Now();
        var onCall = desk is null ? null : (await GrainFactory.GetGrain<IRotaGrain>(desk).WhoIsOnCall(now))?.Responder;
        var found = await Faults.Translate(() => services.Store.QueryAsync(
            new ActorQuery { Kind = ActorKinds.Responder, Regions = regions, Limit = MostRows }, CancellationToken.None).AsTask());
        return
        [
            .. found.Select(stored => ResponderDecider.FitnessOf(
                    stored.Actor.Key, Read<ResponderState>(stored, ResponderDecider.Format), now, services.Rules.Wellness))
                .OfType<Fitness>()
                .Select(fitness => fitness with { IsOnCall = fitness.ResponderId == onCall }),
        ];
    }

    public async Task<Ranking> RankCandidates(ImmutableArray<string> regions, AssignmentNeed need) =>
        AssignmentRules.Choose(need, await FindCandidates(regions, need.Desk), services.Rules.Wellness);

    public Task<ChangePage<HoldView>> ReadHoldChanges(long position, int limit) =>
        ReadChangesAsync(position, limit, ActorKinds.Hold, View<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>);

    public Task<ChangePage<AccountView>> ReadAccountChanges(long position, int limit) =>
        ReadChangesAsync(position, limit, ActorKinds.Account, View<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>);

    public Task<JournalPage> ReadFeed(long position, int limit) => Faults.Translate(async () =>
    {
        var page = await services.Store.ReadFeedAsync(position, limit, CancellationToken.None);
        return new JournalPage([.. page.Entries.Select(Line)], page.ResumeFrom);
    });

    public Task<long> ReadEnd() => Faults.Translate(() => services.Store.ReadFeedEndAsync(CancellationToken.None).AsTask());

    public Task<ImmutableArray<JournalLine>> ReadJournal(string kind, string key, long sequence, int limit) => Faults.Translate(async () =>
    {
        var entries = await services.Store.ReadJournalAsync(new ActorId(kind, key), sequence, limit, CancellationToken.None);
        return ImmutableArray.CreateRange(entries, Line);
    });

    private static CaseAudience AudienceOf(StoredActor stored)
    {
        var state = Read<CaseState>(stored, CaseDecider.Format);
        return new CaseAudience(stored.Actor.Key, state.IsRestricted, state.Access);
    }

    private Task<Page<TView>> ListAsync<TView>(ListQuery query, string kind, Func<StoredActor, TView?> view)
        where TView : class => Faults.Translate(async () =>
    {
        // One more than asked for tells whether there is another page. Where the store gives no more, a full page may be followed by an empty one.
        var ask = Math.Min(query.Limit + 1, MostRows);
        var found = await services.Store.QueryAsync(
            new ActorQuery
            {
                Kind = kind,
                Regions = query.Regions,
                Statuses = query.Statuses,
                Account = query.Account,
                Case = query.Case,
                Regime = query.Regime,
                DueBefore = query.DueBefore,
                AfterKey = query.AfterKey,
                Limit = ask,
            },
            CancellationToken.None);
        var items = found.Take(query.Limit).Select(view).OfType<TView>().ToImmutableArray();
        return new Page<TView>(items, found.Length < ask ? null : found[query.Limit - 1].Actor.Key);
    });

    private Task<ChangePage<TView>> ReadChangesAsync<TView>(long position, int limit, string kind, Func<StoredActor, TView?> view)
        where TView : class => Faults.Translate(async () =>
    {
        var page = await services.Store.ReadFeedAsync(position, limit, CancellationToken.None);
        var views = new Dictionary<ActorId, TView?>();
        var changes = ImmutableArray.CreateBuilder<Change<TView>>();
        foreach (var entry in page.Entries.Where(entry => entry.Actor.Kind == kind))
        {
            if (!views.TryGetValue(entry.Actor, out var seen))
            {
                var stored = await services.Store.LoadAsync(entry.Actor, CancellationToken.None);
                views[entry.Actor] = seen = stored is null ? null : view(stored);
            }

            if (seen is not null)
            {
                changes.Add(new Change<TView>(entry.Position, entry.Type, entry.Sequence, entry.At, entry.By, seen));
            }
        }

        return new ChangePage<TView>(changes.DrainToImmutable(), page.ResumeFrom);
    });

    private static TView? View<TDecider, TState, TCommand, TEvent, TView>(StoredActor stored)
        where TDecider : IDecider<TState, TCommand, TEvent, TView>
        where TView : class => TDecider.View(stored.Actor.Key, stored.Version, Read<TState>(stored, TDecider.Format));

    private static TState Read<TState>(StoredActor stored, int format)
    {
        NewerReleaseException.ThrowIfNewer(stored, format);
        return ActorJson.Read<TState>(stored.State.Span);
    }

    private static JournalLine Line(JournalEntry entry) => new(
        entry.Position,
        entry.Actor.Kind,
        entry.Actor.Key,
        entry.Sequence,
        entry.Version,
        entry.Type,
        entry.At,
        entry.By,
        entry.CommandId,
        Bytes(entry.Data),
        Bytes(entry.PreviousHash),
        Bytes(entry.Hash));

    private static ImmutableArray<byte> Bytes(ReadOnlyMemory<byte> memory) => ImmutableCollectionsMarshal.AsImmutableArray(memory.ToArray());
}
