using System.Collections.Immutable;
using Lert.Domain.Clocks;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Journal;

namespace Lert.Domain.Cases;

/// <summary>
/// In which lists a case stands, and which of them answer a question. Of the filters that a question has, the narrowest names the lists; the others are marks. What is
/// stored are these names and bits: where they change their meaning, every case has to be listed anew.
/// </summary>
public static class CaseLists
{
    // Statuses are the bits 1 to 31 by their numbers, kinds those from 33 to 47.
    private const int FirstKind = 32;
    private const int FirstFlag = 48;

    /// <summary>A restricted case stands in lists of its own: one for each person who may see it, and this one for those who see all.</summary>
    private const string Restricted = "/restricted";

    /// <summary>Done and gone from every desk, though its user may still have to be told.</summary>
    public static bool IsDone(CaseStatus status) =>
        status is CaseStatus.Closed or CaseStatus.Rejected or CaseStatus.Withdrawn or CaseStatus.Duplicate or CaseStatus.Acknowledged;

    /// <summary>The lists that a case stands in: all of its region, its desk's, that of who works on it or of those on which nobody does, its kind's, and the lead's.</summary>
    public static ImmutableArray<string> NamesOf(string key, CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Request is not { } request)
        {
            return [];
        }

        List<(string Facet, string Value)> facets = [("all", ""), state.Assignee is { } assignee ? ("who", assignee) : ("nobody", ""), ("kind", request.Kind.ToString())];
        if (state.Desk.Length > 0)
        {
            facets.Add(("desk", state.Desk));
        }

        if (IsWithLead(state))
        {
            facets.Add(("lead", ""));
        }

        string[] readers = state.IsRestricted ? [Restricted, .. state.Access.Distinct(StringComparer.Ordinal).Select(For)] : [""];
        return [.. from facet in facets from reader in readers select Name(IsDone(state.Status), ActorKey.RegionOf(key), facet.Facet, facet.Value, reader)];
    }

    public static long MarksOf(CaseState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Request is not { } request
            ? 0
            : Of(state.Status) | Of(request.Kind) | Flag(0, IsWithLead(state)) | Flag(1, state.Assignee is null) | Flag(2, OwesNotice(state));
    }

    /// <summary>The lists that hold all that is meant, those in which it stands as well, and the marks that it has; no lists where nothing can be.</summary>
    public static (ImmutableArray<string> Names, ImmutableArray<string> Beside, ImmutableArray<long> Marks) Ask(CaseQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var statuses = query.Columns.Statuses.Select(Enum.Parse<CaseStatus>).ToList();
        var (facet, value) = query switch
        {
            { Assignee: { } assignee } => ("who", assignee),
            { Desk: { } desk } => ("desk", desk),
            { IsWithLead: true } => ("lead", ""),
            { IsUnassigned: true } => ("nobody", ""),
            { Kind: { } kind } => ("kind", kind.ToString()),
            _ => ("all", ""),
        };
        // A person's cases at one desk: the person has fewer, so the desk is the one that is looked up.
        var besides = facet == "who" ? query.Desk : null;
        if (value.Any(char.IsControl) || besides?.Any(char.IsControl) == true)
        {
            return ([], [], []);
        }

        string[] readers = ["", query.Reader is { } reader ? For(reader) : Restricted];
        bool[] stages = statuses.Count == 0 ? [false, true] : [.. statuses.Select(IsDone).Distinct()];
        var marks = ImmutableArray.CreateBuilder<long>();
        if (statuses.Count > 0)
        {
            marks.Add(statuses.Aggregate(0L, static (all, status) => all | Of(status)));
        }

        if (query.Kind is { } meant)
        {
            marks.Add(Of(meant));
        }

        foreach (var (number, flag) in new[] { (0, query.IsWithLead), (1, query.IsUnassigned), (2, query.OwesNotice) })
        {
            if (flag is { } wanted)
            {
                marks.Add(Flag(number, wanted));
            }
        }

        return (Named(facet, value), besides is null ? [] : Named("desk", besides), marks.ToImmutable());

        ImmutableArray<string> Named(string facet, string value) =>
            [.. from stage in stages from region in query.Columns.Regions from who in readers select Name(stage, region, facet, value, who)];
    }

    /// <summary>What the case itself says of the question. The lists have said it already; what is shown does not rest on them.</summary>
    public static bool Matches(string key, CaseState state, CaseQuery query)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(query);
        var columns = query.Columns;
        return state.Exists
            && columns.Regions.Contains(ActorKey.RegionOf(key))
            && (columns.Statuses.IsEmpty || columns.Statuses.Contains(state.Status.ToString()))
            && (columns.Regime is null || state.Request?.Regime == columns.Regime)
            && (query.Kind is null || state.Request?.Kind == query.Kind)
            && (query.Desk is null || state.Desk == query.Desk)
            && (query.Assignee is null || state.Assignee == query.Assignee)
            && (query.IsWithLead is null || IsWithLead(state) == query.IsWithLead)
            && (query.IsUnassigned is null || state.Assignee is null == query.IsUnassigned)
            && (query.OwesNotice is null || OwesNotice(state) == query.OwesNotice)
            && (query.Reader is null || !state.IsRestricted || state.Access.Contains(query.Reader));
    }

    private static string Name(bool isDone, string region, string facet, string value, string reader) => $"{(isDone ? "done" : "open")}/{region}/{facet}/{value}{reader}";

    private static string For(string reader) => $"/for/{reader}";

    private static long Of(CaseStatus status) => 1L << (int)status;

    private static long Of(CaseKind kind) => 1L << (FirstKind + (int)kind);

    /// <summary>A bit for yes and one for no, so that either can be asked for.</summary>
    private static long Flag(int number, bool flag) => 1L << (FirstFlag + (2 * number) + (flag ? 0 : 1));

    private static bool IsWithLead(CaseState state) => state.Search?.LeadSince is not null;

    private static bool OwesNotice(CaseState state) => state.Clock(ClockIds.Notice) is { IsOpen: true };
}
