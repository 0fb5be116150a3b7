using System.Collections.Immutable;

namespace Lert.Grains.Requesters;

/// <summary>What an agency is.</summary>
public enum AgencyKind
{
    Unspecified = 0,
    Police = 1,
    Prosecutor = 2,
    Court = 3,

    /// <summary>A ministry or another central authority.</summary>
    Ministry = 4,
    Other = 5,
}

/// <summary>A telephone number of an agency that somebody of ours has looked up. It is never taken from a request.</summary>
/// <param name="Source">Where it was found: the agency's own site, a public register.</param>
/// <param name="CheckedBy">Who looked it up.</param>
[GenerateSerializer, Immutable, Alias("lert.directory-number")]
public sealed record DirectoryNumber(
    [property: Id(0)] string Number, [property: Id(1)] string Source, [property: Id(2)] string CheckedBy, [property: Id(3)] DateTimeOffset CheckedAt);

/// <summary>A number as it is put into the directory; who checked it is whoever puts it.</summary>
[GenerateSerializer, Immutable, Alias("lert.number-entry")]
public sealed record NumberEntry([property: Id(0)] string Number, [property: Id(1)] string Source);

/// <summary>What the directory knows of an agency.</summary>
/// <param name="Country">Two letters.</param>
/// <param name="Domains">What its officers' addresses end with, in lower case.</param>
[GenerateSerializer, Immutable, Alias("lert.agency-profile")]
public sealed record AgencyProfile(
    [property: Id(0)] string Country,
    [property: Id(1)] AgencyKind Kind,
    [property: Id(2)] ImmutableArray<string> Domains,
    [property: Id(3)] ImmutableArray<DirectoryNumber> Numbers);

/// <summary>What the directory knows of an officer.</summary>
[GenerateSerializer, Immutable, Alias("lert.officer-profile")]
public sealed record OfficerProfile([property: Id(0)] string Badge, [property: Id(1)] string Email);

/// <summary>What others need of an agency's entry to judge one of its officers.</summary>
[GenerateSerializer, Immutable, Alias("lert.agency-directory")]
public sealed record AgencyDirectory(
    [property: Id(0)] string Country, [property: Id(1)] ImmutableArray<string> Domains, [property: Id(2)] ImmutableArray<string> Numbers)
{
    /// <summary>Of an agency that nobody has entered.</summary>
    public static AgencyDirectory Unknown { get; } = new("", [], []);

    public bool Has(string number) => RequesterKey.Dialled(number) is { Length: > 0 } dialled && Numbers.Any(known => RequesterKey.Dialled(known) == dialled);

    /// <summary>Whether an address is of one of its domains, or below one.</summary>
    public bool Owns(string email)
    {
        var domain = email[(email.LastIndexOf('@') + 1)..];
        return Domains.Any(known => domain.Equals(known, StringComparison.OrdinalIgnoreCase) || domain.EndsWith($".{known}", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>A call to the directory's number of an agency, about one of its officers.</summary>
/// <param name="CaseId">The case that it was made for; empty where it was made for none.</param>
[GenerateSerializer, Immutable, Alias("lert.officer-call")]
public sealed record OfficerCall(
    [property: Id(0)] string CaseId,
    [property: Id(1)] string Number,
    [property: Id(2)] string Person,
    [property: Id(3)] bool IsConfirmed,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string By);
