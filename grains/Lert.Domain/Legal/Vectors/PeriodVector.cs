using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;

namespace Lert.Domain.Legal.Vectors;

/// <summary>A row with one regime, one trigger, and every date that follows.</summary>
internal static class PeriodVector
{
    public static readonly ImmutableArray<string> Columns =
    [
        "id", "regime", "trigger", "zone", "order", "extensions", "locked_from", "locked_until", "expect_error",
        "nominal_last_day", "rolled_last_day", "release_not_before", "due_internal", "due_legal_outer", "note",
    ];

    public static IEnumerable<VectorDifference> Check(RegimeBook book, FrozenDictionary<string, string> row)
    {
        var unreadable = new List<VectorDifference>();
        var request = new LegalRequest
        {
            RegimeId = row["regime"],
            Trigger = ReadInstant(row, "trigger", row["trigger"], unreadable) ?? default,
            Zone = row["zone"].Length == 0 ? null : row["zone"],
            Order = ReadOrder(row, unreadable),
            Extensions = [.. row["extensions"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(text => ReadInstant(row, "extensions", text, unreadable) ?? default)],
            LockedFrom = row["locked_from"].Length == 0 ? null : ReadInstant(row, "locked_from", row["locked_from"], unreadable),
            LockedUntil = row["locked_until"].Length == 0 ? null : ReadInstant(row, "locked_until", row["locked_until"], unreadable),
        };
        return unreadable.Count > 0 ? unreadable : Compare(row, LegalClock.Compute(book, request));
    }

    private static IEnumerable<VectorDifference> Compare(FrozenDictionary<string, string> row, LegalResult<LegalDates> result) => result.Value switch
    {
        LegalDates.ToKeep(var keep, var extensions) => Compare(
            row, extensions.LastOrDefault()?.Refusal?.Code, keep.NominalLastDay, keep.RolledLastDay, keep.ReleaseNotBefore, dueInternal: null, dueLegalOuter: null),
        LegalDates.ToAct(var act) => Compare(row, error: null, act.NominalLastDay, act.RolledLastDay, release: null, act.DueInternal, act.DueLegalOuter),
        _ => Compare(row, result.Error?.Code, nominal: null, rolled: null, release: null, dueInternal: null, dueLegalOuter: null),
    };

    private static IEnumerable<VectorDifference> Compare(
        FrozenDictionary<string, string> row, string? error, LocalDate? nominal, LocalDate? rolled, Instant? release, Instant? dueInternal, Instant? dueLegalOuter) =>
        VectorFile.Differences(
            row,
            ("expect_error", error),
            ("nominal_last_day", nominal is { } last ? Words.Date(last) : null),
            ("rolled_last_day", rolled is { } moved ? Words.Date(moved) : null),
            ("release_not_before", release is { } end ? Words.At(end) : null),
            ("due_internal", dueInternal is { } inside ? Words.At(inside) : null),
            ("due_legal_outer", dueLegalOuter is { } outside ? Words.At(outside) : null));

    private static Order? ReadOrder(FrozenDictionary<string, string> row, List<VectorDifference> unreadable)
    {
        var order = row["order"].Length == 0 ? null : Order.Parse(row["order"]);
        if (order is null && row["order"].Length > 0)
        {
            unreadable.Add(new VectorDifference("order", row["order"], Order.WhyUnreadable(row["order"])));
        }

        return order;
    }

    private static Instant? ReadInstant(FrozenDictionary<string, string> row, string column, string text, List<VectorDifference> unreadable)
    {
        var instant = InstantText.Parse(text);
        if (instant is null)
        {
            unreadable.Add(new VectorDifference(column, row[column], InstantText.WhyUnreadable(text)));
        }

        return instant;
    }
}
