using Google.Protobuf.WellKnownTypes;
using Lert.V1;

namespace Lert.Cli.Demo.Monday;

/// <summary>What comes in on that Monday.</summary>
internal static class MondayRequests
{
    public const string Agency = "Harbour City Police", Officer = "Det. R. Vane", Impostor = "Sgt. P. Doyle";
    public const string Account = "us-1700000001";

    /// <summary>Looked up by our own people, on the city's own page.</summary>
    public const string Number = "+1 555 0199";

    /// <summary>In the false request, and nowhere else.</summary>
    public const string ImpostorsNumber = "+1 555 0666";

    public static OpenCaseRequest Keeping(DateTimeOffset at, string reference) => Request(CaseKind.Preservation, "us-2703f", at, Officer, reference);

    public static OpenCaseRequest Emergency(DateTimeOffset at)
    {
        var request = Request(CaseKind.Emergency, "us-edr", at, Officer, "HC-2027-611");
        request.Intake = new CaseIntake
        {
            Entity = "us",
            Danger = "a child is with the man who wrote these messages",
            ContactNumber = "+1 555 0100",
            Items = { Item(DataCategory.BasicSubscriber), Item(DataCategory.PreciseLocation) },
        };
        return request;
    }

    public static OpenCaseRequest Warrant(DateTimeOffset at, string reference)
    {
        var request = Request(CaseKind.Warrant, "us-warrant", at, Officer, reference);
        request.Intake = new CaseIntake
        {
            Entity = "us", IssuingAuthority = "Superior Court of Harbour County", SignedBy = "Judge A. Okafor", Offence = "kidnapping",
            Items = { Item(DataCategory.BasicSubscriber), Item(DataCategory.Contents) },
        };
        return request;
    }

    /// <summary>An emergency of somebody whom nobody knows, with a seal that is not the city's, from where that police is not.</summary>
    public static OpenCaseRequest False(DateTimeOffset at)
    {
        var request = Request(CaseKind.Emergency, "us-edr", at, Impostor, "HC-2027-9999");
        request.Intake = new CaseIntake
        {
            Entity = "us", Danger = "it is most urgent", ContactNumber = ImpostorsNumber,
            Items = { Item(DataCategory.BasicSubscriber), Item(DataCategory.Contents) },
            Anomalies = { RequestAnomaly.Seal, RequestAnomaly.Place },
        };
        return request;
    }

    private static ScopeItem Item(DataCategory category) => new() { AccountId = Account, Category = category };

    private static OpenCaseRequest Request(CaseKind kind, string regime, DateTimeOffset at, string officer, string reference) => new()
    {
        RequestId = $"open-{reference}", Region = "us", Kind = kind, Regime = regime, TriggerAt = Timestamp.FromDateTimeOffset(at), Agency = Agency, Officer = officer, AgencyReference = reference,
    };
}
