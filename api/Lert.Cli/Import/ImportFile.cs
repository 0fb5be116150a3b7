using Lert.Cli.Connection;

namespace Lert.Cli.Import;

/// <summary>A file of requests, read and checked as a whole before anything is sent.</summary>
/// <param name="Lines">In the order of the file.</param>
/// <param name="Problems">Lines that cannot be sent, each with all that is wrong with it.</param>
internal sealed record ImportFile(IReadOnlyList<ImportLine> Lines, IReadOnlyList<(int Number, string Problem)> Problems)
{
    /// <exception cref="UsageException">There is no such file, or it cannot be read.</exception>
    public static ImportFile Read(string path)
    {
        try
        {
            return Parse(File.ReadLines(path));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {unreadable.Message}");
        }
    }

    public static ImportFile Parse(IEnumerable<string> texts)
    {
        var lines = new List<ImportLine>();
        var problems = new List<(int, string)>();
        var known = new Dictionary<string, ImportLine>(StringComparer.Ordinal);
        var number = 0;
        foreach (var text in texts)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var (line, wrong) = ImportLine.Parse(number, text);
            problems.AddRange(wrong.Select(problem => (number, problem)));
            if (line is null || wrong.Count > 0)
            {
                continue;
            }

            if (!known.TryAdd(line.Id, line))
            {
                problems.Add((number, $"the id '{line.Id}' stands in line {known[line.Id].Number} already"));
                continue;
            }

            if (line.Case is { } reference && (!known.TryGetValue(reference, out var opening) || opening.Do != Requests.Open))
            {
                problems.Add((number, $"\"case\" names '{reference}', which is no earlier line that opens a case"));
                continue;
            }

            lines.Add(line);
        }

        return new(lines, problems);
    }
}
