using System.CommandLine;
using System.Text.Json;
using Lert.Api.Identity;
using Lert.Cli.Connection;
using Lert.Cli.Help;
using Lert.Cli.Output;

namespace Lert.Cli.Tokens;

/// <summary><c>lert token</c>: a token for a silo in the Development environment, from a key that never leaves this machine.</summary>
internal static class TokenCommand
{
    private const string KeysVariable = "LERT_KEYS";

    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(365);

    public static Command Create(Surroundings surroundings)
    {
        var subject = new Option<string>("--subject") { Description = "Who it names. Default: your login name.", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };
        var roles = new Option<string[]>("--role") { Description = "What it may do; repeatable.", HelpName = string.Join('|', Roles.All), Required = true };
        var regions = new Option<string[]>("--region") { Description = "Home regions that it sees; repeatable. Default: us.", HelpName = "us", DefaultValueFactory = _ => ["us"] };
        var hours = new Option<double>("--hours") { Description = "How long it is good.", HelpName = "N", DefaultValueFactory = _ => 12 };
        var keys = KeyDirectory(surroundings);
        var save = new Option<bool>("--save") { Description = "Remembers it in the configuration file, so that every other command uses it." };
        roles.AcceptOnlyFromAmong([.. Roles.All]);
        hours.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is <= 0 or > 8_760 or double.NaN)
            {
                result.AddError($"--hours is more than 0 and at most {LongestLifetime.TotalHours:0}");
            }
        });
        var command = new Command("token", "Makes a token for a silo in the Development environment.") { subject, roles, regions, hours, keys, save };
        var output = OutputOption.AddTo(command);
        command.SetAction((parse, cancelled) => Ending.OfAsync(surroundings, parse.GetValue(output), () =>
        {
            var key = LoadKey(parse.GetRequiredValue(keys));
            var expires = surroundings.Clock.GetUtcNow() + TimeSpan.FromHours(parse.GetValue(hours));
            var name = parse.GetRequiredValue(subject);
            if (name.Length is 0 or > 128)
            {
                throw new UsageException("--subject is 1 to 128 characters long");
            }

            var token = key.Mint(name, parse.GetRequiredValue(roles), parse.GetRequiredValue(regions), surroundings.Clock.GetUtcNow(), expires - surroundings.Clock.GetUtcNow());
            if (parse.GetValue(save))
            {
                ServerSettings.Save(surroundings.ConfigDirectory, "token", token);
                surroundings.Error.WriteLine($"lert: remembered in {ServerSettings.PathOf(surroundings.ConfigDirectory)}; good until {Moments.Text(expires)}");
            }

            surroundings.Out.WriteLine(parse.GetValue(output) == OutputFormat.Json
                ? JsonSerializer.Serialize(new { token, subject = name, expiresAt = expires.UtcDateTime, jwksFile = key.JwksPath }, JsonText.Indented)
                : token);
            return Task.FromResult(ExitCode.Done);
        }, cancelled));
        return command.WithExamples(
            "lert token --role lead --region us --save",
            "export LERT_TOKEN=$(lert token --subject ana --role lead --role counsel --region us --region eu)",
            "lert token --role deletion-pipeline --hours 1 --output json");
    }

    /// <summary>Where the development key lies.</summary>
    public static Option<DirectoryInfo> KeyDirectory(Surroundings surroundings) => new("--keys")
    {
        Description = $"The directory of the development key, which is made when it is not there. Else {KeysVariable}, data/keys: where 'make run' has its own.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(surroundings.Variable(KeysVariable) is { Length: > 0 } named ? named : Path.Combine("data", "keys")),
    };

    /// <exception cref="UsageException">The directory cannot be written, or what lies there is no key.</exception>
    public static DevelopmentKey LoadKey(DirectoryInfo directory)
    {
        try
        {
            return DevelopmentKey.LoadOrCreate(directory.FullName);
        }
        catch (Exception unusable) when (unusable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(unusable.Message);
        }
    }
}
