namespace Lert.Api.Identity;

/// <summary>What a token's <c>roles</c> claim may name. A role that is not here grants nothing.</summary>
public static class Roles
{
    /// <summary>Registers requests.</summary>
    public const string Intake = "intake";

    /// <summary>Reviews and answers.</summary>
    public const string Specialist = "specialist";

    /// <summary>Approves, assigns, overrides.</summary>
    public const string Lead = "lead";

    /// <summary>Legal review.</summary>
    public const string Counsel = "counsel";

    /// <summary>Collects and delivers.</summary>
    public const string Producer = "producer";

    /// <summary>Reads everything, changes nothing. Stands alone in a token.</summary>
    public const string Auditor = "auditor";

    /// <summary>Runs the cluster and sees no case content. Stands alone in a token.</summary>
    public const string Operator = "operator";

    /// <summary>The machine that must ask before it deletes. Stands alone in a token.</summary>
    public const string DeletionPipeline = "deletion-pipeline";

    /// <summary>Looks after the people: reads what each has had to look at. Stands alone in a token: whoever knows that neither assigns nor judges.</summary>
    public const string Wellness = "wellness";

    public static IReadOnlyList<string> All { get; } = [Intake, Specialist, Lead, Counsel, Producer, Auditor, Operator, DeletionPipeline, Wellness];
}
