package org.knooppunt.api.internal;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.knooppunt.api.Needs;
import org.knooppunt.identity.Scope;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all operations have in common, written into the OpenAPI document once. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String TOKEN = "token";
    private static final Set<HttpMethod> WRITES =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    @Bean
    OpenApiCustomizer commonToAll() {
        return document -> {
            document.setInfo(new Info()
                    .title("Knooppunt")
                    .version("1")
                    .license(new License().name("EUPL-1.2").identifier("EUPL-1.2"))
                    .description("Under-used streams of a region, plans and cases. Every fault is told as problem"
                            + " details (RFC 9457); lists are paged; writes are idempotent by key."));
            // the same document wherever it is served
            document.setServers(List.of(new Server().url("/")));
            Components components = document.getComponents() == null ? new Components() : document.getComponents();
            document.setComponents(components);
            components.addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                            .type(SecurityScheme.Type.HTTP)
                            .scheme("bearer")
                            .description("A personal access token, made at /me/tokens."));
            document.setSecurity(List.of(new SecurityRequirement().addList(TOKEN)));
            components.addSchemas("Problem", problem());
            components.addResponses(
                    "Problem",
                    new ApiResponse()
                            .description("Anything that went wrong, as problem details.")
                            .content(new Content()
                                    .addMediaType(
                                            "application/problem+json",
                                            new MediaType()
                                                    .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
            if (document.getPaths() != null) {
                document.getPaths().values().forEach(path -> path.readOperationsMap()
                        .forEach(ApiDescription::describe));
            }
        };
    }

    private static void describe(HttpMethod method, Operation operation) {
        operation.getResponses().addApiResponse("default", new ApiResponse().$ref("#/components/responses/Problem"));
        if (WRITES.contains(method)) {
            operation.addParametersItem(new Parameter()
                    .name(Answers.HEADER)
                    .in("header")
                    .required(method == HttpMethod.POST)
                    .description("A value of your own, new for each write. Sending again with the same key and body"
                            + " gives the same answer and no second effect, for 24 hours.")
                    .schema(new Schema<String>().types(Set.of("string")).maxLength(255)));
        }
    }

    /** The scopes an operation needs, as {@code x-scopes}. */
    @Bean
    GlobalOperationCustomizer scopes() {
        return (operation, method) -> {
            Needs needs = NeedsCheck.of(method);
            if (needs != null) {
                operation.addExtension(
                        "x-scopes",
                        Arrays.stream(needs.value()).map(Scope::code).toList());
            }
            return operation;
        };
    }

    private static Schema<?> problem() {
        Schema<?> error = object().addProperty("field", text("path in the body, or name of the parameter"))
                .addProperty("value", new Schema<>().description("what was given"))
                .addProperty("expected", text("what would be right"));
        return object().addProperty("type", text("address of a page about this kind of problem"))
                .addProperty("title", text("the kind of problem in words"))
                .addProperty("status", new Schema<Integer>().types(Set.of("integer")))
                .addProperty("detail", text("what is wrong here, and what to do"))
                .addProperty("instance", text("the address that was asked for"))
                .addProperty(
                        "errors",
                        new ArraySchema().types(Set.of("array")).items(error).description("each field that is wrong"));
    }

    private static Schema<?> object() {
        return new Schema<>().types(Set.of("object"));
    }

    private static Schema<?> text(String description) {
        return new Schema<String>().types(Set.of("string")).description(description);
    }
}
