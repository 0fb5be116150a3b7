using System.Reflection;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>One section of settings: which keys it knows, and what is wrong with the values given.</summary>
/// <param name="Name">Such as <c>Lert:Pumps</c>.</param>
internal abstract record SettingsSection(string Name)
{
    private PropertyInfo[] Known { get; init; } = [];

    /// <summary>The options in force, with all defaults.</summary>
    public abstract object Effective(IServiceProvider services);

    /// <summary>Everything wrong with this section: keys that mean nothing, values that do not read, and what the options themselves refuse.</summary>
    public IEnumerable<string> Problems(IConfiguration configuration, IServiceProvider services)
    {
        var section = configuration.GetSection(Name);
        var good = new Dictionary<string, string?>();
        // A section within this one has its own judge.
        var within = services.GetServices<SettingsSection>().Select(known => known.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var given in section.GetChildren().Where(given => !within.Contains(given.Path)))
        {
            var property = Known.FirstOrDefault(property => property.Name.Equals(given.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                yield return $"{Name}:{given.Key} is no setting; {Name} has {string.Join(", ", Known.Select(known => known.Name))}.";
            }
            else if (!Reads(given, property.PropertyType))
            {
                yield return $"{Name}:{property.Name} '{given.Value}' is no {Kind(property.PropertyType)}.";
            }
            else
            {
                foreach (var (key, value) in given.AsEnumerable())
                {
                    good[key] = value;
                }
            }
        }

        // What reads is judged by the options' own rules, so that one bad value does not hide another.
        var readable = new ConfigurationBuilder().AddInMemoryCollection(good).Build();
        foreach (var failure in Refused(readable.GetSection(Name), services))
        {
            yield return failure.StartsWith(Name, StringComparison.Ordinal) ? failure : $"{Name}: {failure}";
        }
    }

    protected abstract IEnumerable<string> Refused(IConfigurationSection readable, IServiceProvider services);

    private static bool Reads(IConfigurationSection given, Type type)
    {
        try
        {
            _ = given.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Kind(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(TimeSpan) => "length of time such as 00:00:30",
        var known when known == typeof(DateTimeOffset) => "instant such as 2026-01-15T10:00:00Z",
        var known when known == typeof(bool) => "true or false",
        _ => "number",
    };

    internal sealed record Of<TOptions> : SettingsSection
        where TOptions : class, new()
    {
        public Of(string name)
            : base(name) => Known = typeof(TOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance);

        public override object Effective(IServiceProvider services) => services.GetRequiredService<IOptions<TOptions>>().Value;

        protected override IEnumerable<string> Refused(IConfigurationSection readable, IServiceProvider services)
        {
            var options = new TOptions();
            readable.Bind(options);
            foreach (var post in services.GetServices<IPostConfigureOptions<TOptions>>())
            {
                post.PostConfigure(Options.DefaultName, options);
            }

            return services.GetServices<IValidateOptions<TOptions>>()
                .Select(validator => validator.Validate(Options.DefaultName, options))
                .SelectMany(result => result.Failures ?? [])
                .Distinct();
        }
    }
}
