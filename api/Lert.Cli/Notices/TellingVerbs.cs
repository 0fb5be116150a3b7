using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Lert.Cli.Output;
using Lert.V1;

namespace Lert.Cli.Notices;

/// <summary>That the user is told, or is not.</summary>
internal static class TellingVerbs
{
    public static Command Except(Surroundings surroundings)
    {
        var ground = EnumWords.Option<NoticeGround>("--ground", "Why the user is not told.", required: true);
        var reason = NoticeVerb.Text("--reason", "What it rests on, for the journal.");
        return NoticeVerb.Create(
            surroundings, "except", "Says that the user is not told; it stands once another person says the same.", "--ground danger-to-life --reason 'He has threatened the witness.'", [ground, reason],
            (asking, id, requestId, etag) =>
            {
                var request = new ExceptNoticeRequest { RequestId = requestId, CaseId = id, Etag = etag, Ground = asking.Get(ground) ?? default, Reason = asking.Get(reason) };
                return call => asking.Client.Notices.ExceptAsync(request, call);
            });
    }

    public static Command Revoke(Surroundings surroundings)
    {
        var reason = NoticeVerb.Text("--reason", "Why it no longer holds, for the journal.");
        return NoticeVerb.Create(
            surroundings, "revoke", "Takes an exception back: the user is told after all.", "--reason 'He was arrested; the witness is safe.'", [reason],
            (asking, id, requestId, etag) =>
            {
                var request = new RevokeExceptionRequest { RequestId = requestId, CaseId = id, Etag = etag, Reason = asking.Get(reason) };
                return call => asking.Client.Notices.RevokeExceptionAsync(request, call);
            });
    }

    public static Command Given(Surroundings surroundings)
    {
        var channel = EnumWords.Option<NoticeChannel>("--channel", "How the user was told.", required: true);
        var at = new Option<DateTimeOffset?>("--at") { Description = "When.", HelpName = "INSTANT", Required = true, CustomParser = Moments.Parse };
        var reference = NoticeVerb.Text("--reference", "What was sent: its number or template, and no text of it.");
        var accounts = new Option<string[]>("--account") { Description = "Whose user was told. Repeatable; default: all accounts of the scope in force.", HelpName = "ID" };
        return NoticeVerb.Create(
            surroundings, "given", "Records that the user was told.", "--channel mail --at 2026-09-02T10:00Z --reference 'notice-7'", [channel, at, reference, accounts],
            (asking, id, requestId, etag) =>
            {
                var request = new RecordNoticeRequest
                {
                    RequestId = requestId,
                    CaseId = id,
                    Etag = etag,
                    Channel = asking.Get(channel) ?? default,
                    GivenAt = asking.Get(at) is { } given ? Timestamp.FromDateTimeOffset(given) : null,
                    Reference = asking.Get(reference),
                    AccountIds = { asking.Get(accounts) ?? [] },
                };
                return call => asking.Client.Notices.RecordNoticeAsync(request, call);
            });
    }
}
