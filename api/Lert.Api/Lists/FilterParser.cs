using System.Collections.Immutable;

namespace Lert.Api.Lists;

/// <summary>
/// Reads <c>field = value AND field = (value OR value)</c>. Values are words of letters, digits and <c>. _ ~ : -</c>, or stand in double quotes.
/// It knows the shape only; which fields there are, and what they take, is said by <see cref="FilterFields"/>.
/// </summary>
internal ref struct FilterParser
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private FilterParser(ReadOnlySpan<char> text) => _text = text;

    /// <exception cref="FilterException">With the column at which it went wrong.</exception>
    public static Filter Parse(string text)
    {
        var parser = new FilterParser(text);
        var conditions = new SortedDictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        parser.SkipSpace();
        if (parser.AtEnd)
        {
            return new Filter(conditions);
        }

        parser.Condition(conditions);
        while (!parser.AtEnd)
        {
            parser.Keyword("AND");
            parser.Condition(conditions);
        }

        return new Filter(conditions);
    }

    private readonly bool AtEnd => _at == _text.Length;

    private void Condition(SortedDictionary<string, ImmutableArray<string>> conditions)
    {
        var start = _at;
        var field = Word("the name of a field").ToString();
        if (!Take('='))
        {
            throw Fail($"'=' must follow '{field}'");
        }

        if (!conditions.TryAdd(field, Values()))
        {
            _at = start;
            throw Fail($"'{field}' is there twice");
        }
    }

    private ImmutableArray<string> Values()
    {
        if (!Take('('))
        {
            return [Value()];
        }

        var values = ImmutableArray.CreateBuilder<string>();
        values.Add(Value());
        while (!Take(')'))
        {
            Keyword("OR");
            values.Add(Value());
        }

        return values.ToImmutable();
    }

    private string Value() => !AtEnd && _text[_at] == '"' ? Quoted() : Word("a value").ToString();

    private string Quoted()
    {
        var start = _at++;
        var value = new System.Text.StringBuilder();
        while (!AtEnd)
        {
            var c = _text[_at++];
            if (c == '"')
            {
                SkipSpace();
                return value.ToString();
            }

            if (c == '\\')
            {
                if (AtEnd || _text[_at] is not ('"' or '\\'))
                {
                    throw Fail("after '\\' only '\"' or '\\' may stand");
                }

                c = _text[_at++];
            }

            value.Append(c);
        }

        _at = start;
        throw Fail("this quote is not closed");
    }

    private void Keyword(string keyword)
    {
        var start = _at;
        if (!Word(keyword).SequenceEqual(keyword))
        {
            _at = start;
            throw Fail($"{keyword} is expected");
        }
    }

    private ReadOnlySpan<char> Word(string expected)
    {
        var start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_' or '~' or ':' or '-'))
        {
            _at++;
        }

        if (_at == start)
        {
            throw Fail($"{expected} is expected");
        }

        var word = _text[start.._at];
        SkipSpace();
        return word;
    }

    private bool Take(char c)
    {
        if (AtEnd || _text[_at] != c)
        {
            return false;
        }

        _at++;
        SkipSpace();
        return true;
    }

    private void SkipSpace()
    {
        while (!AtEnd && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private readonly FilterException Fail(string complaint) => new($"at character {_at + 1}: {complaint}");
}

/// <summary>What is wrong with a filter, for its author.</summary>
internal sealed class FilterException(string message) : Exception(message);
