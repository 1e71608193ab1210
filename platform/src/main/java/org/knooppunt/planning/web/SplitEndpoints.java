package org.knooppunt.planning.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.Needs;
import org.knooppunt.api.Problem;
import org.knooppunt.api.ProblemType;
import org.knooppunt.engine.coalition.Fairness;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.planning.Splits;
import org.knooppunt.planning.report.PlanJson;
import org.knooppunt.web.Missing;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How the yield of cases is shared, for programs. */
@RestController
@RequestMapping("/api/v1/plans/{id}/cases/{caseId}/split")
@Tag(name = "Plans")
class SplitEndpoints {
    private final Splits splits;

    SplitEndpoints(Splits splits) {
        this.splits = splits;
    }

    /** What is held to be fair; only the proportions of the weights count. */
    @Schema(name = "SplitInput")
    record Input(
            @Schema(description = "weight of the Shapley value; 1 if all are left out") @Nullable
            Double shapley,

            @Schema(description = "weight of shares in proportion to contributions") @Nullable
            Double proportional,

            @Schema(description = "weight of an equal gain for everybody") @Nullable
            Double equalGain) {
        Fairness fairness() {
            if (shapley == null && proportional == null && equalGain == null) {
                return Fairness.SHAPLEY;
            }
            return new Fairness(weight(shapley), weight(proportional), weight(equalGain));
        }

        private static double weight(@Nullable Double given) {
            return given == null ? 0 : given;
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Gives how the yield of a case is shared, as worked out last.")
    String get(@PathVariable long id, @PathVariable String caseId, @AuthenticationPrincipal Person person) {
        Splits.State state = state(id, caseId, person);
        if (state.running()) {
            throw Problem.of(ProblemType.STILL_RUNNING, "split", caseId);
        }
        if (state.document() == null) {
            throw Problem.notFound("split of case", caseId);
        }
        return PlanJson.write(state.document());
    }

    @PostMapping
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Works out how the yield of a case is shared by a fairness rule; it takes seconds.")
    ResponseEntity<Void> start(
            @PathVariable long id,
            @PathVariable String caseId,
            @RequestBody Input input,
            @AuthenticationPrincipal Person person) {
        state(id, caseId, person);
        try {
            splits.start(id, caseId, input.fairness(), Duration.ZERO, person);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(
                    "shapley",
                    String.valueOf(input.shapley()),
                    "weights of at least 0, not all 0; a case of 2 to " + Splits.MOST_PARTNERS
                            + " partners with a surplus");
        }
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/plans/" + id + "/cases/" + caseId + "/split"))
                .build();
    }

    private Splits.State state(long id, String caseId, Person person) {
        try {
            return splits.get(id, caseId, person);
        } catch (Missing e) {
            throw Problem.notFound("case of plan " + id, caseId);
        }
    }
}
