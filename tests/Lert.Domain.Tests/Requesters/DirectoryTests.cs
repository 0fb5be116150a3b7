using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Requesters;
using Lert.Domain.Tests.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Emergencies;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Requesters;

namespace Lert.Domain.Tests.Requesters;

/// <summary>A5: who is in the directory, and what makes them verified.</summary>
public class DirectoryTests
{
    private static readonly RequesterCommand.PutAgency Whole = new(SomeRequester.AgencyName, "us", AgencyKind.Police, [SomeRequester.Domain], [new NumberEntry(SomeRequester.Number, "their site")]);

    [Fact]
    public void A5_An_agency_is_entered_with_numbers_that_somebody_looked_up() => Given.Agency()
        .When(Whole)
        .Where(agency => Assert.Equal((RequesterStatus.Verified, "US"), (agency.View!.Status, agency.View.Profile!.Country)))
        .Where(agency => Assert.Equal(new DirectoryNumber(SomeRequester.Number, "their site", "user:lead", Some.Start), agency.View!.Profile!.Numbers[0]))
        .Where(agency => Assert.True(RequesterDecider.DirectoryOf(agency.State).Has("+1-555-0199")))
        // Who puts the others anew has not checked the old one again.
        .By("user:lia").At(Some.End).When(Whole with { Numbers = [.. Whole.Numbers, new NumberEntry("+1 555 0177", "a register")] })
        .Where(agency => Assert.Equal(["user:lead", "user:lia"], agency.View!.Profile!.Numbers.Select(number => number.CheckedBy)));

    [Fact]
    public void A5_All_that_is_wrong_with_an_agency_is_said_at_once() => Given.Agency()
        .When(Whole with { Country = "USA", Domains = ["police", SomeRequester.Domain, "a@b.example"], Numbers = [new NumberEntry("call us", "")] })
        .ThenInvalid("country", "domains[0]", "domains[2]", "numbers[0].number", "numbers[0].source");

    [Fact]
    public void A5_An_unknown_officer_is_entered_unverified_by_the_case_that_names_them() => Given.Officer()
        .When(SomeRequester.Case("us-c-1", Some.Start, CaseKind.Warrant))
        .Where(officer => Assert.Equal((RequesterStatus.Unverified, 1), (officer.View!.Status, officer.View.Cases)))
        .Where(officer => Assert.Contains(new Outgoing.ToRequester(SomeRequester.Agency, new RequesterCommand.NoteAgency(SomeRequester.AgencyName)), officer.Last.Messages))
        .Where(officer => Assert.Equal((false, 0, 0), Answered(officer) is var answer ? (answer.IsVerified, answer.EarlierCases, answer.Emergencies) : default))
        // The next case finds them.
        .When(SomeRequester.Case("us-c-2", Some.Start, CaseKind.Warrant))
        .Where(officer => Assert.Equal(("us-c-2", 1), (Assert.IsType<Outgoing.ToCase>(Assert.Single(officer.Last.Messages)).Key, Answered(officer).EarlierCases)));

    [Fact]
    public void A5_A_call_back_goes_to_a_number_of_the_directory_and_never_of_the_request() => Given.Officer(SomeRequester.Registered)
        .When(new RequesterCommand.RecordCallBack("+1 555 0100", "Officer A", true, SomeRequester.Directory)).ThenRefused(RefusalCodes.RequesterNumberUnknown)
        .When(new RequesterCommand.RecordCallBack(SomeRequester.Number, "Sgt. C", true, AgencyDirectory.Unknown)).ThenRefused(RefusalCodes.RequesterNumberUnknown)
        .When(new RequesterCommand.RecordCallBack("+1 (555) 0199", "Sgt. C", true, SomeRequester.Directory))
        .Where(officer => Assert.Equal(("Sgt. C", "user:lead"), Assert.Single(officer.View!.Calls) is var call ? (call.Person, call.By) : default));

    [Fact]
    public void A5_Nobody_is_verified_without_a_call_back_and_an_address_of_their_agency() => Given.Officer(SomeRequester.Registered)
        .When(Verify()).ThenRefused(RefusalCodes.RequesterCallBackRequired)
        .When(new RequesterCommand.NoteCallBack(Call(false))).When(Verify()).ThenRefused(RefusalCodes.RequesterCallBackRequired)
        .When(new RequesterCommand.NoteCallBack(Call(true))).When(Verify()).ThenRefused(RefusalCodes.RequesterMailNotOfAgency)
        .When(Officer("a@police.example.evil.example")).When(Verify()).ThenRefused(RefusalCodes.RequesterMailNotOfAgency)
        .When(Officer($"a@unit7.{SomeRequester.Domain}")).When(Verify())
        .Where(officer => Assert.Equal((RequesterStatus.Verified, "user:lead"), (officer.View!.Status, officer.View.VerifiedBy)))
        // Another address is another person, until somebody has looked.
        .When(Officer($"b@{SomeRequester.Domain}")).Where(officer => Assert.Equal(RequesterStatus.Unverified, officer.View!.Status));

