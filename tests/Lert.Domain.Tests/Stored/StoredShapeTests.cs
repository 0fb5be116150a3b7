using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Letters;
using Lert.Domain.Links;
using Lert.Domain.Pages;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Domain.Rotas;
using Lert.Domain.Tests.Deciding;
using Lert.Grains.Actors;

namespace Lert.Domain.Tests.Stored;

/// <summary>What was stored once is read for ever: every event and every state against its golden bytes, as the grains write them.</summary>
public class StoredShapeTests
{
    public static TheoryData<string> EventNames =>
        [.. NamesOf<HoldEvent>(), .. NamesOf<AccountEvent>(), .. NamesOf<CaseEvent>(), .. NamesOf<PageEvent>(), .. NamesOf<ResponderEvent>(), .. NamesOf<RotaEvent>(), .. NamesOf<RequesterEvent>(), .. NamesOf<LinkEvent>(), .. NamesOf<DisclosureEvent>(), .. NamesOf<LetterEvent>()];

    [Theory]
    [MemberData(nameof(EventNames))]
    public void A_stored_event_means_what_it_meant(string name)
    {
        if (StoredSamples.HoldEvents.SingleOrDefault(sample => StoredNames<HoldEvent>.Of(sample) == name) is { } hold)
        {
            AssertGolden($"events/{name}.json", hold);
        }
        else if (StoredSamples.AccountEvents.SingleOrDefault(sample => StoredNames<AccountEvent>.Of(sample) == name) is { } account)
        {
            AssertGolden($"events/{name}.json", account);
        }
        else if (StoredSamples.PageEvents.SingleOrDefault(sample => StoredNames<PageEvent>.Of(sample) == name) is { } page)
        {
            AssertGolden($"events/{name}.json", page);
        }
        else if (StoredSamples.ResponderEvents.SingleOrDefault(sample => StoredNames<ResponderEvent>.Of(sample) == name) is { } responder)
        {
            AssertGolden($"events/{name}.json", responder);
        }
        else if (StoredSamples.LinkEvents.SingleOrDefault(sample => StoredNames<LinkEvent>.Of(sample) == name) is { } link)
        {
            AssertGolden($"events/{name}.json", link);
        }
        else if (StoredSamples.RequesterEvents.SingleOrDefault(sample => StoredNames<RequesterEvent>.Of(sample) == name) is { } requester)
        {
            AssertGolden($"events/{name}.json", requester);
        }
        else if (StoredSamples.RotaEvents.SingleOrDefault(sample => StoredNames<RotaEvent>.Of(sample) == name) is { } rota)
        {
            AssertGolden($"events/{name}.json", rota);
        }
        else if (StoredSamples.LetterEvents.SingleOrDefault(sample => StoredNames<LetterEvent>.Of(sample) == name) is { } letter)
        {
            AssertGolden($"events/{name}.json", letter);
        }
        else if (StoredSamples.DisclosureEvents.SingleOrDefault(sample => StoredNames<DisclosureEvent>.Of(sample) == name) is { } disclosure)
        {
            AssertGolden($"events/{name}.json", disclosure);
        }
        else
        {
            AssertGolden($"events/{name}.json", Assert.Single(StoredSamples.CaseEvents, sample => StoredNames<CaseEvent>.Of(sample) == name));
        }
    }

    [Fact]
    public void A_stored_hold_means_what_it_meant() => AssertGolden("states/hold.json", StoredSamples.Hold);

    [Fact]
    public void A_stored_account_means_what_it_meant() => AssertGolden("states/account.json", StoredSamples.Account);

    [Fact]
    public void A_stored_case_means_what_it_meant() => AssertGolden("states/case.6.json", StoredSamples.Case);

    [Fact]
    public void A_stored_link_means_what_it_meant() => AssertGolden("states/link.json", StoredSamples.Link);

    [Fact]
    public void A_stored_requester_means_what_it_meant() => AssertGolden("states/requester.json", StoredSamples.Requester);

    [Fact]
    public void A_case_of_format_2_means_what_it_meant() =>
        Assert.Equal(Comparable.Text(StoredSamples.CaseOfFormat2), Comparable.Text(ActorJson.Read<CaseState>(GoldenFolder.Read("states/case.2.json"))));

    [Fact]
    public void A_stored_disclosure_means_what_it_meant() => AssertGolden("states/disclosure.json", StoredSamples.Disclosure);

    [Fact]
    public void A_case_of_format_1_means_what_it_meant() =>
        Assert.Equal(Comparable.Text(StoredSamples.CaseOfFormat1), Comparable.Text(ActorJson.Read<CaseState>(GoldenFolder.Read("states/case.json"))));

    [Fact]
    public void A_case_of_format_3_means_what_it_meant() =>
        Assert.Equal(Comparable.Text(StoredSamples.CaseOfFormat3), Comparable.Text(ActorJson.Read<CaseState>(GoldenFolder.Read("states/case.3.json"))));

    [Fact]
    public void A_case_of_format_4_means_what_it_meant() =>
        Assert.Equal(Comparable.Text(StoredSamples.CaseOfFormat4), Comparable.Text(ActorJson.Read<CaseState>(GoldenFolder.Read("states/case.4.json"))));

    [Fact]
    public void A_case_of_format_5_means_what_it_meant() =>
        Assert.Equal(Comparable.Text(StoredSamples.CaseOfFormat5), Comparable.Text(ActorJson.Read<CaseState>(GoldenFolder.Read("states/case.5.json"))));

    [Fact]
    public void A_stored_letter_means_what_it_meant() => AssertGolden("states/letter.json", StoredSamples.Letter);

