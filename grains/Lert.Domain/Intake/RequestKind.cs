using System.Collections.Frozen;
using System.Collections.Immutable;
using Lert.Grains.Cases;

namespace Lert.Domain.Intake;

/// <summary>One kind of request as data: what it must say, how far it reaches, and who answers for it.</summary>
/// <param name="Bases">The process of each regime that it may stand on; <see cref="IntakeBook.NoRegime"/>, <see cref="IntakeBook.AnyKeep"/> and <see cref="IntakeBook.OwnReport"/> are no regimes but classes.</param>
/// <param name="Requires">Names of mandatory fields, of <see cref="IntakeFields"/>.</param>
/// <param name="Desk">The desk's word; its rota is <c>us-r-DESK</c>.</param>
/// <param name="Approvers">How many different people approve, 1 to 5.</param>
/// <param name="Languages">Those that need no translation; empty where none is asked for.</param>
/// <param name="PromiseHours">Within how many hours we promise an answer, 1 to 8,760.</param>
/// <param name="Skills">What helps whoever works on it: words such as <c>edr</c>.</param>
public sealed record RequestKind(
    CaseKind Kind,
    FrozenDictionary<string, string> Bases,
    ImmutableArray<string> Requires,
    string Desk,
    int Approvers,
    ImmutableArray<string> Languages,
    int PromiseHours,
    ImmutableArray<string> Skills);

/// <summary>One cell of process × data.</summary>
/// <param name="Refusal">Null where the process reaches the data.</param>
/// <param name="Source">The law that says so.</param>
/// <param name="Remark">What the requester can do instead.</param>
public sealed record ReachCell(string? Refusal, string Source, string Remark);

/// <summary>How far one kind of legal process reaches.</summary>
public sealed record LegalProcess(string Id, FrozenDictionary<DataCategory, ReachCell> Cells);

/// <summary>One of our entities, and the home regions of the accounts that it holds; none for the one that holds all others.</summary>
public sealed record Entity(string Id, ImmutableArray<string> Regions);

/// <summary>Whom a threat to life is reported to.</summary>
/// <param name="Country">Where somebody is in danger, two letters; empty for everywhere else.</param>
/// <param name="Names">Any of them.</param>
public sealed record Authorities(string Country, ImmutableArray<string> Names, string Source);
