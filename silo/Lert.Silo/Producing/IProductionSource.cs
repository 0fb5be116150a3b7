using Lert.Grains.Disclosures;

namespace Lert.Silo.Producing;

/// <summary>Where the content of snapshots lies. It reads and changes nothing.</summary>
internal interface IProductionSource
{
    /// <summary>The files of one item: of its category and its days, and of no other.</summary>
    /// <exception cref="SourceException">The snapshot is not there, not what the hold says, or not as it must be.</exception>
    IReadOnlyList<SourceFile> Find(ProductionItem item);
}

/// <summary>One file of a snapshot.</summary>
/// <param name="Name">Its place in the snapshot: the category, perhaps a day, and the name, with slashes.</param>
/// <param name="Sha256">By the snapshot's manifest.</param>
/// <param name="Line">Where the manifest names it: what can be said of a file whose name may tell too much.</param>
/// <param name="Open">Opens it to be read from its beginning.</param>
internal sealed record SourceFile(string Name, string Sha256, int Line, Func<CheckedStream> Open);

/// <summary>Why something cannot be produced. Neither code nor message says what content is about.</summary>
internal sealed class SourceException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    public const string NotConfigured = "source.not-configured";
    public const string Missing = "source.missing";
    public const string Unreadable = "source.unreadable";
    public const string ManifestDiffers = "source.manifest-differs";
    public const string Changed = "source.changed";
    public const string PathRefused = "source.path-refused";
    public const string Undated = "source.undated";
    public const string NoFile = "source.no-file";

    public string Code => code;
}
