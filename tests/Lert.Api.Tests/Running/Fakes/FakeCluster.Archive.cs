using System.Collections.Immutable;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Journal;
using Lert.Grains.Letters;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;

namespace Lert.Api.Tests.Running;

public sealed partial class FakeCluster
{
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
}
