using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Cluster;

/// <summary>How this silo finds the others of its cell, and is found. Used with PostgreSQL only: a silo on SQLite is by itself.</summary>
internal sealed class ClusteringOptions
{
    public const string Section = "Lert:Cluster";

    /// <summary>Silos of one cluster share it, and one that does not is turned away. Default <c>lert</c>.</summary>
    [Required, RegularExpression("[a-z0-9][a-z0-9-]{0,62}", ErrorMessage = "Lert:Cluster:Name is 1 to 63 small letters, digits and dashes, and does not begin with a dash.")]
    public string Name { get; set; } = "lert";

    /// <summary>The IP address at which the other silos reach this one. Default 127.0.0.1: all silos on one machine.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The TCP port for the other silos, 1 to 65,535. Default 11,111. Address and port are this silo's alone.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 11_111;

    /// <summary>Listen at all addresses of the machine, where the one that others use is not its own (a container's, say). Default false.</summary>
    public bool ListenOnAnyAddress { get; set; }

    /// <summary>Between two probes of another silo, and how long the answer may take; 100 ms to 1 min. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>So many probes in a row without an answer make a silo suspect, 2 to 100. Default 3.</summary>
    [Range(2, 100)]
    public int MissedProbes { get; set; } = 3;

    /// <summary>So many silos must suspect one before it is declared dead, or all that are left; 1 to 100. Default 2.</summary>
    [Range(1, 100)]
    public int Votes { get; set; } = 2;

    /// <summary>How often a silo writes into the table that it lives; 100 ms to 1 min. Default 1 s. A silo that restarts in its old place watches for two of these.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan SignOfLife { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the table is read even if nobody says that it changed; 100 ms to 1 min. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A PEM file with the certificate that this silo shows the others. With it and <see cref="AuthorityFile"/> silos talk over TLS alone, and each must show one.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the private key of <see cref="CertificateFile"/>; without it the key lies in the same file.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A PEM file with the authorities that the certificates of silos come from. No other counts, not even the machine's.</summary>
    public string? AuthorityFile { get; set; }
}

/// <summary>The attributes' rules, and those that one attribute cannot say.</summary>
[OptionsValidator]
internal sealed partial class ClusteringOptionsRanges : IValidateOptions<ClusteringOptions>;

internal sealed class ClusteringOptionsValidator : IValidateOptions<ClusteringOptions>
{
    private readonly ClusteringOptionsRanges _ranges = new();

    public ValidateOptionsResult Validate(string? name, ClusteringOptions options)
    {
        string[] problems = [.. _ranges.Validate(name, options).Failures ?? [], .. Problems(options)];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(ClusteringOptions options)
    {
        const string Section = ClusteringOptions.Section;
        if (!IPAddress.TryParse(options.Address, out var address))
        {
            yield return $"{Section}:{nameof(options.Address)} '{options.Address}' is no IP address.";
        }
        else if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            yield return $"{Section}:{nameof(options.Address)} '{options.Address}' is all addresses and none: name the one at which the others reach this silo, and set {nameof(options.ListenOnAnyAddress)}.";
        }

        if (options.CertificateFile is null != options.AuthorityFile is null)
        {
            yield return $"{Section}: {nameof(options.CertificateFile)} and {nameof(options.AuthorityFile)} go together: a silo shows one and judges others by the other.";
        }

        foreach (var (file, setting) in new[] { (options.CertificateFile, nameof(options.CertificateFile)), (options.KeyFile, nameof(options.KeyFile)), (options.AuthorityFile, nameof(options.AuthorityFile)) })
        {
            if (file is not null && !File.Exists(file))
            {
                yield return $"{Section}:{setting}: there is no file '{file}'.";
            }
        }
    }
}
