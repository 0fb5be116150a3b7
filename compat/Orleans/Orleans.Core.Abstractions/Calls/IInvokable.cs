// Genuine home: Orleans.Serialization.
namespace Orleans.Serialization.Invocation;

/// <summary>A call as data: what filters and <c>[MayInterleave]</c> predicates look at.</summary>
public interface IInvokable
{
    int GetArgumentCount();

    object? GetArgument(int index);

    string GetMethodName();

    string GetInterfaceName();

    System.Reflection.MethodInfo GetMethod();

    Type GetInterfaceType();
}
