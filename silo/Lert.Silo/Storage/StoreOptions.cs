using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Lert.Silo.Storage;

/// <summary>Where the truth is kept: in a file of this silo, or in a database of all silos of the cell.</summary>
internal sealed class StoreOptions : IValidatableObject
{
    public const string Section = "Lert:Store";

    /// <summary>Where the file is when nothing is said: in the working directory.</summary>
    private const string DefaultPath = "data/lert.db";

    /// <summary>The SQLite file; relative to the working directory. Its directory is created when missing. Without it and <see cref="Postgres"/> it is <c>data/lert.db</c>.</summary>
    public string? Path { get; set; }

    /// <summary>An Npgsql connection string of PostgreSQL 15 or newer, instead of <see cref="Path"/>. Its login is a member of <c>lert_app</c>, and of <c>lert_owner</c> where this silo may bring the schema forward.</summary>
    public string? Postgres { get; set; }

    /// <summary>How many commits may wait for the writer, and on PostgreSQL loads for a reader, 64 to 1,000,000. Default 8,192; one more is answered RESOURCE_EXHAUSTED.</summary>
    [Range(64, 1_000_000)]
    public int MaxQueued { get; set; } = 8_192;

    /// <summary>How long a start waits for a database that cannot be reached, 0 to 1 hour. Default one minute: after a failure of power both may start at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Connections to PostgreSQL that commit, each carrying many commits at once; 1 to 8. Default 2.</summary>
    [Range(1, 8)]
    public int Writers { get; set; } = 2;

    /// <summary>Connections to PostgreSQL that read, 1 to 64. Default 8.</summary>
    [Range(1, 64)]
    public int Readers { get; set; } = 8;

    /// <summary>How long PostgreSQL works on one statement, and four times as long as it waits for a lock, before nothing was written; 1 s to 1 min. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Who says nothing gets a file.</summary>
    public void FillIn() => Path ??= Postgres is null ? DefaultPath : null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Path is { } path && string.IsNullOrWhiteSpace(path))
        {
            yield return new($"{Section}:{nameof(Path)} is empty: say where the file is, or leave it out.");
        }

        if (Postgres is { } postgres && string.IsNullOrWhiteSpace(postgres))
        {
            yield return new($"{Section}:{nameof(Postgres)} is empty: give a connection string, or leave it out.");
        }

        if (Path is not null && Postgres is not null)
        {
            yield return new($"{Section} takes {nameof(Path)} or {nameof(Postgres)}, and not both: there is one truth.");
        }
    }
}

[OptionsValidator]
internal sealed partial class StoreOptionsValidator : IValidateOptions<StoreOptions>;
