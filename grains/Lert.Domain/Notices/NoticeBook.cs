using System.Collections.Frozen;
using Lert.Domain.Rulebooks;
using Lert.Grains.Cases;
using Lert.Grains.Notices;

namespace Lert.Domain.Notices;

/// <summary>Whether and when the user is told, by the kind of request: <c>notice.json</c>, checked. Immutable.</summary>
public sealed class NoticeBook
{
    private static readonly Lazy<NoticeBook> First = new(() => Load(RulesFile.BuiltIn("Notices.notice.json")).Required());

    private readonly FrozenDictionary<CaseKind, NoticeRule> _kinds;
    private readonly NoticeRule _otherwise;

    internal NoticeBook(string version, NoticeRule otherwise, IEnumerable<KeyValuePair<CaseKind, NoticeRule>> kinds)
    {
        (Version, _otherwise) = (version, otherwise);
        _kinds = kinds.ToFrozenDictionary();
    }

    /// <summary>The first edition, as it ships.</summary>
    public static NoticeBook BuiltIn => First.Value;

    /// <summary>The edition and a digest of the file's text.</summary>
    public string Version { get; }

    public NoticeRule Of(CaseKind kind) => _kinds.GetValueOrDefault(kind, _otherwise);

    /// <summary>Reads and checks a book. Meant for the start of a process: whatever is wrong, all of it is reported.</summary>
    /// <param name="text">The file, as JSON in which comments are allowed.</param>
    public static Loaded<NoticeBook> Load(string text) => NoticeFile.Read(text);
}

/// <summary>What one kind of request owes its user.</summary>
/// <param name="Because">Why, as a sentence.</param>
/// <param name="Source">The law or policy that says so.</param>
public sealed record NoticeRule(NoticeDuty Duty, string Because, string Source);
