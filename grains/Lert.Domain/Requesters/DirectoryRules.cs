using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Requesters;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Requesters.RequesterEvent>;

namespace Lert.Domain.Requesters;

/// <summary>The directory: who is in it, and what makes an officer verified.</summary>
internal static partial class DirectoryRules
{
    private const int MostListed = 50;

    public static IEnumerable<FieldViolation> Problems(RequesterCommand.PutAgency put)
    {
        if (!CountryShape().IsMatch(put.Country))
        {
            yield return new("country", put.Country.Length == 0 ? "is required" : "is no country: two letters, such as US");
        }

        if (put.Domains.Length > MostListed)
        {
            yield return new("domains", $"are {put.Domains.Length}; at most {MostListed} are taken");
        }

        for (var i = 0; i < put.Domains.Length; i++)
        {
            if (!DomainShape().IsMatch(put.Domains[i]))
            {
                yield return new($"domains[{i}]", "is no domain, such as police.example");
            }
        }

        if (put.Numbers.Length > MostListed)
        {
            yield return new("numbers", $"are {put.Numbers.Length}; at most {MostListed} are taken");
        }

        for (var i = 0; i < put.Numbers.Length; i++)
        {
            if (RequesterKey.Dialled(put.Numbers[i].Number).Length < 4)
            {
                yield return new($"numbers[{i}].number", "is no telephone number");
            }

            if (string.IsNullOrWhiteSpace(put.Numbers[i].Source))
            {
                yield return new($"numbers[{i}].source", "is required: where it was looked up");
            }
        }
    }

    public static IEnumerable<FieldViolation> Problems(RequesterCommand.PutOfficer put) =>
        put.Email.Length > 0 && !MailShape().IsMatch(put.Email) ? [new("email", "is no address, such as officer@police.example")] : [];

    public static Decision Put(RequesterState state, RequesterCommand.PutAgency put, Moment moment)
    {
        var profile = new AgencyProfile(
            put.Country.ToUpperInvariant(),
            put.Kind,
            put.Domains,
            // Who looked a number up, and when, stays with it.
            [.. put.Numbers.Select(entry => state.Profile?.Numbers.FirstOrDefault(known => known.Number == entry.Number && known.Source == entry.Source)
                ?? new DirectoryNumber(entry.Number, entry.Source, moment.By, moment.Now))]);
        return Decision.Accept([.. Registered(state, put.Agency, null, moment), new RequesterEvent.AgencyPut(state.Profile, profile, moment.Now, moment.By)]);
    }

    public static Decision Put(string key, RequesterState state, RequesterCommand.PutOfficer put, Moment moment) =>
        Decision.Accept([.. Registered(state, put.Agency, put.Officer, moment), new RequesterEvent.OfficerPut(state.Person, new OfficerProfile(put.Badge, put.Email), moment.Now, moment.By)])
            .Send([.. TellAgency(key, state, put.Agency)]);

    public static Decision CalledBack(RequesterState state, RequesterCommand.RecordCallBack record, Moment moment) => state switch
    {
        { IsAgency: true } => OtherSort("A call is about an officer."),
        _ when record.Directory?.Has(record.Number) != true => NumberUnknown(),
        _ => Decision.Accept(new RequesterEvent.CalledBack(new OfficerCall("", record.Number, record.Person, record.IsConfirmed, moment.Now, moment.By))),
    };

    /// <summary>A call from before the identity was compromised speaks for somebody else.</summary>
    public static Decision Verify(RequesterState state, RequesterCommand.Verify verify, Moment moment)
    {
        if (state.IsAgency)
        {
            return OtherSort("An agency is verified by being entered.");
        }

        if (state.Recall is { DoneAt: null } running)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.RequesterRecallRunning, "The recall is not through yet.").With("done", $"{running.Done}").With("total", $"{running.Total}"));
        }

        if (!state.Calls.Any(call => call.IsConfirmed && !(call.At <= state.Recall?.Order.At)))
        {
            return Decision.Refuse(RefusalCodes.RequesterCallBackRequired, "Nobody is verified without a call to a number of the directory that confirmed them.");
        }

        return state.Person is { Email.Length: > 0 } person && verify.Directory?.Owns(person.Email) == true
            ? Decision.Accept(new RequesterEvent.Verified(verify.Reason, moment.Now, moment.By))
            : Decision.Refuse(RefusalCodes.RequesterMailNotOfAgency, "The officer's address is not known, or not of a domain of the agency.");
    }

    public static ImmutableArray<RequesterEvent> Registered(RequesterState state, string agency, string? officer, Moment moment) =>
        state.Exists ? [] : [new RequesterEvent.Registered(agency, officer, moment.Now, moment.By)];

    /// <summary>A new officer's agency is entered as well, as one that nobody has looked at.</summary>
    public static ImmutableArray<Outgoing> TellAgency(string key, RequesterState state, string agency) => state.Exists
        ? []
        : [new Outgoing.ToRequester(RequesterKey.AgencyOf(ActorKey.RegionOf(key), agency), new RequesterCommand.NoteAgency(agency))];

    public static Decision OtherSort(string sentence) => Decision.Refuse(RefusalCodes.RequesterOfOtherSort, sentence);

    private static Decision NumberUnknown() => Decision.Refuse(
        RefusalCodes.RequesterNumberUnknown, "The directory has no such number for that agency: look it up, enter it with its source, and call then.");

    [GeneratedRegex(@"\A[A-Za-z]{2}\z")]
    private static partial Regex CountryShape();

    [GeneratedRegex(@"\A(?=.{3,253}\z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+\z")]
    private static partial Regex DomainShape();

    [GeneratedRegex(@"\A[^@\s]{1,64}@[^@\s]{3,189}\z")]
    private static partial Regex MailShape();
}
