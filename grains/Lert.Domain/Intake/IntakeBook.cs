using System.Collections.Frozen;
using System.Collections.Immutable;
using Lert.Domain.Rulebooks;
using Lert.Grains;
using Lert.Grains.Cases;

namespace Lert.Domain.Intake;

/// <summary>Every kind of request and every process of a deployment, checked. Immutable.</summary>
public sealed class IntakeBook
{
    /// <summary>A basis that no regime counts a clock for.</summary>
    public const string NoRegime = "none";

    /// <summary>Any regime that keeps data on somebody's request.</summary>
    public const string AnyKeep = "keep";

    /// <summary>The regimes of our own completed reports.</summary>
    public const string OwnReport = "own-report";

    private static readonly Lazy<IntakeBook> First = new(() => Load(RulesFile.BuiltIn("Intake.request-kinds.json")).Required());

    private readonly FrozenDictionary<CaseKind, RequestKind> _kinds;
    private readonly FrozenDictionary<string, LegalProcess> _processes;
    private readonly ImmutableArray<Entity> _entities;
    private readonly ImmutableArray<Authorities> _authorities;

    internal IntakeBook(
        string edition, string version, IEnumerable<RequestKind> kinds, IEnumerable<LegalProcess> processes, ImmutableArray<Entity> entities, ImmutableArray<string> agreements,
        ImmutableArray<Authorities> authorities)
    {
        Edition = edition;
        Version = version;
        _kinds = kinds.ToFrozenDictionary(kind => kind.Kind);
        _processes = processes.ToFrozenDictionary(process => process.Id, StringComparer.Ordinal);
        _entities = entities;
        Agreements = agreements;
        _authorities = authorities;
    }

    /// <summary>The first edition, as it ships.</summary>
    public static IntakeBook BuiltIn => First.Value;

    public string Edition { get; }

    /// <summary>The edition and a digest of the file's text.</summary>
    public string Version { get; }

    public ImmutableArray<string> Agreements { get; }

    public IEnumerable<string> Entities => _entities.Select(entity => entity.Id);

    public IEnumerable<LegalProcess> Processes => _processes.Values;

    public IEnumerable<RequestKind> Kinds => _kinds.Values;

    /// <summary>The rules of a kind; null for a kind that is none.</summary>
    public RequestKind? Find(CaseKind kind) => _kinds.GetValueOrDefault(kind);

    /// <summary>The entity that holds an account.</summary>
    public string EntityOf(string accountId)
    {
        var region = ActorKey.RegionOf(accountId);
        return (_entities.FirstOrDefault(entity => entity.Regions.Contains(region)) ?? _entities.First(entity => entity.Regions.IsEmpty)).Id;
    }

    /// <summary>Whom a threat to life in this country is reported to; where it is unknown or not in the book, whom everything else is.</summary>
    public Authorities AuthoritiesOf(string country) =>
        _authorities.FirstOrDefault(entry => entry.Country.Length > 0 && entry.Country.Equals(country, StringComparison.OrdinalIgnoreCase)) ?? _authorities.First(entry => entry.Country.Length == 0);

    /// <summary>Whether a process reaches that kind of data.</summary>
    public ReachCell Judge(string process, DataCategory category) => _processes[process].Cells[category];

    /// <summary>Reads and checks a book. Meant for the start of a process: whatever is wrong, all of it is reported.</summary>
    /// <param name="text">The file, as JSON in which comments are allowed.</param>
    public static Loaded<IntakeBook> Load(string text) => IntakeFile.Read(text);
}
