using Lert.Grains.Disclosures;

namespace Lert.Silo.Producing;

/// <summary>All that is wrong with what a package was to be made of: said at once, by item and line of the manifest.</summary>
internal sealed class SourceProblems
{
    /// <summary>More than a person reads.</summary>
    private const int MostNamed = 20;

    private readonly List<string> _named = [];
    private string _code = "";
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>The files of an item; none where the snapshot itself is wrong.</summary>
    public IReadOnlyList<SourceFile> Find(ProductionItem item, IProductionSource source)
    {
        try
        {
            return source.Find(item);
        }
        catch (SourceException refused) when (refused.Code != SourceException.NotConfigured)
        {
            Add(item.ItemId, refused);
            return [];
        }
    }

    public async Task TryAsync(ProductionItem item, SourceFile file, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (SourceException refused)
        {
            Add($"{item.ItemId}, line {file.Line}", refused);
        }
    }

    /// <exception cref="SourceException">Something was wrong. Its code is that of the first.</exception>
    public void ThrowIfAny()
    {
        if (_count > 0)
        {
            throw new SourceException(_code, string.Join('\n', _count > _named.Count ? [.. _named, $"and {_count - _named.Count} more"] : _named));
        }
    }

    private void Add(string where, SourceException refused)
    {
        _code = IsEmpty ? refused.Code : _code;
        _count++;
        if (_named.Count < MostNamed)
        {
            _named.Add($"{where}: {refused.Code}: {refused.Message}");
        }
    }
}
