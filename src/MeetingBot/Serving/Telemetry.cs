using System.Collections.Frozen;
using System.Diagnostics;
using System.Reflection;
using MeetingBot.Application;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MeetingBot;

/// <summary>Sends spans, metrics and log lines by OTLP. Only what calls this knows OpenTelemetry; without the settings its assemblies are not loaded.</summary>
internal static class Telemetry
{
    public static void AddTo(WebApplicationBuilder builder, TelemetrySettings settings)
    {
        string version = typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and win.
        OpenTelemetryBuilder telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("MeetingBot", serviceVersion: version).AddEnvironmentVariableDetector());
        if (settings.Traces is { } traces)
        {
            telemetry.WithTracing(spans => spans.AddSource(Measures.Name)
                .AddAspNetCoreInstrumentation(asked => asked.Filter = context => !context.Request.Path.StartsWithSegments(Health.Path))
                .AddHttpClientInstrumentation()
                .AddProcessor(new QuietSpans())
                .AddOtlpExporter(exporter => Send(exporter, traces)));
        }

        if (settings.Metrics is { } metrics)
        {
            telemetry.WithMetrics(meters => meters.AddMeter(Measures.Name)
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation()
                .AddOtlpExporter(exporter => Send(exporter, metrics)));
        }

        if (settings.Logs is { } logs)
        {
            // No setting of a level makes these more talkative than the bot itself is.
            builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("", LogLevel.Warning);
            builder.Logging.AddFilter<OpenTelemetryLoggerProvider>("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
            telemetry.WithLogging(lines => lines.AddOtlpExporter(exporter => Send(exporter, logs)));
        }
    }

    private static void Send(OtlpExporterOptions exporter, TelemetryTarget target)
    {
        exporter.Endpoint = target.Endpoint;
        exporter.Protocol = target.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Headers = target.Headers;
        exporter.TimeoutMilliseconds = target.Milliseconds;
    }

    /// <summary>
    /// Lets nothing out of a span but what is known to be harmless. Addresses are not: a calendar's is its secret, and so is the one to
    /// which Slack lets itself be answered; others hold ids of people and rooms.
    /// </summary>
    private sealed class QuietSpans : BaseProcessor<Activity>
    {
        private static readonly FrozenSet<string> Harmless = FrozenSet.Create(StringComparer.Ordinal,
            "command", "outcome", "platform", "attempts", "stream", "events", "kind",
            "http.request.method", "http.response.status_code", "http.route", "error.type", "server.address", "server.port", "url.scheme", "network.protocol.version");

        public override void OnEnd(Activity data)
        {
            foreach (string other in data.TagObjects.Select(tag => tag.Key).Where(key => !Harmless.Contains(key)).ToArray())
            {
                data.SetTag(other, null);
            }

            data.SetStatus(data.Status); // without a description
            data.TraceStateString = null; // which a caller may have sent
        }
    }
}
