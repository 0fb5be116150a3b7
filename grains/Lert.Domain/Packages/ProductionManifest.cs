using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;

namespace Lert.Domain.Packages;

/// <summary>What is in a package: every file with its hash, and of each item what became of it.</summary>
public sealed record ProductionManifest(
    string Format, string DisclosureId, string CaseId, string ScopeHash, string Recipient, ImmutableArray<ManifestItem> Items, ImmutableArray<ManifestFile> Files)
{
    public const string FormatName = "lert-manifest/1";

    /// <summary>Its name in the package.</summary>
    public const string FileName = "manifest.json";

    /// <summary>As it lies in the package, and is hashed.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, PackageJson.Default.ProductionManifest);

    /// <exception cref="JsonException">It is none.</exception>
    public static ProductionManifest Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, PackageJson.Default.ProductionManifest) ?? throw new JsonException("the manifest is null");
}

/// <summary>One item, and what became of it.</summary>
public sealed record ManifestItem(string ItemId, DataCategory Category, string AccountId, DateOnly? From, DateOnly? Until, ProductionOutcome Outcome, string Reason, string Snapshot)
{
    public static ManifestItem Of(ProductionItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new(item.ItemId, item.Category, item.AccountId, item.From, item.Until, item.Outcome, item.Reason, item.Snapshot?.Id ?? "");
    }
}

/// <summary>One file.</summary>
/// <param name="Path">Its place in the package, with slashes.</param>
public sealed record ManifestFile(string Path, string ItemId, long Size, string Sha256);

/// <summary>Who packed it, when, and what: to be read by a person, and by a machine.</summary>
public sealed record CustodianCertificate(
    string Format, string Custodian, DateTimeOffset StartedAt, DateTimeOffset CertifiedAt, string DisclosureId, string CaseId, int Files, int EmptyFiles, long ContentSize, string ManifestSha256)
{
    public const string FormatName = "lert-certificate/1";
    public const string TextName = "certificate.txt";
    public const string JsonName = "certificate.json";

    public byte[] WriteJson() => JsonSerializer.SerializeToUtf8Bytes(this, PackageJson.Default.CustodianCertificate);

    public byte[] WriteText()
    {
        var text = new StringBuilder("CERTIFICATE OF THE CUSTODIAN OF RECORDS\n\n");
        text.Append(CultureInfo.InvariantCulture, $"I, {Custodian}, had these records copied from preserved snapshots on {Text(StartedAt)}, and certify on {Text(CertifiedAt)} that\n\n");
        text.Append(CultureInfo.InvariantCulture, $"  * this package holds {Files} files with {ContentSize} bytes in all; {EmptyFiles} of them have no content;\n");
        text.Append("  * each file is a copy whose SHA-256 was compared with that of the snapshot while it was copied;\n");
        text.Append(CultureInfo.InvariantCulture, $"  * the manifest, manifest.json, names every file with its SHA-256, and has itself the SHA-256\n    {ManifestSha256}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Disclosure {DisclosureId} of case {CaseId}.\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProductionManifest))]
[JsonSerializable(typeof(CustodianCertificate))]
internal sealed partial class PackageJson : JsonSerializerContext;
