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
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.planning.Risks;
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

/** How sure the cases of plans are, for programs. */
@RestController
@RequestMapping("/api/v1/plans/{id}/cases/{caseId}/risk")
@Tag(name = "Plans")
class RiskEndpoints {
    private final Risks risks;

    RiskEndpoints(Risks risks) {
        this.risks = risks;
    }

    /** How to simulate. */
    @Schema(name = "RiskInput")
    record Input(
            @Schema(description = "simulated years, 500 to 100000; 10000 if left out") @Nullable
            Integer years,

            @Schema(description = "1 if left out") @Nullable Long seed) {}

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Scope.PLANS_READ)
    @Operation(summary = "Gives how sure a case is, as simulated last.")
    String get(@PathVariable long id, @PathVariable String caseId, @AuthenticationPrincipal Person person) {
        Risks.State state = state(id, caseId, person);
        if (state.progress() != null) {
            throw Problem.of(ProblemType.STILL_RUNNING, "risk", caseId);
        }
        if (state.document() == null) {
            throw Problem.notFound("risk of case", caseId);
        }
        return PlanJson.write(state.document());
    }

    @PostMapping
    @Needs(Scope.PLANS_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Simulates how sure a case is; it takes seconds. One that goes on already is left to go on.")
    ResponseEntity<Void> start(
            @PathVariable long id,
            @PathVariable String caseId,
            @RequestBody Input input,
            @AuthenticationPrincipal Person person) {
        state(id, caseId, person);
        risks.start(id, caseId, input.years(), input.seed() == null ? 1 : input.seed(), Duration.ZERO, person);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/plans/" + id + "/cases/" + caseId + "/risk"))
                .build();
    }

    private Risks.State state(long id, String caseId, Person person) {
        try {
            return risks.get(id, caseId, person);
        } catch (Missing e) {
            throw Problem.notFound("case of plan " + id, caseId);
        }
    }
}
