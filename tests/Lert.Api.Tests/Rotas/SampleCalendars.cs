namespace Lert.Api.Tests.Rotas;

/// <summary>Files as calendar programs write them: their time zones, their folded lines, their own properties.</summary>
internal static class SampleCalendars
{
    /// <summary>Google Calendar, "Export": a weekly event with one day left out and one moved, and a whole day.</summary>
    public const string Google =
        """
        BEGIN:VCALENDAR
        PRODID:-//Google Inc//Google Calendar 70.9054//EN
        VERSION:2.0
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:Night desk
        X-WR-TIMEZONE:America/Los_Angeles
        BEGIN:VTIMEZONE
        TZID:America/Los_Angeles
        X-LIC-LOCATION:America/Los_Angeles
        BEGIN:DAYLIGHT
        TZOFFSETFROM:-0800
        TZOFFSETTO:-0700
        TZNAME:GMT-7
        DTSTART:19700308T020000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        END:DAYLIGHT
        BEGIN:STANDARD
        TZOFFSETFROM:-0700
        TZOFFSETTO:-0800
        TZNAME:GMT-8
        DTSTART:19701101T020000
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        DTSTART;TZID=America/Los_Angeles:20260120T180000
        DTEND;TZID=America/Los_Angeles:20260121T090000
        RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU
        EXDATE;TZID=America/Los_Angeles:20260127T180000
        DTSTAMP:20260110T101530Z
        ORGANIZER;CN=Desk:mailto:c_188abc@group.calendar.google.com
        UID:4kqj2m8f7d@google.com
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Bo Chen
         ;X-NUM-GUESTS=0:mailto:bo@desk.example
        CREATED:20260109T080000Z
        LAST-MODIFIED:20260110T101500Z
        SEQUENCE:1
        STATUS:CONFIRMED
        SUMMARY:Cover for Ana\, as agreed
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;TZID=America/Los_Angeles:20260204T180000
        DTEND;TZID=America/Los_Angeles:20260205T090000
        DTSTAMP:20260110T101530Z
        UID:4kqj2m8f7d@google.com
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Bo Chen
         ;X-NUM-GUESTS=0:mailto:bo@desk.example
        RECURRENCE-ID;TZID=America/Los_Angeles:20260203T180000
        SEQUENCE:2
        STATUS:CONFIRMED
        SUMMARY:Cover for Ana\, a day later
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20260301
        DTEND;VALUE=DATE:20260302
        DTSTAMP:20260110T101530Z
        UID:0a9s8d7f6g@google.com
        STATUS:CONFIRMED
        SUMMARY:us-u-cy
        TRANSP:TRANSPARENT
        END:VEVENT
        BEGIN:VEVENT
        DTSTART:20260302T000000Z
        DTEND:20260302T010000Z
        DTSTAMP:20260110T101530Z
        UID:gone@google.com
        STATUS:CANCELLED
        SUMMARY:us-u-cy
        END:VEVENT
        END:VCALENDAR
        """;

    /// <summary>Outlook, "Save calendar": a time zone by its Windows name, and much that only it understands.</summary>
    public const string Outlook =
        """
        BEGIN:VCALENDAR
        PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
        VERSION:2.0
        METHOD:PUBLISH
        X-MS-OLK-FORCEINSPECTOROPEN:TRUE
        BEGIN:VTIMEZONE
        TZID:Pacific Standard Time
        BEGIN:STANDARD
        DTSTART:16011104T020000
        RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
        TZOFFSETFROM:-0700
        TZOFFSETTO:-0800
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010311T020000
        RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
        TZOFFSETFROM:-0800
        TZOFFSETTO:-0700
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        CLASS:PUBLIC
        CREATED:20260112T091500Z
        DESCRIPTION:Bo takes the night.\n
        DTEND;TZID="Pacific Standard Time":20260121T090000
        DTSTAMP:20260112T091500Z
        DTSTART;TZID="Pacific Standard Time":20260120T180000
        LAST-MODIFIED:20260112T091500Z
        LOCATION:Desk
        PRIORITY:5
        SEQUENCE:0
        SUMMARY;LANGUAGE=en-us:Bo Chen
        TRANSP:OPAQUE
        UID:040000008200E00074C5B7101A82E00800000000B0A1C2D3E4F5DB01000000000000000
        	010000000A1B2C3D4E5F60718293A4B5C6D7E8F90
        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
        X-MICROSOFT-CDO-IMPORTANCE:1
        X-MICROSOFT-DISALLOW-COUNTER:FALSE
        X-MS-OLK-CONFTYPE:0
        BEGIN:VALARM
        TRIGGER:-PT15M
        ACTION:DISPLAY
        DESCRIPTION:Reminder
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        """;

    /// <summary>Apple Calendar, "Export": a length in place of an end, a time that floats, and an organizer alone.</summary>
    public const string Apple =
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Apple Inc.//macOS 15.3//EN
        CALSCALE:GREGORIAN
        X-WR-CALNAME:Desk
        X-APPLE-CALENDAR-COLOR:#1BADF8
        BEGIN:VEVENT
        CREATED:20260112T091500Z
        DTSTAMP:20260112T091600Z
        DTSTART:20260120T180000
        DURATION:PT15H
        LAST-MODIFIED:20260112T091500Z
        ORGANIZER;CN="Bo Chen";EMAIL="bo@desk.example":mailto:bo@desk.example
        SEQUENCE:0
        SUMMARY:Night shift
        TRANSP:OPAQUE
        UID:7C1F2A5E-3B7D-4A52-9D0B-2E8C1F6A9B10
        X-APPLE-CREATOR-IDENTITY:com.apple.calendar
        X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=Desk;X-APPLE-RADIUS=70;X
         -TITLE=Desk:geo:34.05,-118.24
        BEGIN:VALARM
        ACTION:NONE
        TRIGGER;VALUE=DATE-TIME:19760401T005545Z
        X-WR-ALARMUID:0D3C2B1A-0000-4000-8000-000000000000
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        """;

    /// <summary>A calendar with one event, whose lines a test writes. The event begins in line 4.</summary>
    public static string With(params string[] lines) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260112T091600Z\r\n{string.Concat(lines.Select(line => line + "\r\n"))}END:VEVENT\r\nEND:VCALENDAR\r\n";
}
