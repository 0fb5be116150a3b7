namespace Lert.Grains.Holds;

/// <summary>There is one hold per legal basis and account, so its id follows from both: asking twice names the same hold.</summary>
public static class HoldId
{
    public static string Of(string caseId, string accountId)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        return $"{ActorKey.RegionOf(accountId)}-h-{ActorKey.Digest($"{caseId}\n{accountId}")}";
    }
}
