namespace Lert.Grains.Letters;

/// <summary>What a letter is for. Each kind has a template in each language.</summary>
public enum LetterKind
{
    Unspecified = 0,

    /// <summary>The request has come.</summary>
    Receipt = 1,

    /// <summary>Something is missing, and the requester is asked.</summary>
    Clarification = 2,

    /// <summary>What the process does not reach, or all of it, is refused.</summary>
    Refusal = 3,

    /// <summary>Less than was asked for is answered.</summary>
    Narrowing = 4,

    /// <summary>What was produced, and why the rest was not. Goes with a disclosure.</summary>
    Production = 5,

    /// <summary>A hold is not kept for longer.</summary>
    ExtensionRefused = 6,

    /// <summary>A hold has ended.</summary>
    HoldReleased = 7,
}

/// <summary>Where a letter stands.</summary>
public enum LetterStatus
{
    Unspecified = 0,

    /// <summary>It waits for another person's signature. It says so itself, and never changes.</summary>
    Drafted = 1,

    /// <summary>Signed and dated. For good.</summary>
    SignedOff = 2,

    /// <summary>It is not sent.</summary>
    Discarded = 3,
}
