using Grpc.Core;
using Lert.Api.Identity;

namespace Lert.Chaos.Load;

/// <summary>Who calls. Two leads, so that an early release has its two approvers.</summary>
internal sealed class People(string keys, TimeProvider clock)
{
    public const string Ann = "ann@lert.example", Bob = "bob@lert.example";

    private const string Pipeline = "pipeline", Auditor = "auditor@lert.example", Operator = "otto@lert.example";

    // Good on a silo whose clock is wrong, too: what a wrong clock does to tokens is not what is tormented here.
    private static readonly TimeSpan Before = TimeSpan.FromHours(1), Lifetime = TimeSpan.FromHours(12);

    private readonly DevelopmentKey _key = DevelopmentKey.LoadOrCreate(keys);
    private readonly Dictionary<string, Metadata> _headers = [];

    public Metadata Lead(string person) => Headers(person, Roles.Lead);

    public Metadata DeletionPipeline => Headers(Pipeline, Roles.DeletionPipeline);

    public Metadata Otto => Headers(Operator, Roles.Operator);

    public Metadata Vera => Headers(Auditor, Roles.Auditor);

    private Metadata Headers(string person, string role)
    {
        lock (_headers)
        {
            if (!_headers.TryGetValue(person, out var headers))
            {
                _headers[person] = headers = new Metadata { { "authorization", $"Bearer {_key.Mint(person, [role], ["us"], clock.GetUtcNow() - Before, Lifetime)}" } };
            }

            return headers;
        }
    }
}