    [Fact]
    public void A_stored_page_means_what_it_meant() => AssertGolden("states/page.json", StoredSamples.Page);

    [Fact]
    public void A_stored_responder_means_what_it_meant() => AssertGolden("states/responder.json", StoredSamples.Responder);

    [Fact]
    public void A_stored_rota_means_what_it_meant() => AssertGolden("states/rota.json", StoredSamples.Rota);

    [Fact]
    public void Every_event_case_has_a_permanent_name_and_every_golden_file_an_event()
    {
        AssertNamed<HoldEvent>();
        AssertNamed<AccountEvent>();
        AssertNamed<CaseEvent>();
        AssertNamed<PageEvent>();
        AssertNamed<ResponderEvent>();
        AssertNamed<RotaEvent>();
        AssertNamed<DisclosureEvent>();
        AssertNamed<LetterEvent>();
        AssertNamed<RequesterEvent>();
        AssertNamed<LinkEvent>();
        Assert.Equal(
            ((string[])[.. NamesOf<HoldEvent>(), .. NamesOf<AccountEvent>(), .. NamesOf<CaseEvent>(), .. NamesOf<PageEvent>(), .. NamesOf<ResponderEvent>(), .. NamesOf<RotaEvent>(), .. NamesOf<RequesterEvent>(), .. NamesOf<LinkEvent>(), .. NamesOf<DisclosureEvent>(), .. NamesOf<LetterEvent>()]).Order(StringComparer.Ordinal),
            GoldenFolder.Names("events"));
    }

    [Fact]
    public void A_sample_leaves_nothing_out()
    {
        // A null would be left out of the bytes, and its name with it.
        Assert.All<object>(
            [StoredSamples.Hold, StoredSamples.Account, StoredSamples.Case, StoredSamples.Page, StoredSamples.Responder, StoredSamples.Rota, StoredSamples.Requester, StoredSamples.Link, StoredSamples.Disclosure, StoredSamples.Letter],
            state => Assert.All(
                state.GetType().GetProperties().Where(property => property.CanWrite), property => Assert.NotNull(property.GetValue(state))));
    }

    [Fact]
    public void A_snapshot_from_before_a_property_was_added_has_its_default()
    {
        Assert.Equal(Comparable.Text(HoldState.Initial), Comparable.Text(ActorJson.Read<HoldState>("{}"u8)));
        Assert.Equal(Comparable.Text(AccountState.Initial), Comparable.Text(ActorJson.Read<AccountState>("{}"u8)));
        Assert.Equal(Comparable.Text(CaseState.Initial), Comparable.Text(ActorJson.Read<CaseState>("{}"u8)));
        Assert.Equal(Comparable.Text(PageState.Initial), Comparable.Text(ActorJson.Read<PageState>("{}"u8)));
        Assert.Equal(Comparable.Text(ResponderState.Initial), Comparable.Text(ActorJson.Read<ResponderState>("{}"u8)));
        Assert.Equal(Comparable.Text(RequesterState.Initial), Comparable.Text(ActorJson.Read<RequesterState>("{}"u8)));
        Assert.Equal(Comparable.Text(RotaState.Initial), Comparable.Text(ActorJson.Read<RotaState>("{}"u8)));
        Assert.Equal(Comparable.Text(DisclosureState.Initial), Comparable.Text(ActorJson.Read<DisclosureState>("{}"u8)));
        Assert.Equal(Comparable.Text(LetterState.Initial), Comparable.Text(ActorJson.Read<LetterState>("{}"u8)));
    }

    [Theory]
    [InlineData("\"early\":true", "\"early\":false")]
    [InlineData("\"approvedBy\"", "\"approvers\"")]
    [InlineData("hold.released.v1", "hold.extended.v1")]
    public void A_doctored_file_fails(string right, string wrong)
    {
        var golden = Encoding.UTF8.GetString(GoldenFolder.Read("events/hold.released.v1.json"));
        Assert.Contains(right, golden, StringComparison.Ordinal);
        var doctored = Encoding.UTF8.GetBytes(golden.Replace(right, wrong, StringComparison.Ordinal));

        Assert.ThrowsAny<Exception>(() => GoldenFolder.AssertSame(doctored, Sample(doctored), ActorJson.Write(ActorJson.Read<HoldEvent>(doctored))));

        static byte[] Sample(byte[] _) => ActorJson.Write(StoredSamples.HoldEvents.Single(sample => sample is HoldEvent.Released));
    }

    [Fact]
    public void A_shape_without_a_golden_file_fails() => Assert.ThrowsAny<Exception>(() => GoldenFolder.Read("events/hold.forgotten.v1.json"));

    [Fact]
    public void An_event_of_a_newer_version_is_refused_and_not_guessed_at() =>
        Assert.Throws<JsonException>(() => ActorJson.Read<HoldEvent>("""{"type":"hold.extended.v2"}"""u8));

    private static void AssertGolden<T>(string file, T sample)
    {
        var expected = ActorJson.Write(sample);
        GoldenFolder.AddMissing(file, expected);
        var golden = GoldenFolder.Read(file);
        GoldenFolder.AssertSame(golden, expected, ActorJson.Write(ActorJson.Read<T>(golden)));
    }

    private static void AssertNamed<TEvent>()
    {
        Assert.Equal(
            ClosedHierarchy.Cases(typeof(TEvent)).Select(type => type.Name).Order(StringComparer.Ordinal),
            typeof(TEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => derived.DerivedType.Name).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> NamesOf<TEvent>() =>
        typeof(TEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(derived => (string)derived.TypeDiscriminator!);
}
