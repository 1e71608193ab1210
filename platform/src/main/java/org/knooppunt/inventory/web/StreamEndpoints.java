package org.knooppunt.inventory.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.FieldFault;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.Version;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Side;
import org.knooppunt.inventory.Stream;
import org.knooppunt.inventory.StreamFilter;
import org.knooppunt.inventory.Streams;
import org.knooppunt.inventory.Streams.Saved;
import org.knooppunt.inventory.WasteCodes;
import org.knooppunt.organisation.Organisations;
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
    private final Streams streams;
    private final Classes classes;
    private final Organisations organisations;
    private final WasteCodes codes;

    StreamEndpoints(Streams streams, Classes classes, Organisations organisations, WasteCodes codes) {
        this.streams = streams;
        this.classes = classes;
        this.organisations = organisations;
        this.codes = codes;
    }

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists the streams you may see.")
    ApiPage<StreamBody.View> list(
            @PathVariable String side,
            @AuthenticationPrincipal Person person,
            @Parameter(description = "Words that must all be found.") @RequestParam(required = false) @Nullable
                    String q,
            @RequestParam(required = false) @Nullable String kind,
            @Parameter(description = "A class; also finds what lies below it.")
                    @RequestParam(name = "class", required = false)
                    @Nullable
                    String resourceClass,
            @RequestParam(required = false) @Nullable String area,
            @RequestParam(required = false) @Nullable String organisation,
            @Parameter(description = "A column; with a minus sign the largest first.")
                    @RequestParam(required = false)
                    @Nullable
                    String sort,
            @Valid @ParameterObject PageQuery page) {
        Streams.Found found = streams.list(
                side(side),
                new StreamFilter(
                        q, kind, resourceClass, area, organisation, null, null, sort, page.page(), page.size()),
                person);
        boolean beyond = page.page() > found.slice().pages();
        return ApiPage.of(
                beyond
                        ? List.of()
                        : found.slice().rows().stream().map(StreamBody.View::of).toList(),
                page,
                found.slice().total());
    }

    @GetMapping("/{key}")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Gives one stream.")
    ResponseEntity<StreamBody.View> get(
            @PathVariable String side, @PathVariable String key, @AuthenticationPrincipal Person person) {
        Stream stream = find(side(side), key, person);
        return Version.tagged(stream.version(), StreamBody.View.of(stream));
    }

    @PostMapping
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a stream.")
    ResponseEntity<StreamBody.View> add(
            @PathVariable String side, @AuthenticationPrincipal Person person, @RequestBody StreamBody.Input input) {
        Side which = side(side);
        check(which, input);
        String key = input.key() == null ? streams.freeKey(which) : input.key().strip();
        Saved saved =
                which == Side.OFFER ? streams.add(person, input.offer(key)) : streams.add(person, input.need(key));
        if (saved == Saved.KEY_TAKEN) {
            throw Problem.conflict(which.code(), key);
        }
        Stream stream = find(which, key, person);
        return ResponseEntity.created(URI.create("/api/v1" + stream.path()))
                .eTag(Version.tag(stream.version()))
                .body(StreamBody.View.of(stream));
    }

    @PutMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Changes a stream; If-Match carries the version you read.")
    ResponseEntity<StreamBody.View> change(
            @PathVariable String side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody StreamBody.Input input) {
        Side which = side(side);
        int version = Version.expected(ifMatch);
        find(which, key, person);
        check(which, input);
        if (input.key() != null && !input.key().equals(key)) {
            throw Problem.invalid("key", input.key(), "nothing, or " + key);
        }
        Saved saved = which == Side.OFFER
                ? streams.change(person, input.offer(key), version)
                : streams.change(person, input.need(key), version);
        done(saved, which, key);
        Stream stream = find(which, key, person);
        return Version.tagged(stream.version(), StreamBody.View.of(stream));
    }

    @DeleteMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Deletes a stream; on its page a person can bring it back.")
    ResponseEntity<Void> delete(
            @PathVariable String side,
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        Side which = side(side);
        int version = Version.expected(ifMatch);
        find(which, key, person);
        done(streams.delete(person, which, key, version), which, key);
        return ResponseEntity.noContent().build();
    }

    private static void done(Saved saved, Side side, String key) {
        if (saved == Saved.CHANGED_MEANWHILE) {
            throw Problem.changedMeanwhile(side.code(), key);
        }
    }

    private Stream find(Side side, String key, Person person) {
        return streams.find(side, key, person).orElseThrow(() -> Problem.notFound(side.code(), key));
    }

    private static Side side(String plural) {
        return Side.ofPlural(plural).orElseThrow(() -> Problem.notFound("side", plural));
    }

    private void check(Side side, StreamBody.Input input) {
        List<FieldFault> faults = input.faults();
        String resourceClass = StreamBody.text(input.resourceClass());
        if (!resourceClass.isEmpty()
                && classes.find(resourceClass)
                        .filter(found -> found.key().equals(resourceClass))
                        .isEmpty()) {
            faults.add(new FieldFault("resourceClass", resourceClass, "the key of a class, see /api/v1/classes"));
        }
        String site = StreamBody.text(input.site());
        if (!site.isEmpty() && organisations.findSite(site).isEmpty()) {
            faults.add(new FieldFault("site", site, "the key of a site, see /api/v1/organisations"));
        }
        if (input.ewc() != null && (side == Side.NEED || !codes.holds(input.ewc()))) {
            faults.add(new FieldFault(
                    "ewc",
                    input.ewc(),
                    side == Side.NEED ? "nothing: needs have no code" : "a code of /api/v1/waste-codes"));
        }
        if (side == Side.NEED && input.qualities() != null && !input.qualities().isEmpty()) {
            faults.add(new FieldFault("qualities", input.qualities(), "nothing: needs have limits"));
        }
        if (side == Side.OFFER && input.limits() != null && !input.limits().isEmpty()) {
            faults.add(new FieldFault("limits", input.limits(), "nothing: offers have qualities"));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
