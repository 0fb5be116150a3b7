namespace Orleans.Runtime.Catalog;

/// <summary>Which grain type answers for an interface.</summary>
internal interface IGrainTypes
{
    /// <param name="interfaceType">The grain interface.</param>
    /// <param name="prefix">The beginning of the class's name, where several implement the interface; or null.</param>
    /// <exception cref="ArgumentException">None does, or several do.</exception>
    GrainType Implementing(Type interfaceType, string? prefix);
}
