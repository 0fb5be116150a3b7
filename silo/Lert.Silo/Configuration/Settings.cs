using Microsoft.Extensions.Options;

namespace Lert.Silo.Configuration;

/// <summary>Binds a section to its options, strictly: an unknown key is a mistake and not a wish.</summary>
internal static class Settings
{
    public static void AddSettings<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
    }
}
