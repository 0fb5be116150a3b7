using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>Reads all settings before any part is made, so that all that is wrong is said at once and not only what the first part stumbles over.</summary>
internal static class SettingsCheck
{
    private const string Root = "Lert";

    /// <exception cref="SettingsException">With a sentence for each problem.</exception>
    public static void Run(IHostApplicationBuilder builder)
    {
        using var judges = Judges(builder).BuildServiceProvider();
        var known = judges.GetServices<SettingsSection>().OrderBy(section => section.Name, StringComparer.Ordinal).ToArray();
        var names = known.Select(section => section.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] problems =
        [
            .. builder.Configuration.GetSection(Root).GetChildren().Where(given => !names.Contains(given.Path))
                .Select(given => $"{given.Path} is no setting; there are {string.Join(", ", known.Select(section => section.Name))}."),
            .. known.SelectMany(section => section.Problems(builder.Configuration, judges)),
        ];
        if (problems.Length > 0)
        {
            throw new SettingsException(problems);
        }
    }

    /// <summary>Of all services only those that judge settings: none of them needs a part that the settings are for.</summary>
    private static ServiceCollection Judges(IHostApplicationBuilder builder)
    {
        var judges = new ServiceCollection();
        judges.AddSingleton(builder.Environment);
        foreach (var service in builder.Services)
        {
            var kind = service.ServiceType is { IsGenericType: true } type ? type.GetGenericTypeDefinition() : service.ServiceType;
            if (kind == typeof(SettingsSection) || kind == typeof(IValidateOptions<>) || kind == typeof(IPostConfigureOptions<>))
            {
                ((ICollection<ServiceDescriptor>)judges).Add(service);
            }
        }

        return judges;
    }
}

/// <summary>The settings do not do, for these reasons.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
