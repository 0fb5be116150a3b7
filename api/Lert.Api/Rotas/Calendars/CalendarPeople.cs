using System.Collections.Immutable;
using Ical.Net.CalendarComponents;
using Lert.Grains;

namespace Lert.Api.Rotas.Calendars;

/// <summary>Whom an event means. A calendar knows people by a mailbox or by how somebody typed their name; a rota by the ids of responders.</summary>
/// <param name="region">The rota's.</param>
/// <param name="named">What the calendar calls somebody, and who that is; said by whoever imports.</param>
/// <param name="known">Who is on the rota.</param>
internal sealed class CalendarPeople(string region, IReadOnlyDictionary<string, string> named, IEnumerable<string> known)
{
    private readonly ImmutableHashSet<string> _known = [.. known];

    /// <summary>The one person, or why it is none.</summary>
    public (string? Person, string? Complaint) Of(CalendarEvent happens)
    {
        if (happens.Properties.Get<string>(CalendarImport.ResponderProperty) is { } own && ActorKey.IsResponder(own))
        {
            return (own, null);
        }

        // Who is told by name goes before who is invited, and who is invited before who made the entry.
        return (Find([happens.Summary]), Find(happens.Attendees.SelectMany(attendee => (string?[])[Mailbox(attendee.Value), attendee.CommonName])), Find([Mailbox(happens.Organizer?.Value), happens.Organizer?.CommonName])) switch
        {
            ({ Length: 1 } title, _, _) => (title[0], null),
            (_, { Length: 1 } invited, _) => (invited[0], null),
            (_, { Length: > 1 } several, _) => (null, $"the event names several people of this rota: {string.Join(", ", several)}"),
            (_, _, { Length: 1 } organizer) => (organizer[0], null),
            _ => (null, $"the event '{Shown(happens.Summary)}' names nobody who is known here: say who is meant with people"),
        };
    }

    private ImmutableArray<string> Find(IEnumerable<string?> names) =>
        [.. names.Select(name => name?.Trim()).Where(name => !string.IsNullOrEmpty(name)).Select(name => Find(name!)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private string? Find(string name)
    {
        if (named.TryGetValue(name, out var said))
        {
            return said;
        }

        var id = name.StartsWith($"{region}-u-", StringComparison.Ordinal) ? name : ActorKey.ResponderOf(region, name.ToLowerInvariant());
        return _known.Contains(id) ? id : null;
    }

    private static string? Mailbox(Uri? address) => address is { Scheme: "mailto" } ? Uri.UnescapeDataString(address.AbsoluteUri["mailto:".Length..]) : null;

    private static string Shown(string? text) => string.Concat((text ?? "").Where(c => !char.IsControl(c)).Take(60));
}
