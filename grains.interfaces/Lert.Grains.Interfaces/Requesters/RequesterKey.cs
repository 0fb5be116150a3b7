namespace Lert.Grains.Requesters;

/// <summary>
/// Keys of requesters: <c>us-q-…</c>, an agency or one officer of it. They follow from the names, so that a request finds its requester by what it says; how a name
/// is spaced and whether it is in capitals makes no difference.
/// </summary>
public static class RequesterKey
{
    public static string AgencyOf(string region, string agency) => $"{region}-q-{ActorKey.Digest($"agency\0{Plain(agency)}")}";

    public static string OfficerOf(string region, string agency, string officer) => $"{region}-q-{ActorKey.Digest($"officer\0{Plain(agency)}\0{Plain(officer)}")}";

    /// <summary>Whether two names are the same but for spaces and capitals.</summary>
    public static bool IsSame(string one, string other) => Plain(one) == Plain(other);

    /// <summary>A number as it is dialled: digits and a leading plus.</summary>
    public static string Dialled(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return string.Concat(number.Where((c, i) => char.IsAsciiDigit(c) || (c == '+' && i == 0)));
    }

    private static string Plain(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
    }
}
