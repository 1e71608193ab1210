package org.knooppunt.planning.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.BodyReader;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.knooppunt.api.Version;
import org.knooppunt.database.Saved;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.organisation.Areas;
import org.knooppunt.planning.PlanContents;
import org.knooppunt.planning.PlanQuery;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.PlanScope;
import org.knooppunt.planning.PlanStatus;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.internal.PlanStore;
import org.knooppunt.web.Coded;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
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

/** Plans for programs: asked for, followed, read. */
@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "Plans", description = "Plans are made as jobs: ask for one, follow its status, read its answer.")
class PlanEndpoints {
    /** Longer than anybody waits, and short enough for every clock. */
    private static final double LONGEST_SECONDS = 86_400;

    private final Plans plans;
    private final PlanContents contents;
    private final Areas areas;

    PlanEndpoints(Plans plans, PlanContents contents, Areas areas) {
        this.plans = plans;
        this.contents = contents;
        this.areas = areas;
    }

    /** What is asked of a plan. */
    @Schema(name = "PlanInput")
    record Input(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "Whole region") @Nullable
            String name,

            @Nullable String note,

            @Schema(description = "stop within this relative distance of the best possible; 0.0001 when absent")
            @Nullable
            Double gap,

            @Schema(description = "stop after this many seconds; 60 when absent") @Nullable
            Double seconds,

            @Schema(description = "EUR per t CO2e avoided; 0 when absent") @Nullable
            Double weightCo2,

            @Schema(description = "EUR per job; 0 when absent") @Nullable
            Double weightJobs,

            @Nullable Long seed,

            @Schema(
                    description = "how to search; automatic, by size, when absent",
                    allowableValues = {"automatic", "exact", "lagrangian"})
            @Nullable
            String method,

            @Schema(description = "keys of areas, with all that lie in them; all when absent") @Nullable
            Set<@Nullable String> areas,

            @Schema(description = "codes of kinds; all when absent") @Nullable
            Set<@Nullable String> kinds,

            @Schema(description = "public, members, coordinator; all when absent") @Nullable
            Set<@Nullable String> visibilities,

