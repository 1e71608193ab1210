package org.knooppunt.inventory.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.BodyReader;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.Version;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.inventory.Streams;
import org.knooppunt.inventory.WasteCodes;
import org.knooppunt.web.FormText;
import org.knooppunt.web.Keys;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Offers and needs for programs. */
@RestController
@RequestMapping("/api/v1/{side:offers|needs}")
@Tag(name = "Streams", description = "Offers and needs; in the address, {side} is offers or needs.")
class StreamEndpoints {
    /** Which of the two. */
    @Parameter(
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"offers", "needs"}))
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    private @interface Either {}

    private final Streams streams;
    private final References references;
    private final WasteCodes codes;

    StreamEndpoints(Streams streams, References references, WasteCodes codes) {
        this.streams = streams;
        this.references = references;
        this.codes = codes;
    }

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists the streams you may see.")
    ApiPage<StreamBody.View> list(
            @PathVariable @Either String side,
            @AuthenticationPrincipal Person person,
            @Parameter(description = "Words that must all be found.") @RequestParam(required = false) @Nullable
                    String q,
            @RequestParam(required = false) @Nullable String kind,
            @Parameter(description = "A class; also finds what lies below it.")
                    @RequestParam(name = "class", required = false)
                    @Nullable
                    String resourceClass,
            @Parameter(description = "A key of /api/v1/areas; also finds what lies in it.")
                    @RequestParam(required = false)
                    @Nullable
                    String area,
            @RequestParam(required = false) @Nullable String organisation,
            @RequestParam(required = false) @Nullable String visibility,
            @Parameter(description = "A column; with a minus sign the largest first.")
                    @RequestParam(required = false)
                    @Nullable
                    String sort,
            @Valid @ParameterObject PageQuery page) {
        Streams.Found found = streams.list(
                side(side),
                new StreamFilter(
                        q, kind, resourceClass, area, organisation, null, visibility, sort, page.page(), page.size()),
                person);
        return ApiPage.of(found.slice(), page, StreamBody.View::of);
    }

    @GetMapping("/{key}")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Gives one stream.")
    ResponseEntity<StreamBody.View> get(
            @PathVariable @Either String side, @PathVariable String key, @AuthenticationPrincipal Person person) {
        Stream stream = find(side(side), Keys.key(key), person);
        return Version.tagged(stream.version(), StreamBody.View.of(stream));
    }

    @PostMapping
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a stream.")
    ResponseEntity<StreamBody.View> add(
            @PathVariable @Either String side,
            @AuthenticationPrincipal Person person,
            @RequestBody StreamBody.Input input) {
        Side which = side(side);
        BodyReader reader = new BodyReader();
        check(which, input, reader);
        String key = reader.newKey(input.key(), () -> streams.freeKey(which, person));
        Version.kept(
                which == Side.OFFER
                        ? streams.add(person, input.offer(key, reader))
                        : streams.add(person, input.need(key, reader)),
                which.code(),
                key);
        Stream stream = find(which, key, person);
        return Version.created(stream.path(), stream.version(), StreamBody.View.of(stream));
    }

    @PutMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Changes a stream; If-Match carries the version you read.")
    ResponseEntity<StreamBody.View> change(
            @PathVariable @Either String side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody StreamBody.Input input) {
        Side which = side(side);
        int version = Version.expected(ifMatch);
        String plain = find(which, Keys.key(key), person).key();
        BodyReader reader = new BodyReader();
        check(which, input, reader);
        reader.sameKey(input.key(), plain);
        Version.kept(
                which == Side.OFFER
                        ? streams.change(person, input.offer(plain, reader), version)
                        : streams.change(person, input.need(plain, reader), version),
                which.code(),
                plain);
        Stream stream = find(which, plain, person);
        return Version.tagged(stream.version(), StreamBody.View.of(stream));
    }

    @DeleteMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Deletes a stream; on its page a person can bring it back.")
    ResponseEntity<Void> delete(
            @PathVariable @Either String side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Side which = side(side);
        int version = Version.expected(ifMatch);
        String plain = find(which, Keys.key(key), person).key();
        Version.kept(streams.delete(person, which, plain, version), which.code(), plain);
        return ResponseEntity.noContent().build();
    }

    private Stream find(Side side, String key, Person person) {
        return streams.find(side, key, person).orElseThrow(() -> Problem.notFound(side.code(), key));
    }

    private static Side side(String plural) {
        return Side.ofPlural(plural).orElseThrow(() -> Problem.notFound("side", plural));
    }

    private void check(Side side, StreamBody.Input input, BodyReader reader) {
        references.checkClass("resourceClass", input.resourceClass(), reader);
        references.checkSite(input.site(), reader);
        String ewc = FormText.stripped(input.ewc());
        if (side == Side.OFFER && !ewc.isEmpty() && !codes.holds(ewc)) {
            reader.refuse("ewc", input.ewc(), "a code of /api/v1/waste-codes");
        }
    }
}
