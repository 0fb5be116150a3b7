using Lert.Cli.Output;
using Lert.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Cases;

/// <summary>What is to be done in a case, step by step.</summary>
internal static class ChecklistPicture
{
    public static IRenderable Of(Case shown)
    {
        if (shown.File.Checklist is not { } checklist)
        {
            return new Text("This case is older than playbooks: 'lert case adopt-playbook' moves it to the one of its kind.\n");
        }

        var table = Sheets.Rows("!STEP", "WHAT TO DO", "DONE");
        foreach (var step in checklist.Steps)
        {
            var done = step.TickedBy.Length > 0;
            table.Row(
                step.StepId,
                $"{step.Text}{(step.Before.Count > 0 ? $" Before {string.Join(", ", step.Before.Select(EnumWords.Of))}." : "")}",
                done ? $"{Moments.Minute(step.TickedAt)} {step.TickedBy}{(step.Note.Length > 0 ? $"\n{step.Note}" : "")}" : "");
        }

        return TableExtensions.Caption(
            table, $"{EnumWords.Of(shown.Kind)}, playbook version {checklist.Version}: {checklist.Steps.Count(step => step.TickedBy.Length > 0)} of {checklist.Steps.Count} done");
    }

    /// <summary>How far it is, in a line, and what waits for it; null where there is none.</summary>
    public static string? Line(Case shown) => shown.File.Checklist is not { } checklist
        ? null
        : $"version {checklist.Version}: {checklist.Steps.Count(step => step.TickedBy.Length > 0)} of {checklist.Steps.Count} done"
            + string.Concat(checklist.Steps.Where(step => step.TickedBy.Length == 0 && step.Before.Count > 0).Select(step => $"; '{step.StepId}' before {string.Join(", ", step.Before.Select(EnumWords.Of))}"));
}
