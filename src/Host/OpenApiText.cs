using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Marquee.Host;

/// <summary>
/// What the OpenAPI document says beyond the routes: ids are uuids, schemas carry unique names, changes need a key.
/// </summary>
internal static partial class OpenApiText
{
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId =
            type => NameOf(type.Type, OpenApiOptions.CreateDefaultSchemaReferenceId(type));
        options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (typeof(IId).IsAssignableFrom(type) && type.IsValueType)
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "uuid";
                schema.Properties?.Clear();
                schema.Required?.Clear();
            }
            else if (type.IsGenericType && type.GenericTypeArguments is [var entry]
                && typeof(IId).IsAssignableFrom(entry) && schema.Type?.HasFlag(JsonSchemaType.Array) == true)
            {
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" };
            }
            else if (type == typeof(Money))
            {
                // A struct also has its empty constructor, which hides that both members are always written.
                schema.Required = new HashSet<string>(schema.Properties!.Keys);
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Marquee",
                Version = "v1",
                Description =
                    "The control plane (/api/v1) and the data plane (/serve/v1) of a Marquee installation. "
                        + "Problems are RFC 9457 documents with a stable member 'code'.",
            };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            CollapseProblems(operation);
            var description = context.Description;
            NameParameters(operation, description.RelativePath ?? "");
            var metadata = description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<FrozenDuringFreeze>().LastOrDefault() is { } frozen)
            {
                operation.AddExtension(
                    "x-frozen-area", new JsonNodeExtension(JsonValue.Create(EnumText.Of(frozen.Area))));
            }

            if (metadata.OfType<RowsDeclared>().LastOrDefault() is { } rows)
            {
                operation.AddExtension("x-rows", new JsonNodeExtension(JsonValue.Create(EnumText.Of(rows.Rule))));
            }

            if (description.HttpMethod is "POST" or "PUT" or "PATCH" or "DELETE"
                && description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true
                && operation.OperationId is not ("SignIn" or "SignOut" or "BeginSignIn"))
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = "Idempotency-Key", In = ParameterLocation.Header, Required = true,
                    Schema = new OpenApiSchema
                    {
                        Type = JsonSchemaType.String, MinLength = 1,
                        MaxLength = KernelLimits.IdempotencyKeyLength
                    },
                });
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>Every refusal has the same form, whatever its status: one description of it is enough.</summary>
    private static void CollapseProblems(OpenApiOperation operation)
    {
        if (operation.Responses is not { } responses || !responses.TryGetValue("400", out var problem))
        {
            return;
        }

        foreach (var status in responses.Keys.Where(status => status[0] == '4').ToList())
        {
            responses.Remove(status);
        }

        problem.Description = "A problem document (RFC 9457); its code says what was refused and why.";
        responses["default"] = problem;
    }

    /// <summary>
    /// Parameters as they are sent: the tenant is taken by the middleware, and a record's members are spelled as on the
    /// wire.
    /// </summary>
    private static void NameParameters(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(
            one => one.In == ParameterLocation.Query))
        {
            parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }

        if (path.Contains("{tenant}", StringComparison.Ordinal)
            && operation.Parameters.All(parameter => parameter.Name != "tenant"))
        {
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = "tenant", In = ParameterLocation.Path, Required = true, Description = "The tenant's slug.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    /// <summary>
    /// Slices call their bodies Body and their answers View: outside the slice its name tells them apart.
    /// </summary>
    private static string? NameOf(Type type, string? proposed)
    {
        if (proposed is null || typeof(IId).IsAssignableFrom(type))
        {
            return null;
        }

        if (type.IsGenericType)
        {
            var arguments = string.Concat(
                type.GenericTypeArguments.Select(argument => NameOf(argument, argument.Name) ?? argument.Name));
            return NotAWord().Replace(type.Name.Split('`')[0] + "Of" + arguments, "");
        }

        return type.DeclaringType is { } slice ? slice.Name + type.Name : proposed;
    }

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NotAWord();
}