            @Schema(description = "keys of organisations; all when absent") @Nullable
            Set<@Nullable String> organisations) {}

    /** What can be changed of a plan; what it says stays. */
    @Schema(name = "PlanChange")
    record Change(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Nullable String note) {}

    /** A plan without its flows. */
    @Schema(name = "Plan")
    record View(
            long id,
            String name,
            String note,

            @Schema(allowableValues = {"queued", "running", "done", "cancelled", "failed"})
            String status,

            Instant createdAt,
            String createdBy,
            @Nullable Instant finishedAt,
            long seed,

            @Schema(
                    description = "how it was asked to search",
                    allowableValues = {"automatic", "exact", "lagrangian"})
            String method,

            @Schema(description = "fingerprint of the inventory it was made from")
            String snapshot,

            @Schema(description = "how far a running plan is")
            PlanSummary.@Nullable Progress progress,

            @Schema(description = "EUR and t per year; absent until there is a plan")
            PlanSummary.@Nullable Answer answer,

            @Nullable String error,
            int version) {
        static View of(PlanSummary plan) {
            return new View(
                    plan.id(),
                    plan.name(),
                    plan.note(),
                    plan.status().code(),
                    plan.createdAt(),
                    plan.creator(),
                    plan.finishedAt(),
                    plan.options().seed(),
                    plan.options().method().name().toLowerCase(Locale.ROOT),
                    plan.snapshot(),
                    plan.progress(),
                    plan.answer(),
                    plan.error(),
                    plan.version());
        }
    }

    @GetMapping
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Lists plans, the newest first.")
    ApiPage<View> list(
            @AuthenticationPrincipal Person person,
            @Parameter(description = "Words to find in name and note.") @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String status,
            @Valid @ParameterObject PageQuery page) {
        PlanStatus wanted = status == null
                ? null
                : Coded.find(PlanStatus.class, status)
                        .orElseThrow(
                                () -> Problem.invalid("status", status, "queued, running, done, cancelled or failed"));
        return ApiPage.of(
                plans.list(new PlanQuery(q, wanted, "-created", page.page(), page.size()), person), page, View::of);
    }

    @GetMapping("/{id}")
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Gives one plan: its status, and its figures when it is done.")
    ResponseEntity<View> get(@PathVariable long id, @AuthenticationPrincipal Person person) {
        PlanSummary plan = find(id, person);
        return Version.tagged(plan.version(), View.of(plan));
    }

    @GetMapping(value = "/{id}/plan", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Gives the whole plan: flows, facilities, prices, certificate; the command line's plan.json.")
    String plan(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return file(id, PlanStore.File.PLAN, person);
    }

    @GetMapping(value = "/{id}/cases", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Gives the cases of a plan; the command line's cases.json.")
    String cases(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return file(id, PlanStore.File.CASES, person);
    }

    @PostMapping
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Asks for a plan of the inventory as it is now.")
    ResponseEntity<View> create(@AuthenticationPrincipal Person person, @RequestBody Input input) {
        BodyReader reader = new BodyReader();
        String name = reader.required("name", input.name(), BodyReader.NAME);
        String note = reader.text("note", input.note(), BodyReader.EXPLANATION);
        double gap = input.gap() == null ? PlanOptions.DEFAULT.gap() : input.gap();
        if (!(gap >= 0 && gap <= 1)) {
            reader.refuse("gap", gap, "a share between 0 and 1");
        }
        double seconds =
                input.seconds() == null ? PlanOptions.DEFAULT.timeLimit().toSeconds() : input.seconds();
        if (!(seconds >= 0.001 && seconds <= LONGEST_SECONDS)) {
            reader.refuse("seconds", seconds, "a number from 0.001 to 86400");
        }
        long seed = input.seed() == null ? PlanOptions.DEFAULT.seed() : input.seed();
        if (seed < 0 || seed > Integer.MAX_VALUE) {
            reader.refuse("seed", seed, "a whole number from 0 to " + Integer.MAX_VALUE);
        }
        double weightCo2 = reader.atLeastZero("weightCo2", input.weightCo2());
        double weightJobs = reader.atLeastZero("weightJobs", input.weightJobs());
        Set<String> known = new HashSet<>();
        areas.list().forEach(area -> known.add(area.key()));
        Set<String> inAreas = chosen("areas", input.areas(), known::contains, "a key of /api/v1/areas", reader);
        Set<String> ofKinds = chosen(
                "kinds",
                input.kinds(),
                kind -> Kind.find(kind).isPresent(),
                "material, energy, water, space or people",
                reader);
        Set<String> seenBy = chosen(
                "visibilities",
                input.visibilities(),
                visibility -> Visibility.find(visibility).isPresent(),
                "public, members or coordinator",
                reader);
        Set<String> of =
                chosen("organisations", input.organisations(), key -> true, "the key of an organisation", reader);
        PlanRequest request = reader.make(() -> new PlanRequest(
                name,
                note,
                new PlanScope(areas.within(inAreas), ofKinds, seenBy, of),
                new PlanOptions(gap, Duration.ofMillis(Math.round(seconds * 1000)), seed, 1, method(input.method())),
                new Weights(weightCo2, weightJobs)));
        try {
            return accepted(plans.create(request, person), person);
        } catch (Plans.EmptyScope e) {
            throw Problem.invalid(
                    "areas, kinds, visibilities, organisations", null, "a part that holds offers and needs");
        }
    }

    /** What a part of the inventory is chosen by; a choice that cannot be is refused, not left out in silence. */
    private static Set<String> chosen(
            String field,
            @Nullable Set<@Nullable String> given,
            Predicate<String> possible,
            String expected,
            BodyReader reader) {
        Set<String> chosen = new HashSet<>();
        if (given != null) {
            for (String choice : given) {
                if (choice == null || !possible.test(choice)) {
                    reader.refuse(field, choice, expected);
                } else {
                    chosen.add(choice);
                }
            }
        }
        return chosen;
    }

    @PutMapping("/{id}")
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Changes name and note of a plan; If-Match carries the version you read.")
    ResponseEntity<View> change(
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Change input) {
        int version = Version.expected(ifMatch);
        find(id, person);
        BodyReader reader = new BodyReader();
        String name = reader.required("name", input.name(), BodyReader.NAME);
        String note = reader.text("note", input.note(), BodyReader.EXPLANATION);
        Version.kept(
                Saved.changed(reader.make(() -> plans.rename(id, name, note, version, person))),
                "plan",
                Long.toString(id));
        PlanSummary changed = find(id, person);
        return Version.tagged(changed.version(), View.of(changed));
    }

    @PostMapping("/{id}/remake")
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Makes a plan again from the inventory it was made from.")
    ResponseEntity<View> remake(@PathVariable long id, @AuthenticationPrincipal Person person) {
        find(id, person);
        return accepted(plans.remake(id, person), person);
    }

    @PostMapping("/{id}/cancel")
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Stops a running plan; the best found so far is kept.")
    ResponseEntity<View> cancel(@PathVariable long id, @AuthenticationPrincipal Person person) {
        find(id, person);
        plans.cancel(id, person);
        PlanSummary plan = find(id, person);
        return Version.tagged(plan.version(), View.of(plan));
    }

    @DeleteMapping("/{id}")
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Takes a plan out of the list; on its page a person can bring it back.")
    ResponseEntity<Void> delete(@PathVariable long id, @AuthenticationPrincipal Person person) {
        find(id, person);
        plans.delete(id, person);
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<View> accepted(long id, Person person) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/plans/" + id))
                .body(View.of(find(id, person)));
    }

    private PlanSummary find(long id, Person person) {
        return plans.find(id, person).orElseThrow(() -> Problem.notFound("plan", Long.toString(id)));
    }

    private static PlanOptions.Method method(@Nullable String code) {
        if (code == null) {
            return PlanOptions.Method.AUTOMATIC;
        }
        for (PlanOptions.Method method : PlanOptions.Method.values()) {
            if (method.name().toLowerCase(Locale.ROOT).equals(code)) {
                return method;
            }
        }
        throw Problem.invalid("method", code, "automatic, exact or lagrangian");
    }

    private String file(long id, PlanStore.File file, Person person) {
        PlanSummary plan = find(id, person);
        return contents.findFile(id, file, person)
                .orElseThrow(() -> plan.running()
                        ? Problem.of(ProblemType.STILL_RUNNING, "plan", Long.toString(id))
                        : Problem.notFound("answer of plan", Long.toString(id)));
    }
}
