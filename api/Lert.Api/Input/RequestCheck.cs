using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Grains;

namespace Lert.Api.Input;

/// <summary>
/// Reads the fields of one request and gathers all that is wrong with them. A wrong field is read as a harmless value, so that the rest can be read, too;
/// nothing of it is ever stored, because the violations travel with the command.
/// </summary>
internal sealed partial class RequestCheck
{
    /// <summary>What a wrong request_id is read as. No command is ever committed under it.</summary>
    private const string NoRequestId = "invalid";

    private readonly ImmutableArray<FieldViolation>.Builder _violations = ImmutableArray.CreateBuilder<FieldViolation>();

    public bool Failed => _violations.Count > 0;

    public void Add(string field, string description) => _violations.Add(new FieldViolation(field, description));

    /// <summary>Ends the call here when anything is wrong.</summary>
    public void ThrowIfFailed()
    {
        if (Failed)
        {
            throw ApiError.Invalid(_violations.ToImmutable()).ToException();
        }
    }

    /// <summary>The stamp of a command whose rules see more wrong fields than the edge does: its grain names them all.</summary>
    public CommandStamp Stamp(string requestId, string etag, Caller caller)
    {
        var id = RequestId(requestId);
        var version = Etag(etag);
        return new CommandStamp(id, caller.Subject, version, _violations.ToImmutable());
    }

    public void OneOf<TEnum>(string field, TEnum value)
        where TEnum : struct, System.Enum
    {
        if (EqualityComparer<TEnum>.Default.Equals(value, default))
        {
            Add(field, "is required");
        }
        else if (!System.Enum.IsDefined(value))
        {
            Add(field, $"{value:D} is no value that is known here");
        }
    }

    /// <summary>An instant, or null when it is absent or wrong.</summary>
    public DateTimeOffset? Instant(string field, Timestamp? value)
    {
        if (value is null)
        {
            Add(field, "is required");
            return null;
        }

        // The range first: outside of it the conversion itself fails.
        if (value.Nanos is < 0 or > 999_999_999 || value.Seconds < Limits.Earliest.ToUnixTimeSeconds() || value.Seconds >= Limits.Latest.ToUnixTimeSeconds())
        {
            Add(field, $"must lie from {Limits.Earliest:yyyy-MM-dd} to {Limits.Latest:yyyy-MM-dd}");
            return null;
        }

        // Everything stored is kept to the microsecond.
        return DateTimeOffset.FromUnixTimeSeconds(value.Seconds).AddMicroseconds(value.Nanos / 1_000);
    }

    private string RequestId(string value)
    {
        if (RequestIdShape().IsMatch(value))
        {
            return value;
        }

        Add("request_id", value.Length == 0 ? "is required" : "must be 1 to 64 characters of A-Z a-z 0-9 . _ -");
        return NoRequestId;
    }

    private long? Etag(string value)
    {
        if (value.Length == 0)
        {
            return null;
        }

        if (EtagShape().IsMatch(value) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return version;
        }

        Add("etag", "is no etag: give back what was read, or nothing");
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex RequestIdShape();

    [GeneratedRegex(@"\A(0|[1-9][0-9]{0,18})\z")]
    private static partial Regex EtagShape();
}
