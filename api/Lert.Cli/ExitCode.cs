namespace Lert.Cli;

/// <summary>The exit codes of every verb. <c>lert --help</c> lists them.</summary>
internal static class ExitCode
{
    /// <summary>What the help of the root says of them.</summary>
    public const string Help =
        """
        Exit codes:
          0  done
          1  refused, or found wrong
          2  the command line, a file or the configuration is wrong; nothing was sent
          3  no server answered, or it could not say how it ended: run it again with the same --request-id
          4  no valid token, or one that may not do this

        """;

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
