package org.knooppunt.api;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.knooppunt.identity.Audit;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
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

/** Endpoints as a room writes them, for the tests of what they have in common. Its effect is a line of the audit trail. */
@RestController
@RequestMapping("/api/v1/sample")
@Hidden
class SampleEndpoint {
    enum Side {
        OFFER,
        NEED
    }

    record Thing(
            @NotBlank String name,
            @Min(1) double amount,
            Side side,
            @Nullable LocalDate from) {}

    /** For two requests at once: the first waits inside until the test lets it go. */
    static final CountDownLatch INSIDE = new CountDownLatch(1);

    static final CountDownLatch GO = new CountDownLatch(1);

    private final Audit audit;

    SampleEndpoint(Audit audit) {
        this.audit = audit;
    }

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    ApiPage<Integer> list(@Valid PageQuery page) {
        return ApiPage.of(
                IntStream.range(0, 123)
                        .boxed()
                        .skip(page.offset())
                        .limit(page.size())
                        .toList(),
                page,
                123);
    }

    @GetMapping("/{id}")
    @Needs(Scope.INVENTORY_READ)
    ResponseEntity<Map<String, Long>> get(@PathVariable long id) {
        if (id > 9) {
            throw Problem.notFound("sample", Long.toString(id));
        }
        return Version.tagged(3, Map.of("id", id));
    }

    @PostMapping
    @Needs(Scope.INVENTORY_WRITE)
    @Transactional
    ResponseEntity<Map<String, Object>> create(
            @AuthenticationPrincipal Person person,
            @RequestParam(defaultValue = "false") boolean wait,
            @RequestParam(defaultValue = "false") boolean fail,
            @Valid @RequestBody Thing thing)
            throws InterruptedException {
        long event = audit.record(person, "created", "sample", thing.name(), Map.of());
        if (fail) {
            throw new IllegalStateException("after the effect");
        }
        if (wait) {
            INSIDE.countDown();
            if (!GO.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let it go");
            }
        }
        return ResponseEntity.created(URI.create("/api/v1/sample/1"))
                .body(Map.of("event", event, "name", thing.name()));
    }

    @PutMapping("/{id}")
    @Needs(Scope.INVENTORY_WRITE)
    ResponseEntity<Map<String, Long>> change(
            @PathVariable long id, @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        if (Version.expected(ifMatch) != 3) {
            throw Problem.changedMeanwhile("sample", Long.toString(id));
        }
        return Version.tagged(4, Map.of("id", id));
    }

    @DeleteMapping("/{id}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    void delete(@PathVariable long id) {}

    @GetMapping("/fault")
    @Needs({})
    String fault() {
        throw new IllegalStateException("the secret inside");
    }

    @GetMapping("/conflict")
    @Needs({})
    String conflict() {
        throw new DataIntegrityViolationException("duplicate key");
    }

    @GetMapping("/closed")
    String closed() {
        return "nobody said which scope";
    }
}
