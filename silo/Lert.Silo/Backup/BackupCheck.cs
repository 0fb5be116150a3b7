using System.Collections.Immutable;
using System.Globalization;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Letters;
using Lert.Domain.Links;
using Lert.Domain.Pages;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Domain.Rotas;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Links;
using Lert.Grains.Disclosures;
using Lert.Grains.Holds;
using Lert.Grains.Letters;
using Lert.Grains.Pages;
using Lert.Grains.Requesters;
using Lert.Grains.Responders;
using Lert.Grains.Rotas;
using Lert.Store;

namespace Lert.Silo.Backup;

/// <summary>
/// Reads a whole store and holds it to what must be true of it: every chain verifies, every journal folds to the state beside it, no hold is lost or released
/// twice or before its time, every active hold protects its account, whoever sent what has arrived is there, and every message in the outbox can still be delivered.
/// </summary>
internal sealed class BackupCheck(IActorStore store, ImmutableArray<string> regions)
{
    private const int PageSize = 1_000;
    private const int MostProblems = 1_000;

    private static readonly ImmutableSortedDictionary<string, ActorCheck> Kinds = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, ActorCheck>
    {
        [ActorKinds.Case] = new ActorCheck<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView>(),
        [ActorKinds.Hold] = new ActorCheck<HoldDecider, HoldState, HoldCommand, HoldEvent, HoldView>(),
        [ActorKinds.Account] = new ActorCheck<AccountDecider, AccountState, AccountCommand, AccountEvent, AccountView>(),
        [ActorKinds.Letter] = new ActorCheck<LetterDecider, LetterState, LetterCommand, LetterEvent, LetterView>(),
        [ActorKinds.Disclosure] = new ActorCheck<DisclosureDecider, DisclosureState, DisclosureCommand, DisclosureEvent, DisclosureView>(),
        [ActorKinds.Page] = new ActorCheck<PageDecider, PageState, PageCommand, PageEvent, PageView>(),
        [ActorKinds.Link] = new ActorCheck<LinkDecider, LinkState, LinkCommand, LinkEvent, LinkView>(),
        [ActorKinds.Requester] = new ActorCheck<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView>(),
        [ActorKinds.Responder] = new ActorCheck<ResponderDecider, ResponderState, ResponderCommand, ResponderEvent, ResponderView>(),
        [ActorKinds.Rota] = new ActorCheck<RotaDecider, RotaState, RotaCommand, RotaEvent, RotaView>(),
    });

    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly Dictionary<ActorId, long> _versions = [];
    private readonly Dictionary<ActorId, long> _arrived = [];
    private readonly HoldTies _holds = new();
    private long _entries;
    private BackupReport _report = new();

    public async Task<BackupReport> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (kind, check) in Kinds)
        {
            await ActorsAsync(kind, check, cancellationToken);
        }

        foreach (var (source, version) in _arrived.Where(sent => _versions.GetValueOrDefault(sent.Key) < sent.Value))
        {
            Add(source, _versions.TryGetValue(source, out var known)
                ? $"stands at version {known}, and a message that left it with version {version} has arrived"
                : "is not there, and a message of it has arrived");
        }

        await OutboxAsync(cancellationToken);
        foreach (var (actor, problem) in _holds.Open())
        {
            Add(actor, problem);
        }

        await FeedAsync(cancellationToken);
        return _report with { Problems = _problems.ToImmutable() };
    }

    private async Task ActorsAsync(string kind, ActorCheck check, CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            var page = await store.QueryAsync(new ActorQuery { Kind = kind, Regions = regions, AfterKey = after, Limit = PageSize }, cancellationToken);
            foreach (var actor in page)
            {
                await ActorAsync(actor, check, cancellationToken);
            }

            if (page.Length < PageSize)
            {
                return;
            }

            after = page[^1].Actor.Key;
        }
    }

    private async Task ActorAsync(StoredActor actor, ActorCheck check, CancellationToken cancellationToken)
    {
        var journal = await JournalAsync(actor.Actor, cancellationToken);
        foreach (var problem in check.Problems(actor, journal))
        {
            Add(actor.Actor, problem);
        }

        foreach (var entry in journal)
        {
            Arrived(entry);
        }

        _entries += journal.Length;
        _versions[actor.Actor] = actor.Version;
        _report = _report with
        {
            Cases = _report.Cases + (actor.Actor.Kind == ActorKinds.Case ? 1 : 0),
            Accounts = _report.Accounts + (actor.Actor.Kind == ActorKinds.Account ? 1 : 0),
            Timers = _report.Timers + (actor.WakeAt is null ? 0 : 1),
            NextTimer = actor.WakeAt is { } wake && !(_report.NextTimer <= wake) ? wake : _report.NextTimer,
        };
        if (actor.Actor.Kind == ActorKinds.Hold)
        {
            Hold(actor, journal);
        }

        Ties(actor);
    }

    /// <summary>What a message did is in the journal of its receiver with the message's id, and so is who sent it. Ids that clients choose come by other names.</summary>
    private void Arrived(JournalEntry entry)
    {
        if (entry.CommandId is { } id && Sent(id) is (var source, var version) && entry.By == Machinery.Of(source.ToString()))
        {
            _arrived[source] = Math.Max(version, _arrived.GetValueOrDefault(source));
        }
    }

    /// <summary>A message's id is its sender, the version that it left with, and its number in that commit.</summary>
    private static (ActorId Source, long Version)? Sent(string id) =>
        id.Split('/') is [var kind, var key, var number, _] && kind.Length > 0 && key.Length > 0 && long.TryParse(number, CultureInfo.InvariantCulture, out var version) ? (new(kind, key), version) : null;

    private void Ties(StoredActor actor)
    {
        try
        {
            switch (actor.Actor.Kind)
            {
                case ActorKinds.Account:
                    _holds.Account(actor.Actor.Key, ActorJson.Read<AccountState>(actor.State.Span));
                    break;
                case ActorKinds.Case:
                    _holds.Case(actor.Actor.Key, ActorJson.Read<CaseState>(actor.State.Span));
                    break;
                case ActorKinds.Hold:
                    foreach (var problem in _holds.Hold(actor.Actor.Key, ActorJson.Read<HoldState>(actor.State.Span)))
                    {
                        Add(actor.Actor, problem);
                    }

                    break;
            }
        }
        catch (Exception unread) when (unread is System.Text.Json.JsonException or NotSupportedException)
        {
            // Said already, of the state itself.
        }
    }

    private void Hold(StoredActor actor, ImmutableArray<JournalEntry> journal)
    {
        var releases = journal.Count(entry => entry.Type == "hold.released.v1");
        var released = actor.Search.ReleasedAt is not null;
        _report = _report with { ActiveHolds = _report.ActiveHolds + (released ? 0 : 1), ReleasedHolds = _report.ReleasedHolds + (released ? 1 : 0) };
        if (releases > 1)
        {
            Add(actor.Actor, $"was released {releases} times");
        }

        if (releases == 0 && released)
        {
            Add(actor.Actor, "stands as released, and its journal has no release");
        }

        if (journal.Any(IsTooEarly))
        {
            Add(actor.Actor, "was released before its time");
        }
    }

    private static bool IsTooEarly(JournalEntry entry)
    {
        try
        {
            return entry.Type == "hold.released.v1" && ActorJson.Read<HoldEvent>(entry.Data.Span) is HoldEvent.Released { Early: false } released && !(released.At >= released.NotBefore);
        }
        catch (Exception unread) when (unread is System.Text.Json.JsonException or NotSupportedException)
        {
            return false;
        }
    }

    private async Task OutboxAsync(CancellationToken cancellationToken)
    {
        for (var place = default(OutboxPlace); ;)
        {
            var waiting = await store.ReadOutboxAsync(Slots.All, place, PageSize, cancellationToken);
            foreach (var pending in waiting)
            {
                _report = _report with { Messages = _report.Messages + 1 };
                Message(pending);
            }

            if (waiting.Length < PageSize)
            {
                return;
            }

            place = place.After(waiting);
        }
    }

    private void Message(PendingMessage pending)
    {
        if (pending.IsDamaged)
        {
            Add(pending.Source, $"sent message {pending.Message.Id}, which is not what was written: its seal is broken");
            return;
        }

        if (Sent(pending.Message.Id) is not (var source, var version) || version < 1 || source != pending.Source || version > _versions.GetValueOrDefault(source))
        {
            Add(pending.Source, $"sent message {pending.Message.Id}, which no commit of it can have carried");
        }

        if (!Kinds.TryGetValue(pending.Message.Target.Kind, out var target) || !target.Reads(pending.Message))
        {
            Add(pending.Source, $"sent message {pending.Message.Id}, which its receiver cannot read");
            return;
        }

        _holds.Message(pending.Message);
    }

    /// <summary>What the journal holds beside the journals of the actors.</summary>
    private async Task FeedAsync(CancellationToken cancellationToken)
    {
        var (count, position, end) = (0L, 0L, await store.ReadFeedEndAsync(cancellationToken));
        while (position < end)
        {
            var page = await store.ReadFeedAsync(position, PageSize, cancellationToken);
            foreach (var stray in page.Entries.Where(entry => !_versions.ContainsKey(entry.Actor)))
            {
                Add(stray.Actor, "has a journal, and is not there");
            }

            count += page.Entries.Length;
            if (page.ResumeFrom <= position)
            {
                break;
            }

            position = page.ResumeFrom;
        }

        _report = _report with { Entries = count };
        if (count != _entries)
        {
            _problems.Add($"The journal has {count} entries, and its actors have {_entries}.");
        }
    }

    private async Task<ImmutableArray<JournalEntry>> JournalAsync(ActorId actor, CancellationToken cancellationToken)
    {
        var all = ImmutableArray.CreateBuilder<JournalEntry>();
        while (true)
        {
            var page = await store.ReadJournalAsync(actor, all.Count == 0 ? 0 : all[^1].Sequence, PageSize, cancellationToken);
            all.AddRange(page);
            if (page.Length < PageSize)
            {
                return all.ToImmutable();
            }
        }
    }

    private void Add(ActorId actor, string problem)
    {
        if (_problems.Count < MostProblems)
        {
            _problems.Add($"{actor} {(problem.StartsWith("its ", StringComparison.Ordinal) || problem.StartsWith("entry ", StringComparison.Ordinal) ? $"is broken: {problem}" : problem)}.");
        }
    }
}
