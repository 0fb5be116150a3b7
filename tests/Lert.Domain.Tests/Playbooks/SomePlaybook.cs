using Lert.Domain.Deciding;
using Lert.Domain.Playbooks;
using Lert.Domain.Tests.Deciding;

namespace Lert.Domain.Tests.Playbooks;

/// <summary>The built-in playbooks, and a later edition of them.</summary>
internal static class SomePlaybook
{
    private const string Subpoena = "\"kind\": \"subpoena\", \"version\": 1,\n      \"steps\": [";

    public static string Text { get; } = Read();

    /// <summary>
    /// Version 2 of the one for subpoenas: <c>seal</c> is new and stands before the decision, as <c>face</c> does now too; <c>secrecy</c> is gone.
    /// </summary>
    public static Rules Later { get; } = With(text => Change(
        Change(
            Change(text, Subpoena, "\"kind\": \"subpoena\", \"version\": 2,\n      \"steps\": [\n        { \"id\": \"seal\", \"text\": \"Look at the seal.\", \"before\": [\"approved\", \"narrowed\"] },"),
            "the date, where to answer.\"", "the date, where to answer.\", \"before\": [\"approved\", \"narrowed\"]"),
        "\"id\": \"secrecy\"", "\"id\": \"silence\""));

    public static Rules With(Func<string, string> change)
    {
        var (book, problems) = PlaybookBook.Load(change(Text));
        Assert.Empty(problems);
        return Some.Rules with { Playbooks = book! };
    }

    /// <summary>What is to be replaced must be there.</summary>
    public static string Change(string text, string old, string @new)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, @new, StringComparison.Ordinal);
    }

    private static string Read()
    {
        using var stream = typeof(PlaybookBook).Assembly.GetManifestResourceStream("Lert.Domain.Playbooks.playbooks.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
