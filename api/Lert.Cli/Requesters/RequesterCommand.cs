using System.CommandLine;

namespace Lert.Cli.Requesters;

/// <summary><c>lert requester</c>: agencies and their officers, whether they are who they say, and what happens when they are not.</summary>
internal static class RequesterCommand
{
    public static Command Create(Surroundings surroundings) =>
        new("requester", "Who asks: agencies and their officers.")
        {
            DirectoryVerbs.Agency(surroundings),
            DirectoryVerbs.Officer(surroundings),
            DirectoryVerbs.Show(surroundings),
            DirectoryVerbs.List(surroundings),
            TrustVerbs.CallBack(surroundings),
            TrustVerbs.Verify(surroundings),
            TrustVerbs.Recall(surroundings),
        };

    public static Argument<string> Id(string description) => new("REQUESTER") { Description = $"{description}: us-q-…; 'lert requester list' and a case show it." };
}
