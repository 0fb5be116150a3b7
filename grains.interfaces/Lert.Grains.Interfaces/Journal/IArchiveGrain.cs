using System.Collections.Immutable;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Orleans.Concurrency;

namespace Lert.Grains.Journal;

/// <summary>
/// What can be read of many actors at once: lists by search columns, and the journal. Keyed by anything; it holds no state,
/// and several may run side by side.
/// </summary>
public interface IArchiveGrain : IGrainWithStringKey
{
    [ReadOnly]
    Task<Page<HoldView>> ListHolds(ListQuery query);

    [ReadOnly]
    Task<Page<CaseView>> ListCases(CaseQuery query);

    /// <summary>Ids of open cases with a clock that the rules of today count otherwise than it was counted. Regions, place and limit of the query alone count.</summary>
    [ReadOnly]
    Task<Page<string>> ListOutdatedCases(ListQuery query);

    /// <summary>Who may see these cases, as last committed; of what is no case nothing is said.</summary>
    [ReadOnly]
    Task<ImmutableArray<CaseAudience>> ReadAudiences(ImmutableArray<string> cases);

    /// <summary>The statuses are those of <see cref="DisclosureStatus"/>. Whether the caller may see a case is asked of the case before.</summary>
    [ReadOnly]
    Task<Page<DisclosureView>> ListDisclosures(ListQuery query);

    /// <summary>The statuses are those of <see cref="LetterStatus"/>. Whether the caller may see a case is asked of the case before.</summary>
    [ReadOnly]
    Task<Page<LetterView>> ListLetters(ListQuery query);

    /// <summary>The templates that letters are written from, as data of the release.</summary>
    [ReadOnly]
    Task<ImmutableArray<LetterTemplateView>> ListLetterTemplates();

    [ReadOnly]
    Task<Page<PageView>> ListPages(ListQuery query);

    /// <summary>The same as <see cref="ReadHoldChanges"/> for pages.</summary>
    [ReadOnly]
    Task<ChangePage<PageView>> ReadPageChanges(long position, int limit);

    /// <summary>With the gaps of the next 30 days. No filter but the regions.</summary>
    [ReadOnly]
    Task<Page<RotaView>> ListRotas(ListQuery query);

    /// <summary>Responders in the order of their ids; the statuses are those of <see cref="DutyStatus"/>, as last committed.</summary>
    [ReadOnly]
    Task<Page<ResponderListing>> ListResponders(ListQuery query);

    /// <summary>Requesters in the order of their ids; the statuses are those of <see cref="RequesterStatus"/>.</summary>
    [ReadOnly]
    Task<Page<RequesterView>> ListRequesters(ListQuery query);

    /// <summary>Everybody of these regions, as <c>AssignmentRules.Choose</c> takes them, with who is on call for the desk. At most 1,000.</summary>
    /// <param name="desk">The key of a rota; null for none.</param>
    [ReadOnly]
    Task<ImmutableArray<Fitness>> FindCandidates(ImmutableArray<string> regions, string? desk);

    /// <summary>Whom the rules would give such a case now, and why. Nothing is assigned by asking.</summary>
    [ReadOnly]
    Task<Ranking> RankCandidates(ImmutableArray<string> regions, AssignmentNeed need);

    /// <summary>What happened to holds after <paramref name="position"/> of the feed, oldest first; reads at most <paramref name="limit"/> entries of the feed.</summary>
    [ReadOnly]
    Task<ChangePage<HoldView>> ReadHoldChanges(long position, int limit);

    /// <summary>The same for accounts.</summary>
    [ReadOnly]
    Task<ChangePage<AccountView>> ReadAccountChanges(long position, int limit);

    /// <summary>The whole journal after <paramref name="position"/>; at most <paramref name="limit"/> lines.</summary>
    [ReadOnly]
    Task<JournalPage> ReadFeed(long position, int limit);

    /// <summary>Where the feed ends now: a watcher that starts here is told everything that commits later.</summary>
    [ReadOnly]
    Task<long> ReadEnd();

    /// <summary>One actor's journal after <paramref name="sequence"/>.</summary>
    [ReadOnly]
    Task<ImmutableArray<JournalLine>> ReadJournal(string kind, string key, long sequence, int limit);
}

