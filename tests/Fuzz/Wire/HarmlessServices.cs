using System.Reflection;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Fuzz.Wire;

/// <summary>All methods of all services of the protocol. They take every message and answer with empty ones.</summary>
internal sealed class HarmlessServices
{
    private static readonly MethodInfo[] Binders = [.. from type in typeof(Files).Assembly.GetTypes()
                                                       let bind = type.GetMethods().FirstOrDefault(IsBinder)
                                                       where bind is not null
                                                       orderby type.FullName
                                                       select bind];

    private readonly FrameServiceBinder _binder = new();
    private RunningCalls _calls = new();

    public HarmlessServices()
    {
        foreach (var bind in Binders)
        {
            bind.Invoke(null, [new Methods(this), null]);
        }
    }

    /// <summary>The paths of the methods.</summary>
    public IReadOnlyCollection<string> Paths => _binder.MethodNames;

    /// <summary>Begins a connection; the one before is over.</summary>
    /// <param name="calls">The methods that run for it.</param>
    public FrameServiceBinder Begin(out RunningCalls calls)
    {
        calls = _calls = new RunningCalls();
        return _binder;
    }

    private static bool IsBinder(MethodInfo method)
        => method is { Name: "BindService", IsStatic: true } && method.GetParameters() is [{ ParameterType: var first }, _] && first == typeof(ServiceBinderBase);

    private sealed class Methods(HarmlessServices services) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
            => services._binder.AddMethod(method, (UnaryServerMethod<TRequest, TResponse>)((_, _) => services._calls.Run(() => Task.FromResult(Activator.CreateInstance<TResponse>()))));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
            => services._binder.AddMethod(method, (ClientStreamingServerMethod<TRequest, TResponse>)((requests, context) => services._calls.Run(async () =>
            {
                while (await requests.MoveNext(context.CancellationToken))
                {
                }

                return Activator.CreateInstance<TResponse>();
            })));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
            => services._binder.AddMethod(method, (ServerStreamingServerMethod<TRequest, TResponse>)((_, responses, _) => services._calls.Run(async () =>
            {
                await responses.WriteAsync(Activator.CreateInstance<TResponse>());
                await responses.WriteAsync(Activator.CreateInstance<TResponse>());
                return true;
            })));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
            => services._binder.AddMethod(method, (DuplexStreamingServerMethod<TRequest, TResponse>)((requests, responses, context) => services._calls.Run(async () =>
            {
                while (await requests.MoveNext(context.CancellationToken))
                {
                    await responses.WriteAsync(Activator.CreateInstance<TResponse>());
                }

                return true;
            })));
    }
}
