using System.Globalization;
using System.Text;
using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <summary>The states of a case as a page of the documentation: a diagram and a table.</summary>
public static class CaseMachineText
{
    /// <summary>The page, in Markdown with a Mermaid diagram.</summary>
    public static string Write()
    {
        var text = new StringBuilder("""
            # The states of a case

            Made from `CaseMachine` in the code; a test compares. Every way that is not here is refused with `case.transition-not-allowed`.

            ```mermaid
            stateDiagram-v2
                [*] --> Received

            """);
        foreach (var way in CaseMachine.All.GroupBy(step => (step.From, step.To)))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {way.Key.From} --> {way.Key.To}: {string.Join(", ", way.Select(step => step.Command).Distinct(StringComparer.Ordinal))}\n");
        }

        text.Append("    Closed --> [*]\n```\n\n| from | to | command | roles | guards |\n|---|---|---|---|---|\n");
        foreach (var step in CaseMachine.All)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {step.From} | {step.To} | {step.Command} | {string.Join(", ", step.Roles)} | {string.Join(", ", step.Guards)} |\n");
        }

        text.Append("\n| guard | what must be true | refusal |\n|---|---|---|\n");
        foreach (var rule in GuardRule.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {rule.Guard} | {rule.Sentence} | `{rule.Code}` |\n");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }
}
