using System.Globalization;

namespace MeetingBot;

/// <summary>
/// Where telemetry is sent, by OpenTelemetry's own settings (opentelemetry.io/docs/specs/otel/protocol/exporter). A signal is sent where its
/// endpoint or the common one is set.
/// </summary>
/// <param name="Traces">Where spans go; null for nowhere.</param>
/// <param name="Metrics">Where metrics go.</param>
/// <param name="Logs">Where log lines go.</param>
internal sealed record TelemetrySettings(TelemetryTarget? Traces, TelemetryTarget? Metrics, TelemetryTarget? Logs)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";

    /// <summary>Reads them; null where none is set, and where one is wrong, which <paramref name="wrong"/> names in one line.</summary>
    public static TelemetrySettings? Read(IConfiguration configuration, out string? wrong)
    {
        var settings = new TelemetrySettings(
            Target(configuration, "TRACES", out string? traces), Target(configuration, "METRICS", out string? metrics), Target(configuration, "LOGS", out string? logs));
        wrong = traces ?? metrics ?? logs;
        return wrong is null && settings is not (null, null, null) ? settings : null;
    }

    private static TelemetryTarget? Target(IConfiguration configuration, string signal, out string? wrong)
    {
        wrong = null;
        if (Find(configuration, signal, "ENDPOINT") is not { } endpoint)
        {
            return null;
        }

        (string name, string? protocol) = Find(configuration, signal, "PROTOCOL") ?? ("", "grpc");
        (string timing, string? timeout) = Find(configuration, signal, "TIMEOUT") ?? ("", "10000");
        bool read = int.TryParse(timeout, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds) && milliseconds > 0;
        if (!Uri.TryCreate(endpoint.Value, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            wrong = $"{endpoint.Name} is \"{endpoint.Value}\"; it takes an http or https address such as http://localhost:4317.";
        }
        else if (protocol is not ("grpc" or "http/protobuf"))
        {
            wrong = $"{name} is \"{protocol}\"; it takes grpc or http/protobuf.";
        }
        else if (!read)
        {
            wrong = $"{timing} is \"{timeout}\"; it takes a number of milliseconds.";
        }

        string headersOf = Key(signal, "HEADERS") is var own && (configuration[own] ?? configuration[own + "_FILE"]) is { Length: > 0 } ? own : Prefix + "HEADERS";
        if (wrong is not null || !SecretFile.TryRead(configuration, headersOf, out string? headers, out wrong))
        {
            return null;
        }

        if (headers?.Split(',').All(pair => pair.IndexOf('=', StringComparison.Ordinal) > 0) == false)
        {
            wrong = $"{headersOf} is wrong; it takes pairs such as api-key=secret, separated by commas.";
            return null;
        }

        // An endpoint of one signal is taken as it is; the common one is a base address, but for gRPC.
        bool whole = protocol == "grpc" || endpoint.Name != Prefix + "ENDPOINT";
        return new TelemetryTarget(whole ? address! : new Uri($"{address!.AbsoluteUri.TrimEnd('/')}/v1/{signal.ToLowerInvariant()}"), protocol == "grpc", headers, milliseconds);
    }

    private static (string Name, string Value)? Find(IConfiguration configuration, string signal, string what) =>
        configuration[Key(signal, what)] is { Length: > 0 } own ? (Key(signal, what), own)
        : configuration[Prefix + what] is { Length: > 0 } common ? (Prefix + what, common)
        : null;

    private static string Key(string signal, string what) => $"{Prefix}{signal}_{what}";
}

/// <summary>Where one signal is sent.</summary>
/// <param name="Endpoint">The whole address.</param>
/// <param name="Grpc">Whether by gRPC; else by HTTP with protobuf.</param>
/// <param name="Headers">What goes with every request, often a key; null for nothing.</param>
/// <param name="Milliseconds">How long one request may take.</param>
internal sealed record TelemetryTarget(Uri Endpoint, bool Grpc, string? Headers, int Milliseconds);
