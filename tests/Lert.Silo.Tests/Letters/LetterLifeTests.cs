using Grpc.Core;
using Lert.Api.Identity;
using Lert.Silo.Tests.Running;
using Lert.Store.Postgres.Tests.Servers;
using Lert.V1;

namespace Lert.Silo.Tests.Letters;

/// <summary>Letters over the whole silo, on each store.</summary>
public sealed class LetterLifeTests
{
    [Fact]
    public async Task F8_A_letter_lives_its_life_on_SQLite()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        await LiveAsync(silo);
    }

    [Fact]
    public async Task F8_A_letter_lives_its_life_on_PostgreSQL()
    {
        await using var server = await PrivateServer.StartAsync("letters");
        await using var silo = await SiloUnderTest.StartAsync(
            $"--Lert:Store:Postgres={server.Login}", $"--Lert:Cluster:Port={SiloProcess.FreePort()}", "--Lert:Pumps:PollInterval=00:00:00.020",
            // The calendar is the test's, so the database must not judge by its own clock.
            "--Lert:Clock:Origin=2026-01-15T10:00:00Z", "--Lert:Clock:Start=2026-01-15T10:00:00Z");
        await LiveAsync(silo);
    }

    [Fact]
    public async Task C11_A_refused_extension_drafts_its_letter_and_a_person_signs_it_off()
    {
        await using var silo = await SiloUnderTest.StartAsync("--Lert:Letters:Contact=lert@company.example");
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var of = await caller.Cases.OpenAsync(Caller.Open("open", Some.Start));
        var hold = await caller.Holds.PlaceAsync(Caller.Place("place", of.CaseId, Some.Account));
        silo.Clock.Set(Some.End);
        await Eventually.TrueAsync(async () => (await silo.Hold().Get())!.ReleasedAt is not null, "the hold is released");
        var extend = new ExtendHoldRequest { RequestId = "late", HoldId = hold.HoldId, AskedAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Some.End), Reference = "letter 7" };
        var letter = await LetterAsync();
        // The same request again is the same answer and the same letter.
        Assert.Equal(letter, await LetterAsync());

        var lead = As(caller, Roles.Lead, "lea");
        await Eventually.TrueAsync(async () => (await lead.ListAsync(new ListLettersRequest { CaseId = of.CaseId })).Letters.Count > 0, "the letter is drafted");
        var drafted = Assert.Single((await lead.ListAsync(new ListLettersRequest { CaseId = of.CaseId })).Letters);
        Assert.Equal((letter, LetterKind.ExtensionRefused, LetterStatus.Drafted, $"system:hold/{hold.HoldId}"), (drafted.LetterId, drafted.Kind, drafted.Status, drafted.DraftedBy));
        Assert.Equal(LetterStatus.SignedOff, (await lead.SignOffAsync(new SignOffLetterRequest { RequestId = "sign", LetterId = letter })).Status);
        await Eventually.TrueAsync(
            async () => (await caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = of.CaseId, PageSize = 1_000 })).Entries.Any(
                entry => entry.Text == $"letter {letter} (ExtensionRefused, en) is SignedOff, by lea"),
            "the case tells of it");

        async Task<string> LetterAsync()
        {
            var refused = await Assert.ThrowsAsync<RpcException>(() => caller.Holds.ExtendAsync(extend).ResponseAsync);
            var info = Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")!).Details[0].Unpack<Google.Rpc.ErrorInfo>();
            Assert.Equal((StatusCode.FailedPrecondition, "hold.released"), (refused.StatusCode, info.Reason));
            return info.Metadata["letter"];
        }
    }

    [Fact]
    public async Task H5_A_restricted_case_and_its_letters_are_not_there_for_strangers()
    {
        await using var silo = await SiloUnderTest.StartAsync();
        using var caller = new Caller(silo.Url, silo.Folder.Keys);
        var request = Caller.Open("restricted", Some.Start);
        request.Kind = CaseKind.Warrant;
        request.Regime = "us-warrant";
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "a court", SignedBy = "Judge B", Offence = "fraud", SeniorReviewer = "sue", SpecialTargets = { SpecialTarget.Journalist },
            Items = { new ScopeItem { AccountId = "us-1", Category = DataCategory.Contents } },
        };
        var of = await caller.Cases.OpenAsync(request);
        var letter = await As(caller, Roles.Lead, "ann").DraftAsync(Receipt("restricted-draft", of.CaseId));
        var stranger = As(caller, Roles.Lead, "bob");
        var absent = letter.LetterId[..^1] + (letter.LetterId[^1] == '0' ? '1' : '0');
        await Absent(() => stranger.DraftAsync(Receipt("stranger", of.CaseId)).ResponseAsync, "case.not-found");
        await Absent(() => stranger.ListAsync(new ListLettersRequest { CaseId = of.CaseId }).ResponseAsync, "case.not-found");
        foreach (var id in new[] { letter.LetterId, absent })
        {
            await Absent(() => stranger.GetAsync(new GetLetterRequest { LetterId = id }).ResponseAsync, "letter.not-found");
            await Absent(() => stranger.SignOffAsync(new SignOffLetterRequest { RequestId = "s", LetterId = id, Etag = "9" }).ResponseAsync, "letter.not-found");
            await Absent(() => stranger.DiscardAsync(new DiscardLetterRequest { RequestId = "d", LetterId = id, Reason = "x" }).ResponseAsync, "letter.not-found");
            await Absent(() => stranger.RenderAsync(new RenderLetterRequest { LetterId = id, Format = LetterFormat.Text }).ResponseAsync, "letter.not-found");
        }

        Assert.Equal(LetterStatus.SignedOff, (await As(caller, Roles.Counsel, "sue").SignOffAsync(new SignOffLetterRequest { RequestId = "sue", LetterId = letter.LetterId })).Status);
    }

    private static async Task LiveAsync(SiloUnderTest silo)
    {
        Letter signed;
        using (var caller = new Caller(silo.Url, silo.Folder.Keys))
        {
            var of = await caller.Cases.OpenAsync(Caller.Open("open", Some.Start));
            var drafter = As(caller, Roles.Specialist, "ina");
            var letter = await drafter.DraftAsync(Receipt("draft", of.CaseId, "ar"));
            Assert.Equal(letter, await drafter.DraftAsync(Receipt("draft", of.CaseId, "ar")));
            await Refused(() => drafter.DraftAsync(Receipt("draft", of.CaseId, "fr")).ResponseAsync, StatusCode.AlreadyExists, "request.id-reused");
            await Refused(() => drafter.SignOffAsync(new SignOffLetterRequest { RequestId = "own", LetterId = letter.LetterId }).ResponseAsync, StatusCode.FailedPrecondition, "letter.own-draft");
            var lead = As(caller, Roles.Lead, "lea");
            await Refused(
                () => lead.SignOffAsync(new SignOffLetterRequest { RequestId = "stale", LetterId = letter.LetterId, Etag = "9" }).ResponseAsync, StatusCode.Aborted, "request.version-stale");
            signed = await lead.SignOffAsync(new SignOffLetterRequest { RequestId = "sign", LetterId = letter.LetterId, Etag = letter.Etag });
            Assert.Equal((LetterStatus.SignedOff, "lea"), (signed.Status, signed.SignedOffBy));

            // Of a hold, once it has ended.
            var hold = await caller.Holds.PlaceAsync(Caller.Place("place", of.CaseId, Some.Account));
            var released = new DraftLetterRequest
            {
                RequestId = "released", CaseId = of.CaseId, Kind = LetterKind.HoldReleased, Language = "en", AboutId = hold.HoldId, Fields = { new GivenField { Name = "contact", Value = "the desk" } },
            };
            await Refused(() => drafter.DraftAsync(released).ResponseAsync, StatusCode.InvalidArgument, "request.invalid");
            silo.Clock.Set(Some.End);
            await Eventually.TrueAsync(async () => (await silo.Hold().Get())!.ReleasedAt is not null, "the hold is released");
            Assert.Contains("ended on 16 April 2026, 00:00 (America/Los_Angeles, UTC-07:00)", (await drafter.DraftAsync(released)).Text, StringComparison.Ordinal);

            await Eventually.TrueAsync(async () => (await caller.Cases.GetAsync(new GetCaseRequest { CaseId = of.CaseId })).File.Letters.Count == 2, "the case knows of both");
            await Eventually.TrueAsync(
                async () => (await caller.Cases.GetAsync(new GetCaseRequest { CaseId = of.CaseId })).File.Letters.Any(known => known.Status == LetterStatus.SignedOff && known.By == "lea"), "and how far");
            Assert.Equal(signed, Assert.Single((await lead.ListAsync(new ListLettersRequest { CaseId = of.CaseId, Filter = "status = SIGNED_OFF" })).Letters));
            var pages = new List<string>();
            for (var page = new ListLettersRequest { CaseId = of.CaseId, PageSize = 1 }; ; )
            {
                var found = await lead.ListAsync(page);
                pages.AddRange(found.Letters.Select(known => known.LetterId));
                if ((page.PageToken = found.NextPageToken).Length == 0)
                {
                    break;
                }
            }

            Assert.Equal(2, pages.Distinct().Count());
            var story = await caller.Cases.GetTimelineAsync(new GetTimelineRequest { CaseId = of.CaseId, PageSize = 1_000 });
            Assert.Contains(story.Entries, entry => entry.Text == $"letter {letter.LetterId} (Receipt, ar) is SignedOff, by lea");
        }

        await silo.RestartAsync();
        using var after = new Caller(silo.Url, silo.Folder.Keys);
        var letters = As(after, Roles.Lead, "lea");
        Assert.Equal(signed, await letters.GetAsync(new GetLetterRequest { LetterId = signed.LetterId }));
        var html = await letters.RenderAsync(new RenderLetterRequest { LetterId = signed.LetterId, Format = LetterFormat.Html });
        Assert.Contains("<html lang=\"ar\" dir=\"rtl\">", html.Content, StringComparison.Ordinal);
    }

    private static DraftLetterRequest Receipt(string requestId, string caseId, string language = "en") => new()
    {
        RequestId = requestId, CaseId = caseId, Kind = LetterKind.Receipt, Language = language, Fields = { new GivenField { Name = "contact", Value = "lert@company.example" } },
    };

    private static LetterService.LetterServiceClient As(Caller caller, string role, string subject) => new(caller.As(role, subject));

    private static Task Absent(Func<Task> call, string reason) => Refused(call, StatusCode.NotFound, reason);

    private static async Task Refused(Func<Task> call, StatusCode code, string reason)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        var details = Google.Rpc.Status.Parser.ParseFrom(refused.Trailers.GetValueBytes("grpc-status-details-bin")!);
        Assert.Equal((code, reason), (refused.StatusCode, details.Details[0].Unpack<Google.Rpc.ErrorInfo>().Reason));
    }
}
