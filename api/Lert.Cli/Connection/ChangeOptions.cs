using System.CommandLine;
using System.Security.Cryptography;

namespace Lert.Cli.Connection;

/// <summary>What every change takes: an id that makes it happen once, and the version that it is meant for.</summary>
internal sealed class ChangeOptions
{
    public Option<string?> RequestId { get; } = new("--request-id")
    {
        Description = "Makes the change happen once, however often it is sent. Made up when left out.",
        HelpName = "ID",
    };

    public Option<string?> Etag { get; } = new("--etag")
    {
        Description = "Only if this is still the version.",
        HelpName = "ETAG",
    };

    public void AddTo(Command command)
    {
        command.Add(RequestId);
        command.Add(Etag);
    }

    /// <summary>The id that was given, or a new one that nobody else will think of.</summary>
    public string IdFor(Asking asking) => asking.Get(RequestId) is { Length: > 0 } given ? given : $"lert-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";

    public string EtagFor(Asking asking) => asking.Get(Etag) ?? "";
}
