using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Lert.Architecture.Tests.Reading;

namespace Lert.Architecture.Tests.Events;

/// <summary>
/// Which commands make an event, read from the compiled rules: from where an event is made, its callers are followed until one of them is about a command of its
/// own. What only hangs on the deciding itself, whatever the command, follows from other events.
/// </summary>
internal sealed class EventMakers
{
    private readonly Type _commands;
    private readonly Dictionary<Type, List<Site>> _made = [];
    private readonly Dictionary<MethodBase, List<Site>> _called = [];

    /// <param name="commands">The closed hierarchy of an actor's commands.</param>
    public EventMakers(Assembly rules, Type events, Type commands)
    {
        _commands = commands;
        // A record copies itself for a change of a state; that makes no event.
        foreach (var method in Instructions.MethodsOf(rules).Where(method => !method.DeclaringType!.IsSubclassOf(events)))
        {
            Type? last = null;
            foreach (var (code, named) in Instructions.Of(method))
            {
                if (code.FlowControl is FlowControl.Branch or FlowControl.Return or FlowControl.Throw)
                {
                    // What comes next is another arm.
                    last = null;
                }
                else if (named is MethodBase { IsStatic: false } get && IsCommand(get.DeclaringType))
                {
                    last = get.DeclaringType;
                }

                var site = new Site(method, last);
                if (named is ConstructorInfo { DeclaringType: { } made } && made.IsSubclassOf(events) && code == OpCodes.Newobj)
                {
                    Add(_made, made, site);
                }
                else if (named is ConstructorInfo { DeclaringType: { } machine } && typeof(IAsyncStateMachine).IsAssignableFrom(machine) is false && machine.GetMethod("MoveNext", BindingFlags.NonPublic | BindingFlags.Instance) is { } moves)
                {
                    Add(_called, moves, site);
                }
                else if (named is MethodBase called && called.DeclaringType?.Assembly == rules)
                {
                    Add(_called, Open(called), site);
                }
            }
        }
    }

    /// <summary>The commands by name, and whether it also follows from other events.</summary>
    public (IReadOnlyList<string> Commands, bool Follows) Of(Type made)
    {
        var (found, follows, seen, next) = (new SortedSet<string>(StringComparer.Ordinal), false, new HashSet<MethodBase>(), new Queue<Site>(_made.GetValueOrDefault(made) ?? []));
        while (next.TryDequeue(out var site))
        {
            if (Anchor(site) is { } command)
            {
                found.Add(command.Name);
            }
            else if (IsDeciding(site.Method))
            {
                follows = true;
            }
            else if (seen.Add(site.Method))
            {
                (_called.GetValueOrDefault(Open(site.Method)) ?? []).ForEach(next.Enqueue);
            }
        }

        return ([.. found], follows);
    }

    /// <summary>The one command that a place is about: by what was read just before, a parameter, what a closure holds, or the method's name.</summary>
    private Type? Anchor(Site site) => site.Command
        ?? site.Method.GetParameters().Select(parameter => parameter.ParameterType).FirstOrDefault(IsCommand)
        ?? (site.Method.DeclaringType is { } closure && closure.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            ? closure.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Select(field => field.FieldType).FirstOrDefault(IsCommand)
            : null)
        ?? _commands.GetNestedTypes().FirstOrDefault(command => IsCommand(command) && command.Name == site.Method.Name);

    private bool IsDeciding(MethodBase method) => method.Name == "Decide" && method.GetParameters().Any(parameter => parameter.ParameterType == _commands);

    private bool IsCommand(Type? type) => type is not null && type.IsSubclassOf(_commands);

    private static MethodBase Open(MethodBase method) => method is MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false } closed ? closed.GetGenericMethodDefinition() : method;

    private static void Add<TKey>(Dictionary<TKey, List<Site>> to, TKey key, Site site)
        where TKey : notnull
    {
        if (!to.TryGetValue(key, out var sites))
        {
            to[key] = sites = [];
        }

        sites.Add(site);
    }

    private sealed record Site(MethodBase Method, Type? Command);
}
