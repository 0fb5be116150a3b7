using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>Every section of settings that the silo has, with the options that it is bound to.</summary>
internal static class Settings
{
    /// <summary>Binds a section to its options. What is wrong with it is found by <see cref="SettingsCheck"/>, before anything starts.</summary>
    public static void AddSettings<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSettings<TOptions>(section);
    }

    /// <summary>Makes a section known that somebody else binds and validates.</summary>
    public static void AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class, new() =>
        services.AddSingleton<SettingsSection>(new SettingsSection.Of<TOptions>(section));
}
