using System.Collections.Frozen;
using Lert.Domain.Rulebooks;
using Lert.Grains.Cases;

namespace Lert.Domain.Playbooks;

/// <summary>The newest playbook of every kind of request, checked. Immutable. Cases keep a copy of the one that they follow, so older ones need not be here.</summary>
public sealed class PlaybookBook
{
    private static readonly Lazy<PlaybookBook> First = new(() => Load(RulesFile.BuiltIn("Playbooks.playbooks.json")).Required());

    private readonly FrozenDictionary<CaseKind, Playbook> _playbooks;

    internal PlaybookBook(IEnumerable<KeyValuePair<CaseKind, Playbook>> playbooks) => _playbooks = playbooks.ToFrozenDictionary();

    /// <summary>As it ships.</summary>
    public static PlaybookBook BuiltIn => First.Value;

    /// <summary>The playbook of a kind; null for a kind that is none.</summary>
    public Playbook? Find(CaseKind kind) => _playbooks.GetValueOrDefault(kind);

    /// <summary>Reads and checks a book. Meant for the start of a process: whatever is wrong, all of it is reported.</summary>
    /// <param name="text">The file, as JSON in which comments are allowed.</param>
    public static Loaded<PlaybookBook> Load(string text) => PlaybookFile.Read(text);
}
