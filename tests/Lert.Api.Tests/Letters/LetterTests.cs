using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Lert.Grains;
using Lert.Grains.Journal;
using Lert.Grains.Letters;

namespace Lert.Api.Tests.Letters;

public sealed class LetterTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task F8_Everything_that_is_wrong_with_a_draft_is_said_at_once()
    {
        api.Cluster.Letter = (_, stamp, _) => FakeCluster.Refused<LetterView>(stamp, RefusalCodes.LetterNotFound);
        var error = await ErrorDetails.Of(api.Letters(Roles.Intake).DraftAsync(new V1.DraftLetterRequest
        {
            RequestId = "not an id",
            CaseId = "../x",
            Kind = (V1.LetterKind)77,
            AboutId = new string('x', 100),
            Fields = { new V1.GivenField { Value = "x" }, new V1.GivenField { Name = "contact", Value = "\0" } },
        }));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(["about_id", "case_id", "fields.contact", "fields[0].name", "kind", "language", "request_id"], error.Fields.Order(StringComparer.Ordinal));

        var many = new V1.DraftLetterRequest { RequestId = "r", CaseId = Some.CaseId, Kind = V1.LetterKind.Receipt, Language = "en" };
        many.Fields.Add(Enumerable.Repeat(Some.Field(), 21));
        Assert.Equal(["fields"], (await ErrorDetails.Of(api.Letters(Roles.Intake).DraftAsync(many))).Fields);
    }

    [Theory]
    [InlineData(V1.LetterKind.Production, "us-h-00000000000000000000000000")]
    [InlineData(V1.LetterKind.HoldReleased, "us-d-00000000000000000000000000")]
    public async Task F8_What_a_letter_is_about_has_the_shape_that_its_kind_asks_for(V1.LetterKind kind, string about)
    {
        api.Cluster.Letter = (key, stamp, _) => FakeCluster.Accepted(stamp, Some.Letter(key));
        var request = new V1.DraftLetterRequest { RequestId = "r", CaseId = Some.CaseId, Kind = kind, Language = "en", AboutId = about, Fields = { Some.Field() } };
        Assert.Equal(["about_id"], (await ErrorDetails.Of(api.Letters(Roles.Intake).DraftAsync(request))).Fields);
    }

    [Fact]
    public async Task F8_A_letter_is_rendered_as_it_was_written()
    {
        api.Cluster.ReadLetter = Some.Letter;
        api.Cluster.ReadCase = Some.Case;
        var page = await api.Letters(Roles.Intake).RenderAsync(new V1.RenderLetterRequest { LetterId = Some.LetterId, Format = V1.LetterFormat.Html });
        Assert.Equal(("text/html; charset=utf-8", "<p>إشعار</p>\n"), (page.MediaType, page.Content));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page.Content))), page.Sha256);
        var plain = await api.Letters(Roles.Auditor).RenderAsync(new V1.RenderLetterRequest { LetterId = Some.LetterId, Format = V1.LetterFormat.Text });
        Assert.Equal(("text/plain; charset=utf-8", "إشعار\n"), (plain.MediaType, plain.Content));
        Assert.Equal(["format", "letter_id"], (await ErrorDetails.Of(api.Letters(Roles.Auditor).RenderAsync(new V1.RenderLetterRequest()))).Fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task F8_The_letters_of_a_case_page_and_filter_by_status()
    {
        api.Cluster.ReadCase = Some.Case;
        var asked = new List<ListQuery>();
        api.Cluster.Archive.Letters = query =>
        {
            asked.Add(query);
            return new Page<LetterView>([Some.Letter(Some.LetterId)], asked.Count == 1 ? Some.LetterId : null);
        };
        var request = new V1.ListLettersRequest { CaseId = Some.CaseId, Filter = "status = (DRAFTED OR SIGNED_OFF)", PageSize = 1 };
        var first = await api.Letters(Roles.Producer).ListAsync(request);
        request.PageToken = first.NextPageToken;
        Assert.Empty((await api.Letters(Roles.Producer).ListAsync(request)).NextPageToken);
        Assert.All(asked, query => Assert.Equal((Some.CaseId, "Drafted SignedOff"), (query.Case, string.Join(' ', query.Statuses))));
        Assert.Equal((string?)Some.LetterId, asked[1].AfterKey);
        request.Filter = "";
        Assert.Equal(["page_token"], (await ErrorDetails.Of(api.Letters(Roles.Producer).ListAsync(request))).Fields);
    }

    [Fact]
    public async Task H5_A_restricted_cases_letters_are_not_there_for_strangers()
    {
        api.Cluster.ReadLetter = Some.Letter;
        api.Cluster.ReadCase = Some.Case;
        Assert.NotNull(await api.Letters(Roles.Lead).GetAsync(new V1.GetLetterRequest { LetterId = Some.LetterId }));
        var stranger = new V1.LetterService.LetterServiceClient(api.With(api.Token([Roles.Lead], subject: "bob")));
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(stranger.GetAsync(new V1.GetLetterRequest { LetterId = Some.LetterId }))).Code);
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(stranger.RenderAsync(new V1.RenderLetterRequest { LetterId = Some.LetterId, Format = V1.LetterFormat.Html }))).Code);
        Assert.Equal(StatusCode.NotFound, (await ErrorDetails.Of(stranger.ListAsync(new V1.ListLettersRequest { CaseId = Some.CaseId }))).Code);
    }
}
