using System.Collections.Immutable;
using Lert.Cli.Connection;

namespace Lert.Cli.Import;

/// <summary>How it went for one line.</summary>
internal sealed record LineResult(ImportLine Line)
{
    /// <summary>A line that was not sent, because the line that it depends on did not open its case.</summary>
    public const string NotSent = "import.not-sent";

    /// <summary>A line whose fields make no message.</summary>
    public const string Unreadable = "import.unreadable";

    /// <summary><c>ok</c>, or the code that it was refused with.</summary>
    public string Code { get; init; } = ImportLine.Ok;

    public string Message { get; init; } = "";

    public ImmutableArray<Violation> Violations { get; init; } = [];

    /// <summary>How often it took asking again.</summary>
    public int Retries { get; init; }

    /// <summary>The server knew it already, and changed nothing.</summary>
    public bool Repeated { get; init; }

    public string? CaseId { get; init; }

    public ImmutableArray<string> HoldIds { get; init; } = [];

    public TimeSpan Took { get; init; }

    public bool AsExpected => Code == Line.Expect || (Repeated && Line.Expect == ImportLine.Ok);

    public static LineResult Of(ImportLine line, ApiProblem problem) =>
        new(line) { Code = problem.Reason, Message = problem.Message, Violations = problem.Violations };
}
