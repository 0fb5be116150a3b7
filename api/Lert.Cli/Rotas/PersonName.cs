namespace Lert.Cli.Rotas;

/// <summary>People as they are typed and shown: <c>ana</c> for <c>us-u-ana</c> on a rota of the region <c>us</c>.</summary>
internal static class PersonName
{
    private const string Mark = "-u-";

    /// <summary>The id; a bare name is of the rota's own region.</summary>
    public static string Id(string rota, string typed) =>
        typed.Length == 0 || typed.Contains(Mark, StringComparison.Ordinal) ? typed : $"{rota.Split('-')[0]}{Mark}{typed}";

    /// <summary>What tells people of one desk apart: the id without its region, and a mailbox without its house.</summary>
    public static string Short(string id)
    {
        var name = id.IndexOf(Mark, StringComparison.Ordinal) is var at and >= 0 ? id[(at + Mark.Length)..] : id;
        return name.IndexOf('@', StringComparison.Ordinal) is var house and > 0 ? name[..house] : name;
    }
}
