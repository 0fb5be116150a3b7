namespace Lert.Cli.Tests;

public class HelpTests
{
    public static TheoryData<string> Verbs =>
    [
        "case open", "case get", "case list", "case close", "case timeline", "case triage", "case advance", "case ask", "case answer", "case approve", "case reject",
        "case withdraw", "case reopen", "case call-back", "case explain-breach", "case review-recall", "case accept-link", "case dismiss-link", "queue",
        "disclosure prepare", "disclosure revise", "disclosure approve", "disclosure package", "disclosure deliver", "disclosure fetch", "disclosure open", "disclosure receipt",
        "disclosure cancel", "disclosure decline", "disclosure grounds", "disclosure show", "disclosure list", "case authority-answer",
        "letter templates", "letter draft", "letter show", "letter list", "letter sign-off", "letter discard", "letter render",
        "hold place", "hold place-batch", "hold extend", "hold lock", "hold unlock", "hold release", "hold record-snapshot", "hold get", "hold list", "hold watch",
        "account get", "account authorize-deletion", "account watch", "journal show", "journal verify", "import", "token", "demo",
        "responder put", "responder show", "responder list", "responder contacts", "responder duty on", "responder duty off", "responder view start",
        "responder view extend", "responder view stop", "responder break", "responder opt-out", "responder opt-in", "responder exposure", "responder suggest",
        "responder assign", "responder override",
        "requester agency", "requester officer", "requester show", "requester list", "requester call-back", "requester verify", "requester recall",
        "page open", "page show", "page list", "page ack", "page snooze", "page escalate", "page resolve", "page watch", "watch pages",
        "cluster status", "cluster confirm-restore", "backup verify",
        "rota put", "rota show", "rota list", "rota gaps", "rota override", "rota remove-override", "rota swap", "rota policy", "rota note", "rota export", "rota import", "oncall", "oncall calendar",
    ];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Every_verb_explains_itself_with_an_example(string verb)
    {
        var run = await Lert.RunAsync([.. verb.Split(' '), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains($"  lert {verb} ", run.Output.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Contains("--output <table|json>", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_root_lists_every_noun_and_the_exit_codes()
    {
        var run = await Lert.RunAsync("--help");

        Assert.All(["case", "disclosure", "letter", "queue", "hold", "account", "journal", "cluster", "backup", "import", "token", "legal", "demo", "responder", "requester", "page", "watch"], noun => Assert.Contains($"\n  {noun}", run.Output, StringComparison.Ordinal));
        Assert.All(["Exit codes", "  3  "], part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }
}
