namespace Lert.Grains.Journal;

/// <summary>
/// The stream that says that the feed has grown. It carries a position and promises nothing: listeners read the table, and poll it now and then
/// in case a notice was lost.
/// </summary>
public static class FeedNotice
{
    /// <summary>The name of the stream provider.</summary>
    public const string Provider = "feed";

    public const string Namespace = "feed";
    public const string Key = "cell";
}
