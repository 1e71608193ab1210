package org.knooppunt.planning.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.knooppunt.api.Version;
import org.knooppunt.engine.design.PlanOptions;
import org.knooppunt.engine.design.Weights;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.planning.PlanQuery;
import org.knooppunt.planning.PlanRequest;
import org.knooppunt.planning.PlanScope;
import org.knooppunt.planning.PlanSummary;
import org.knooppunt.planning.Plans;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.planning.report.PlanReport;
import org.knooppunt.web.Slice;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plans for programs: asked for, followed, read. */
@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "Plans", description = "Plans are made as jobs: ask for one, follow its status, read its answer.")
class PlanEndpoints {
    private final Plans plans;

    PlanEndpoints(Plans plans) {
        this.plans = plans;
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

            @Schema(description = "keys of areas; all when absent") @Nullable
            Set<String> areas,

            @Schema(description = "codes of kinds; all when absent") @Nullable
            Set<String> kinds,

            @Nullable Set<String> visibilities,
            @Nullable Set<String> organisations) {}

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

            @Schema(description = "fingerprint of the inventory it was made from")
            String snapshot,

            @Schema(description = "how far a running plan is")
            PlanSummary.@Nullable Progress progress,

            @Schema(description = "EUR and t per year; absent until there is a plan")
            PlanSummary.@Nullable Answer answer,

            @Nullable String error) {
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
                    plan.snapshot(),
                    plan.progress(),
                    plan.answer(),
                    plan.error());
        }
    }

    @GetMapping
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Lists plans, the newest first.")
    ApiPage<View> list(@AuthenticationPrincipal Person person, @Valid @ParameterObject PageQuery page) {
        Slice<PlanSummary> found = plans.list(new PlanQuery("", null, "-created", page.page(), page.size()), person);
        boolean beyond = page.page() > found.pages();
        return ApiPage.of(
                beyond ? List.of() : found.rows().stream().map(View::of).toList(), page, found.total());
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
        return PlanJson.write(report(id, person).plan());
    }

    @GetMapping(value = "/{id}/cases", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Gives the cases of a plan; the command line's cases.json.")
    String cases(@PathVariable long id, @AuthenticationPrincipal Person person) {
        return PlanJson.write(report(id, person).cases());
    }

    @PostMapping
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Asks for a plan of the inventory as it is now.")
    ResponseEntity<View> create(@AuthenticationPrincipal Person person, @RequestBody Input input) {
        String name = input.name() == null ? "" : input.name().strip();
        if (name.isEmpty() || name.length() > 200) {
            throw Problem.invalid("name", input.name(), "1 to 200 characters");
        }
        try {
            PlanRequest request = new PlanRequest(
                    name,
                    input.note() == null ? "" : input.note(),
                    new PlanScope(
                            orAll(input.areas()),
                            orAll(input.kinds()),
                            orAll(input.visibilities()),
                            orAll(input.organisations())),
                    new PlanOptions(
                            input.gap() == null ? 0.0001 : input.gap(),
                            Duration.ofMillis(Math.round((input.seconds() == null ? 60 : input.seconds()) * 1000)),
                            input.seed() == null ? 1 : input.seed(),
                            1),
                    new Weights(
                            input.weightCo2() == null ? 0 : input.weightCo2(),
                            input.weightJobs() == null ? 0 : input.weightJobs()));
            return accepted(plans.create(request, person), person);
        } catch (Plans.EmptyScope e) {
            throw Problem.invalid("", null, "a scope that holds offers and needs");
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("", null, String.valueOf(e.getMessage()));
        }
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
    View cancel(@PathVariable long id, @AuthenticationPrincipal Person person) {
        find(id, person);
        plans.cancel(id, person);
        return View.of(find(id, person));
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

    private PlanReport report(long id, Person person) {
        PlanSummary plan = find(id, person);
        return plans.report(id, person)
                .orElseThrow(() -> plan.running()
                        ? Problem.of(ProblemType.STILL_RUNNING, "plan", Long.toString(id))
                        : Problem.notFound("answer of plan", Long.toString(id)));
    }

    private static Set<String> orAll(@Nullable Set<String> chosen) {
        return chosen == null ? Set.of() : chosen;
    }
}
