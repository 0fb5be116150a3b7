using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Lert.Grains.Rotas;
using Calendar = Ical.Net.Calendar;

namespace Lert.Api.Rotas.Calendars;

/// <summary>Shifts as an iCalendar file, in UTC, which every calendar program shows on the wall clock of its owner.</summary>
internal static class CalendarExport
{
    /// <param name="calendar">The shifts.</param>
    /// <param name="person">Only theirs; null for everybody's.</param>
    /// <param name="now">When it was asked for.</param>
    public static string Write(RotaCalendar calendar, string? person, DateTimeOffset now)
    {
        var file = new Calendar { ProductId = "-//Lert.Actors//lert.v1//EN" };
        file.AddProperty("X-WR-CALNAME", calendar.Rota.Definition.Title);
        foreach (var shift in calendar.Shifts.Where(shift => person is null || shift.Person == person))
        {
            var happens = new CalendarEvent
            {
                // The same shift is the same event, so that a program that reads the file again changes what it has.
                Uid = string.Create(CultureInfo.InvariantCulture, $"{calendar.Rota.RotaId}/{shift.Start.ToUnixTimeSeconds()}/{shift.Person}"),
                Start = Utc(shift.Start),
                End = Utc(shift.End),
                DtStamp = Utc(now),
                Summary = $"{shift.Person[(shift.Person.IndexOf("-u-", StringComparison.Ordinal) + 3)..]} on call: {calendar.Rota.Definition.Title}",
                Description = $"By {shift.Source} of {calendar.Rota.RotaId}.",
            };
            happens.AddProperty(CalendarImport.ResponderProperty, shift.Person);
            file.Events.Add(happens);
        }

        return new CalendarSerializer().SerializeToString(file)!;
    }

    private static CalDateTime Utc(DateTimeOffset at) => new(DateTime.SpecifyKind(at.UtcDateTime, DateTimeKind.Utc), hasTime: true);
}