/// <summary>A filter over search columns. Null and empty do not filter, except <paramref name="Regions"/>: no region, no rows.</summary>
/// <param name="Statuses">Names of <see cref="HoldStatus"/> <see cref="CaseStatus"/> or <see cref="PageStatus"/>, such as <c>Active</c>; any of them will do.</param>
/// <param name="AfterKey"><see cref="Page{TView}.NextKey"/> of the page before.</param>
/// <param name="Limit">1 to 1,000.</param>
/// <param name="ByDue">Of cases: what falls due first comes first, and what does not fall due is left out; a key is then a <see cref="DuePlace"/>.</param>
[GenerateSerializer, Immutable, Alias("lert.list-query")]
public sealed record ListQuery(
    [property: Id(0)] ImmutableArray<string> Regions,
    [property: Id(1)] ImmutableArray<string> Statuses,
    [property: Id(2)] string? Account,
    [property: Id(3)] string? Case,
    [property: Id(4)] string? Regime,
    [property: Id(5)] DateTimeOffset? DueBefore,
    [property: Id(6)] string? AfterKey,
    [property: Id(7)] int Limit,
    [property: Id(9)] bool ByDue = false);

/// <summary>A list of cases: by search columns, and by the lists that cases stand in.</summary>
/// <param name="Columns">What the store filters by.</param>
/// <param name="Desk">The key of the rota that answers for it.</param>
/// <param name="Assignee">The responder who works on it.</param>
/// <param name="Reader">Who asks: restricted cases of whose list they are not are left out. Null for those who may see all.</param>
/// <param name="IsWithLead">Those for which nobody could be found, or all others.</param>
/// <param name="IsUnassigned">Those on which nobody works, or all others.</param>
/// <param name="OwesNotice">Those whose notice to the user is due, or all others.</param>
[GenerateSerializer, Immutable, Alias("lert.case-query")]
public sealed record CaseQuery(
    [property: Id(0)] ListQuery Columns,
    [property: Id(1)] CaseKind? Kind,
    [property: Id(2)] string? Desk,
    [property: Id(3)] string? Assignee,
    [property: Id(4)] string? Reader,
    [property: Id(5)] bool? IsWithLead = null,
    [property: Id(6)] bool? IsUnassigned = null,
    [property: Id(7)] bool? OwesNotice = null);

/// <summary>One page, and the key to go on after; null when this was the last.</summary>
[GenerateSerializer, Immutable, Alias("lert.page`1")]
public sealed record Page<TView>([property: Id(0)] ImmutableArray<TView> Items, [property: Id(1)] string? NextKey)
    where TView : class;

/// <summary>One thing that happened, and the actor as it is now, which may already be newer.</summary>
[GenerateSerializer, Immutable, Alias("lert.change`1")]
public sealed record Change<TView>(
    [property: Id(0)] long Position,
    [property: Id(1)] string Type,
    [property: Id(2)] long Sequence,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string By,
    [property: Id(5)] TView View)
    where TView : class;

/// <summary>Changes in order, and where to resume. A page may be empty and still move on.</summary>
[GenerateSerializer, Immutable, Alias("lert.change-page`1")]
public sealed record ChangePage<TView>([property: Id(0)] ImmutableArray<Change<TView>> Changes, [property: Id(1)] long ResumeFrom)
    where TView : class;

/// <summary>A stretch of the journal, and where to resume.</summary>
[GenerateSerializer, Immutable, Alias("lert.journal-page")]
public sealed record JournalPage([property: Id(0)] ImmutableArray<JournalLine> Lines, [property: Id(1)] long ResumeFrom);

/// <summary>One line of the journal with its place in the chain of hashes.</summary>
[GenerateSerializer, Immutable, Alias("lert.journal-line")]
public sealed record JournalLine(
    [property: Id(0)] long Position,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Key,
    [property: Id(3)] long Sequence,
    [property: Id(4)] long Version,
    [property: Id(5)] string Type,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] string By,
    [property: Id(8)] string? CommandId,
    [property: Id(9)] ImmutableArray<byte> Data,
    [property: Id(10)] ImmutableArray<byte> PreviousHash,
    [property: Id(11)] ImmutableArray<byte> Hash);
