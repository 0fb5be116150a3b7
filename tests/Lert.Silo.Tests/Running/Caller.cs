using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Lert.Api.Identity;
using Lert.V1;

namespace Lert.Silo.Tests.Running;

/// <summary>A client outside the silo, with real tokens for each of its roles.</summary>
internal sealed class Caller : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly DevelopmentKey _key;

    public Caller(string url, string keys, GrpcChannelOptions? options = null)
    {
        _channel = GrpcChannel.ForAddress(url, options ?? new GrpcChannelOptions());
        _key = DevelopmentKey.LoadOrCreate(keys);
        Cases = new(As(Roles.Lead));
        Holds = new(As(Roles.Lead));
        Accounts = new(As(Roles.Lead));
        Deletion = new(As(Roles.DeletionPipeline));
        Journal = new(As(Roles.Auditor));
        Health = new(_channel);
    }

    // Tokens and deadlines are judged by the wall clock, and a test is a root.
#pragma warning disable RS0030
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
#pragma warning restore RS0030

    /// <summary>Far beyond what any call takes; a call that reaches it hangs.</summary>
    public static DateTime Deadline => Now.UtcDateTime + Eventually.Bound;

    public CaseService.CaseServiceClient Cases { get; }

    public HoldService.HoldServiceClient Holds { get; }

    public AccountService.AccountServiceClient Accounts { get; }

    public AccountService.AccountServiceClient Deletion { get; }

    public JournalService.JournalServiceClient Journal { get; }

    public Health.HealthClient Health { get; }

    public CallInvoker Nobody => _channel.CreateCallInvoker();

    public static OpenCaseRequest Open(string requestId, DateTimeOffset trigger) => new()
    {
        RequestId = requestId,
        Region = "us",
        Kind = CaseKind.Preservation,
        Regime = Some.Regime,
        TriggerAt = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(trigger),
        Agency = "Agency of .example",
        Officer = "Officer A",
        AgencyReference = "26/0042",
    };

    public static PlaceHoldRequest Place(string requestId, string caseId, string account) =>
        new() { RequestId = requestId, CaseId = caseId, Account = new HoldTarget { AccountId = account } };

    public void Dispose() => _channel.Dispose();

    public CallInvoker As(string role, string subject = "ann") => _channel.Intercept(metadata =>
    {
        metadata.Add("authorization", $"Bearer {_key.Mint(subject, [role], ["us"], Now.AddMinutes(-1), TimeSpan.FromMinutes(30))}");
        return metadata;
    });
}
