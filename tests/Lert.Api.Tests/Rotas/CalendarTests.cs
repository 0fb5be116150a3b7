using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Rotas;

namespace Lert.Api.Tests.Rotas;

/// <summary>Calendars of real programs in, ours out; and what is none.</summary>
public sealed class CalendarTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    private static readonly V1.CalendarPerson Bo = new() { Name = "bo@desk.example", Person = "us-u-bo" };

    [Fact]
    public async Task What_google_calendar_writes_is_read_with_its_recurrence_its_exceptions_and_its_whole_days() => Assert.Equal(
        [
            "2026-01-21T02:00:00Z 2026-01-21T17:00:00Z us-u-bo Cover for Ana, as agreed",
            "2026-02-05T02:00:00Z 2026-02-05T17:00:00Z us-u-bo Cover for Ana, a day later",
            "2026-02-11T02:00:00Z 2026-02-11T17:00:00Z us-u-bo Cover for Ana, as agreed",
            // A day begins at midnight where the rota is.
            "2026-03-01T00:00:00 2026-03-02T00:00:00 us-u-cy us-u-cy",
        ],
        await ReadAsync(SampleCalendars.Google, Bo));

    [Fact]
    public async Task What_outlook_writes_is_read_with_the_windows_name_of_its_zone() => Assert.Equal(
        ["2026-01-21T02:00:00Z 2026-01-21T17:00:00Z us-u-bo Bo Chen"], await ReadAsync(SampleCalendars.Outlook, new V1.CalendarPerson { Name = "BO CHEN", Person = "us-u-bo" }));

    [Fact]
    public async Task What_apple_calendar_writes_is_read_on_the_wall_clock_of_the_rota() => Assert.Equal(
        ["2026-01-20T18:00:00 2026-01-21T09:00:00 us-u-bo Night shift"], await ReadAsync(SampleCalendars.Apple, Bo));

    [Fact]
    public async Task What_we_write_is_read_back_as_it_was()
    {
        api.Cluster.ReadRota = Some.Rota;
        var request = new V1.ExportCalendarRequest { RotaId = Some.RotaId, From = At(Some.Instant), Until = At(Some.Instant.AddDays(7)) };
        var refused = await ErrorDetails.Of(api.Rotas(Roles.Auditor).ExportCalendarAsync(request));
        // The sample's shifts are cut, and a file must be whole.
        Assert.Equal(["until"], refused.Fields);

        api.Cluster.Calendar = rota => Some.Calendar(rota) with { IsCut = false };
        var written = (await api.Rotas(Roles.Auditor).ExportCalendarAsync(request)).Calendar;
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", written, StringComparison.Ordinal);
        Assert.All(written.Split("\r\n"), line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Equal(["2026-01-15T10:00:00Z 2026-01-15T18:00:00Z us-u-ana ana on call: Night desk"], await ReadAsync(written));
        request.Person = "us-u-bo";
        Assert.DoesNotContain("VEVENT", (await api.Rotas(Roles.Auditor).ExportCalendarAsync(request)).Calendar, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello", "line 1: this is no calendar")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:x\n", "the file ends before END:VEVENT")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nthis is no property\nEND:VEVENT\nEND:VCALENDAR\n", "line 4: the line is no property")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n", "line 3: END:VALARM closes what is not open")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\nBEGIN:VCALENDAR\n", "line 4: something stands after END:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n", "has no event in the window")]
    public async Task What_is_no_calendar_is_one_clear_error_with_its_line(string text, string complaint) => Assert.Contains(complaint, Assert.Single(await RefusedAsync(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("line 4: the event has no end", "DTSTART:20260120T180000Z", "SUMMARY:us-u-bo")]
    [InlineData("line 4: the event has no start", "DTEND:20260120T180000Z", "SUMMARY:us-u-bo")]
    [InlineData("line 4: the event cannot be read", "DTSTART:20261399T990000Z", "DTEND:20260121T180000Z", "SUMMARY:us-u-bo")]
    [InlineData("names nobody who is known here", "DTSTART:20260120T180000Z", "DTEND:20260121T180000Z", "SUMMARY:Somebody Else")]
    [InlineData("line 4: the event names several people", "DTSTART:20260120T180000Z", "DTEND:20260121T180000Z", "ATTENDEE;CN=ana:mailto:a@x.example", "ATTENDEE;CN=bo:mailto:b@x.example")]
    [InlineData("line 4: the event happens more than once a day", "DTSTART:20260120T180000Z", "DTEND:20260120T180001Z", "SUMMARY:us-u-bo", "RRULE:FREQ=SECONDLY")]
    [InlineData("line 4: the event happens more than once a day", "DTSTART:20260120T180000Z", "DTEND:20260120T180001Z", "SUMMARY:us-u-bo", "RRULE:FREQ=DAILY;BYHOUR=1,2,3")]
    [InlineData("more than 200 events happen in the window", "DTSTART:20200120T180000Z", "DTEND:20200120T190000Z", "SUMMARY:us-u-bo", "RRULE:FREQ=DAILY")]
    public async Task What_an_event_lacks_is_said_with_the_line_in_which_it_begins(string complaint, params string[] lines) =>
        Assert.Contains(await RefusedAsync(SampleCalendars.With(lines)), said => said.Contains(complaint, StringComparison.Ordinal));

    [Fact]
    public async Task A_rule_that_never_matches_ends_soon()
    {
        var watch = Stopwatch.StartNew();
        await RefusedAsync(SampleCalendars.With("DTSTART:20000120T180000Z", "DTEND:20000120T190000Z", "SUMMARY:us-u-bo", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task What_the_rules_say_no_to_is_said_of_the_line_of_the_event()
    {
        api.Cluster.ReadRota = Some.Rota;
        api.Cluster.Rota = (_, _, _) => Task.FromResult(new Reply<RotaView>(null, Refusal.Invalid([new FieldViolation("overrides[0].from", "does not exist")])));
        var error = await ErrorDetails.Of(api.Rotas(Roles.Lead).ImportCalendarAsync(Request(SampleCalendars.With("DTSTART:20260308T023000", "DTEND:20260309T023000", "SUMMARY:us-u-bo"))));
        Assert.Equal(("calendar", "line 4: from does not exist"), error.BadRequest!.FieldViolations.Select(violation => (violation.Field, violation.Description)).Single());
    }

    [Fact]
    public async Task A_file_of_fifty_megabytes_is_refused_before_it_is_parsed_and_nothing_is_stored()
    {
        api.Cluster.ReadRota = Some.Rota;
        api.Cluster.Calls.Clear();
        var large = SampleCalendars.With([.. Enumerable.Repeat("X-NOTHING:" + new string('x', 1_000), 1_100)]);
        var error = await ErrorDetails.Of(api.Rotas(Roles.Lead).ImportCalendarAsync(Request(large)));
        Assert.Equal((StatusCode.InvalidArgument, "calendar"), (error.Code, Assert.Single(error.Fields)));

        // This one the transport does not even take.
        var huge = await Assert.ThrowsAsync<RpcException>(async () => await api.Rotas(Roles.Lead).ImportCalendarAsync(Request(new string('x', 50 << 20))));
        Assert.Contains(huge.StatusCode, (StatusCode[])[StatusCode.ResourceExhausted, StatusCode.InvalidArgument]);
        Assert.Empty(api.Cluster.Calls);
    }

    private static Timestamp At(DateTimeOffset at) => Timestamp.FromDateTimeOffset(at);

    private static V1.ImportCalendarRequest Request(string calendar, params V1.CalendarPerson[] people) => new()
    {
        RotaId = Some.RotaId, RequestId = "r", Calendar = calendar, From = At(Some.Instant), Until = At(Some.Instant.AddDays(365)), People = { people },
    };

    /// <summary>The overrides that the rota is asked for.</summary>
    private async Task<IEnumerable<string>> ReadAsync(string calendar, params V1.CalendarPerson[] people)
    {
        api.Cluster.Calls.Clear();
        api.Cluster.ReadRota = key => Some.Rota(key) with { Definition = Some.Desk() with { Layers = [Some.Desk().Layers[0] with { People = ["us-u-ana", "us-u-bo", "us-u-cy"] }] } };
        api.Cluster.Rota = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Rota(key));
        await api.Rotas(Roles.Lead).ImportCalendarAsync(Request(calendar.ReplaceLineEndings("\r\n"), people));
        return Assert.Single(api.Cluster.Calls, call => call.Method == "Execute").Command<RotaCommand.AddOverrides>()
            .Overrides.Select(order => $"{order.From} {order.Until} {order.Person} {order.Reason}");
    }

    /// <summary>What was wrong; and the rota was not asked for anything.</summary>
    private async Task<IReadOnlyList<string>> RefusedAsync(string calendar)
    {
        api.Cluster.Calls.Clear();
        api.Cluster.ReadRota = Some.Rota;
        var error = await ErrorDetails.Of(api.Rotas(Roles.Lead).ImportCalendarAsync(Request(calendar)));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.All(error.Fields, field => Assert.Equal("calendar", field));
        Assert.DoesNotContain(api.Cluster.Calls, call => call.Method == "Execute");
        return [.. error.BadRequest!.FieldViolations.Select(violation => violation.Description)];
    }
}
