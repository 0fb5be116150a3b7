using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Input;
using Lert.Api.Rotas.Calendars;
using Lert.Grains;
using Lert.Grains.Rotas;

namespace Lert.Api.Rotas;

/// <content>Calendars in and out.</content>
internal sealed partial class RotaApi
{
    private const int MostNames = 500;

    public override async Task<V1.Rota> ImportCalendar(V1.ImportCalendarRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var check = new RequestCheck();
        var target = Target.Rota(check, "rota_id", request.RotaId, caller);
        var (from, until) = Window(check, request.From, request.Until);
        var names = Names(check, request.People);
        // A file that is too long is not looked at.
        if (request.Calendar.Length is 0 or > CalendarText.Longest)
        {
            check.Add("calendar", request.Calendar.Length == 0 ? "is required" : $"has {request.Calendar.Length} characters; at most {CalendarText.Longest} are read");
        }

        var stamp = check.Stamp(request.RequestId, request.Etag, caller);
        check.ThrowIfFailed();
        var grain = grains.GetGrain<IRotaGrain>(target.Key);
        var rota = target.Found(await grain.Get());
        var people = new CalendarPeople(ActorKey.RegionOf(target.Key), names, rota.Definition.Layers.SelectMany(layer => layer.People));
        var (orders, lines, violations) = CalendarImport.Read(request.Calendar, people, from, until);
        if (!violations.IsEmpty)
        {
            throw ApiError.Invalid(violations).ToException();
        }

        if (orders.IsEmpty)
        {
            throw ApiError.Invalid("calendar", "has no event in the window").ToException();
        }

        var reply = await grain.Execute(stamp, new RotaCommand.AddOverrides(orders, []));
        return target.Accepted(reply.Refusal is { } refusal ? reply with { Refusal = OfLines(refusal, lines) } : reply, check).ToProto();
    }

    public override async Task<V1.ExportCalendarResponse> ExportCalendar(V1.ExportCalendarRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var target = Target.Rota(check, "rota_id", request.RotaId, Caller.Of(context));
        var (from, until) = Window(check, request.From, request.Until);
        if (request.Person.Length > 0 && !ActorKey.IsResponder(request.Person))
        {
            check.Add("person", "is no id of a responder");
        }

        check.ThrowIfFailed();
        var calendar = target.Found(await grains.GetGrain<IRotaGrain>(target.Key).ListShifts(from, until));
        if (calendar.IsCut)
        {
            throw ApiError.Invalid("until", "there are more shifts than fit into one file; ask for a shorter window").ToException();
        }

        return new V1.ExportCalendarResponse { Calendar = CalendarExport.Write(calendar, request.Person.Length > 0 ? request.Person : null, clock.Time.GetUtcNow()) };
    }

    private static Dictionary<string, string> Names(RequestCheck check, IReadOnlyList<V1.CalendarPerson> people)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (people.Count > MostNames)
        {
            check.Add("people", $"has {people.Count} entries; at most {MostNames} fit into one request");
            return names;
        }

        for (var i = 0; i < people.Count; i++)
        {
            var name = check.Required($"people[{i}].name", people[i].Name, Limits.Name).Trim();
            if (!ActorKey.IsResponder(people[i].Person))
            {
                check.Add($"people[{i}].person", people[i].Person.Length == 0 ? "is required" : "is no id of a responder");
            }

            if (!names.TryAdd(name, people[i].Person))
            {
                check.Add($"people[{i}].name", "is there twice");
            }
        }

        return names;
    }

    /// <summary>The rules speak of the overrides that the file was read as; its owner knows them by their lines.</summary>
    private static Refusal OfLines(Refusal refusal, ImmutableArray<int> lines) => refusal with
    {
        Violations =
        [
            .. refusal.Violations.Select(violation => Place().Match(violation.Field) is { Success: true } place
                ? new FieldViolation("calendar", $"line {lines[int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]}: {place.Groups[2].Value} {violation.Description}".Replace(":  ", ": ", StringComparison.Ordinal))
                : violation),
        ],
    };

    [GeneratedRegex(@"\Aoverrides\[(\d+)\]\.?(\w*)\z")]
    private static partial Regex Place();
}
