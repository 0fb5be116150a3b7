namespace Lert.Cli;

/// <summary>The exit codes of every verb. <c>lert --help</c> lists them.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The input was sound, and the answer is no: a check that failed, a command that was refused.</summary>
    public const int Refused = 1;

    /// <summary>The input was not sound; nothing was done.</summary>
    public const int BadInput = 2;

    /// <summary>No server answered, or it could not say how the command ended. The same request id may be sent again.</summary>
    public const int Unreachable = 3;

    /// <summary>No valid token, or one that may not do this.</summary>
    public const int NotAllowed = 4;

    /// <summary>Interrupted from the keyboard.</summary>
    public const int Interrupted = 130;
}
