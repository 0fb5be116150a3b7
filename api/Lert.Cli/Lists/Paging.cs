using System.CommandLine;
using Lert.Cli.Connection;

namespace Lert.Cli.Lists;

/// <summary>How much of a list to show, and from where.</summary>
internal sealed class Paging
{
    private const int LargestPage = 1_000;

    private readonly Option<int> _limit = new("--limit")
    {
        Description = "At most this many; asks for as many pages as it takes.", HelpName = "N", DefaultValueFactory = _ => 50,
    };

    private readonly Option<string?> _token = new("--page-token") { Description = "Goes on after an earlier list with the same filter.", HelpName = "TOKEN" };
    private readonly Option<string?> _filter = new("--filter") { Description = "A filter in the API's own language, joined to the others by AND.", HelpName = "TEXT" };

    public Paging() => _limit.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var limit) && limit is < 1 or > 1_000_000)
        {
            result.AddError("--limit is 1 to 1,000,000");
        }
    });

    public void AddTo(Command command)
    {
        command.Add(_filter);
        command.Add(_limit);
        command.Add(_token);
    }

    public string Filter(Asking asking, params IEnumerable<string?> conditions) =>
        FilterText.And(conditions.Append(asking.Get(_filter) is { Length: > 0 } own ? own : null));

    /// <summary>Pages, joined into the first.</summary>
    public async Task<TPage> CollectAsync<TPage>(
        Asking asking, Func<int, string, Task<TPage>> ask, Func<TPage, (int Count, string Next)> look, Action<TPage, TPage> join)
    {
        var limit = asking.Get(_limit);
        var all = await ask(Math.Min(limit, LargestPage), asking.Get(_token) ?? "");
        while (look(all) is { Next.Length: > 0 } far && far.Count < limit)
        {
            join(all, await ask(Math.Min(limit - far.Count, LargestPage), far.Next));
        }

        return all;
    }

    /// <summary>Says whether there is more.</summary>
    public static void Remark(Asking asking, int count, string next) => asking.Display.Remark(
        next.Length > 0 ? $"{count} shown; more with --page-token {next}" : $"{count} in all");
}
