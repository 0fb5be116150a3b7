using Microsoft.IdentityModel.Tokens;

namespace Lert.Api.Identity;

/// <summary>
/// Public keys from a file. When a token names a key that is not there, the file is read again if it has changed: keys rotate without a restart. Only
/// asymmetric public keys are taken, so a public key can never serve as a shared secret.
/// </summary>
internal sealed class JwksFileReader
{
    private const int SmallestRsaKey = 2_048;

    private readonly string _path;
    private readonly Lock _reading = new();
    private volatile Content _content;

    private readonly Action _changed;

    /// <param name="changed">Called once other keys hold.</param>
    public JwksFileReader(string path, Action changed)
    {
        (_path, _changed) = (path, changed);
        _content = Read(path);
    }

    /// <summary>What is wrong with the file; null when it can be used.</summary>
    public static string? Problem(string path)
    {
        try
        {
            Read(path);
            return null;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return broken.Message;
        }
    }

    /// <summary>The key of this id, or all keys where the token names none.</summary>
    public IEnumerable<SecurityKey> KeysFor(string? kid)
    {
        if (string.IsNullOrEmpty(kid))
        {
            return _content.Keys;
        }

        var found = Find(kid);
        if (found.Count == 0 && RereadIfChanged())
        {
            found = Find(kid);
        }

        return found;
    }

    private List<SecurityKey> Find(string kid) => [.. _content.Keys.Where(key => key.KeyId == kid)];

    private bool RereadIfChanged()
    {
        lock (_reading)
        {
            try
            {
                if (File.GetLastWriteTimeUtc(_path) == _content.WrittenAt)
                {
                    return false;
                }

                _content = Read(_path);
                _changed();
                return true;
            }
            catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                // A file that is being replaced, or is broken: the keys that were read stay good, and the next unknown key reads again.
                return false;
            }
        }
    }

    private static Content Read(string path)
    {
        var writtenAt = File.GetLastWriteTimeUtc(path);
        JsonWebKeySet set;
        try
        {
            set = new JsonWebKeySet(File.ReadAllText(path));
        }
        catch (ArgumentException malformed)
        {
            throw new InvalidDataException($"'{path}' is no JWKS.", malformed);
        }

        if (set.Keys.Count == 0)
        {
            throw new InvalidDataException($"'{path}' names no key.");
        }

        foreach (var key in set.Keys)
        {
            if (key is not ({ Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve } or { Kty: JsonWebAlgorithmsKeyTypes.RSA, KeySize: >= SmallestRsaKey }))
            {
                throw new InvalidDataException($"'{path}': key '{key.KeyId}' is neither an elliptic curve key nor an RSA key of at least {SmallestRsaKey} bits.");
            }

            if (key.HasPrivateKey)
            {
                throw new InvalidDataException($"'{path}': key '{key.KeyId}' is a private key; only public ones belong here.");
            }
        }

        return new Content([.. set.Keys], writtenAt);
    }

    private sealed record Content(IReadOnlyList<SecurityKey> Keys, DateTime WrittenAt);
}
