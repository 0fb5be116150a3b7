namespace Lert.Api.Input;

/// <summary>The bounds of fields; the comments of the protos name the same figures. Lengths are in characters.</summary>
internal static class Limits
{
    /// <summary>Agency, officer, references, tickets.</summary>
    public const int Name = 200;

    /// <summary>Reasons.</summary>
    public const int Prose = 1_000;

    /// <summary>Regimes and zones.</summary>
    public const int Code = 64;

    /// <summary>Accounts in one request.</summary>
    public const int Accounts = 1_000;

    /// <summary>Fields that a drafter gives to one letter.</summary>
    public const int LetterFields = 20;

    public const int Filter = 2_000;

    public const int Token = 300;

    public const int DefaultPageSize = 50;
    public const int MaxPageSize = 1_000;

    /// <summary>The first instant that a request may name.</summary>
    public static DateTimeOffset Earliest { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first instant that is too late.</summary>
    public static DateTimeOffset Latest { get; } = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