    [Fact]
    public void A5_What_is_said_of_an_officer_is_not_said_of_an_agency()
    {
        Given.Agency(new RequesterEvent.Registered(SomeRequester.AgencyName, null, Some.Start, "x"))
            .When(Verify()).ThenRefused(RefusalCodes.RequesterOfOtherSort)
            .When(new RequesterCommand.Recall(Some.Start, "x")).ThenRefused(RefusalCodes.RequesterOfOtherSort)
            .When(SomeRequester.Case("us-c-1", Some.Start)).ThenRefused(RefusalCodes.RequesterOfOtherSort);
        Given.Officer(SomeRequester.Registered).When(Whole).ThenRefused(RefusalCodes.RequesterOfOtherSort);
        Given.Officer().When(Verify()).ThenRefused(RefusalCodes.RequesterNotFound).When(new RequesterCommand.Recall(Some.Start, "x")).ThenRefused(RefusalCodes.RequesterNotFound);
    }

    [Fact]
    public void A5_An_emergency_is_not_approved_by_a_number_that_only_the_request_has() => EmergencyTests.InReview()
        .When(new CaseCommand.RecordCallBack("+1 555 0100", NumberSource.Directory, "Officer A", true)).ThenRefused(RefusalCodes.RequesterNumberUnknown)
        .When(new CaseCommand.Approve("urgent", EmergencyTests.Whole, false)).ThenRefused(RefusalCodes.CaseCallBackRequired);

    [Fact]
    public void A5_A_case_tells_its_requester_of_itself_and_of_each_call() => EmergencyTests.Emergency()
        .Where(@case => Assert.Contains(
            new Outgoing.ToRequester(
                SomeRequester.Officer, new RequesterCommand.NoteCase(SomeRequester.AgencyName, SomeRequester.OfficerName, Some.CaseId, CaseKind.Emergency, EmergencyTests.Night, "+1 555 0100")),
            @case.Last.Messages))
        .When(new CaseCommand.RecordCallBack(SomeRequester.Number, NumberSource.Directory, "Sgt. C", true, IsInDirectory: true))
        .Where(@case => Assert.IsType<RequesterCommand.NoteCallBack>(Assert.Single(@case.Last.Messages.OfType<Outgoing.ToRequester>()).Command));

    [Fact]
    public void A5_An_emergency_waits_for_what_the_directory_says_of_the_names_that_it_has_now()
    {
        var other = RequesterKey.OfficerOf("us", SomeRequester.AgencyName, "Officer B");
        EmergencyTests.CalledBack()
            .When(new CaseCommand.Amend(CaseField.Officer, "Officer B", "misread"))
            .Where(@case => Assert.Equal(other, Assert.Single(@case.Last.Messages.OfType<Outgoing.ToRequester>()).Key))
            .When(new CaseCommand.Approve("urgent", EmergencyTests.Whole, false)).ThenRefused(RefusalCodes.CaseRequesterUnanswered)
            // An answer about somebody else is no answer.
            .When(new CaseCommand.NoteRequester(SomeRequester.Answer)).ThenNothing()
            .When(new CaseCommand.NoteRequester(SomeRequester.Answer with { RequesterId = other, Officer = "Officer B" }))
            .When(new CaseCommand.Approve("urgent", EmergencyTests.Whole, false)).Where(@case => Assert.Null(@case.Last.Refusal));
    }

    [Fact]
    public void A5_A_report_of_our_own_has_no_requester() => Given.Case()
        .When(Some.Open(Some.AccountId) with { Kind = CaseKind.CyberTip, Regime = "us-cybertip" })
        .Where(@case => Assert.DoesNotContain(@case.Last.Messages, message => message is Outgoing.ToRequester))
        .Where(@case => Assert.Equal("", @case.View!.File.Asking.RequesterId));

    [Theory]
    [InlineData("Agency  of\t.EXAMPLE ", "officer a")]
    [InlineData("agency of .example", " OFFICER A")]
    public void A5_Spaces_and_capitals_make_no_other_requester(string agency, string officer) =>
        Assert.Equal((SomeRequester.Agency, SomeRequester.Officer), (RequesterKey.AgencyOf("us", agency), RequesterKey.OfficerOf("us", agency, officer)));

    private static RequesterCommand.Verify Verify() => new("the desk sergeant knows her", SomeRequester.Directory);

    private static RequesterCommand.PutOfficer Officer(string email) => new(SomeRequester.AgencyName, SomeRequester.OfficerName, "4711", email);

    private static OfficerCall Call(bool confirmed) => new("us-c-1", SomeRequester.Number, "Sgt. C", confirmed, Some.Start, "user:intake");

    private static RequesterAnswer Answered(Scenario<RequesterDecider, RequesterState, RequesterCommand, RequesterEvent, RequesterView> officer) =>
        Assert.Single(officer.Last.Messages.OfType<Outgoing.ToCase>().Select(message => message.Command).OfType<CaseCommand.NoteRequester>()).Known;
}
