using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Legal;
using NodaTime;
using Period = Lert.Domain.Legal.Period;

namespace Lert.Domain.Tests.Legal;

/// <summary>Random input for the properties, and the shortest way to fixed input.</summary>
internal static class Some
{
    public static readonly RegimeBook Book = RegimeBook.BuiltIn;

    public static readonly IReadOnlyList<Regime> KeepRegimes = [.. Book.All.Where(regime => regime.Duty == Duty.Keep)];

    public static readonly IReadOnlyList<Regime> ActRegimes = [.. Book.All.Where(regime => regime.Duty == Duty.Act)];

    /// <summary>Every zone there is, and often those with the strangest midnights.</summary>
    public static readonly Gen<string> Zone = Gen.OneOf(
        Gen.Elements<string>(DateTimeZoneProviders.Tzdb.Ids),
        Gen.Elements("America/St_Johns", "Africa/Cairo", "America/Havana", "America/Sao_Paulo", "Pacific/Apia", "Antarctica/Troll", "Asia/Gaza", "Australia/Lord_Howe", "UTC"));

    /// <summary>To the second, from 2000 to 2035: before, inside and after the holiday tables.</summary>
    public static readonly Gen<Instant> Trigger =
        Gen.Choose(0, 12_784).SelectMany(day => Gen.Choose(0, 86_399).Select(second => Instant.FromUtc(2000, 1, 1, 0, 0) + Duration.FromDays(day) + Duration.FromSeconds(second)));

    /// <summary>Anything that fits into an instant, and its edges.</summary>
    public static readonly Gen<Instant> AnyInstant = Gen.OneOf(
        Trigger,
        Gen.Elements(
            Instant.MinValue, Instant.MaxValue, Instant.FromUtc(1, 1, 1, 0, 0), Instant.FromUtc(9999, 12, 31, 23, 59), Instant.FromUtc(1900, 1, 1, 0, 0),
            Instant.FromUtc(2999, 12, 31, 23, 59), Instant.FromUtc(3000, 1, 1, 0, 0)),
        Gen.Choose(-4_300_000, 2_900_000).Select(day => NodaConstants.UnixEpoch + Duration.FromDays(day)));

    public static readonly Gen<Duration> Span = Gen.Choose(0, 700 * 24 * 60).Select(minutes => Duration.FromMinutes(minutes));

    public static void Holds<T>(Gen<T> gen, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_500), Prop.ForAll(Arb.From(gen), property));

    public static Instant At(string text) => InstantText.Parse(text) ?? throw new ArgumentException($"No instant: {text}", nameof(text));

    public static LocalDate On(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    public static DateTimeZone ZoneOf(string id) => DateTimeZoneProviders.Tzdb[id];
}

/// <summary>A duty to keep with random input; the number of days only where its regime takes one.</summary>
internal sealed record SomeKeep(Regime Regime, Instant Trigger, string Zone, int Days)
{
    public static readonly Gen<SomeKeep> Any =
        from regime in Gen.Elements<Regime>(Some.KeepRegimes)
        from trigger in Some.Trigger
        from zone in Some.Zone
        from days in Gen.Choose(1, 800)
        select new SomeKeep(regime, trigger, zone, days);

    public int? OrderDays => Regime.Period is Period.DaysOfOrder ? Days : null;

    public LegalResult<KeepDates> Compute() => LegalClock.Keep(Some.Book, Regime.Id, Trigger, Zone, OrderDays);

    public ZonedDateTime Local => Trigger.InZone(Some.ZoneOf(Zone));

    /// <summary>True where there is nothing to hold a property against: the regime does not apply yet, or its calendar does not reach.</summary>
    public bool Unless(Func<KeepDates, bool> property) => Compute().Value is not { } dates || property(dates);
}
