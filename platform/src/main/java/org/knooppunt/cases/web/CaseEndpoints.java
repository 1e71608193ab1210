package org.knooppunt.cases.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.BodyReader;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.Version;
import org.knooppunt.cases.AsideReason;
import org.knooppunt.cases.BusinessCase;
import org.knooppunt.cases.BusinessCases;
import org.knooppunt.cases.CaseLine;
import org.knooppunt.cases.CaseStatus;
import org.knooppunt.cases.Demand;
import org.knooppunt.cases.Pipeline;
import org.knooppunt.database.Saved;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.web.Coded;
import org.knooppunt.web.Missing;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cases for programs; a member's program sees what the member sees. */
@RestController
@RequestMapping("/api/v1/cases")
@Tag(name = "Cases", description = "Cases taken up out of plans.")
class CaseEndpoints {
    private final BusinessCases cases;
    private final Pipeline pipeline;

    CaseEndpoints(BusinessCases cases, Pipeline pipeline) {
        this.cases = cases;
        this.pipeline = pipeline;
    }

    /** Which case of which plan to take up. */
    @Schema(name = "CaseInput")
    record TakeUp(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            Long plan,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "C1", description = "case of the plan")
            @Nullable
            String planCase) {}

    /** What can be changed of a case. */
    @Schema(name = "CaseChange")
    record Change(@Nullable String title, @Nullable String note) {}

    /** Where a case moves, and why. */
    @Schema(name = "CaseMove")
    record MoveInput(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "feasible") @Nullable
            String to,

            @Schema(description = "why it is put aside; only for parked and stopped", example = "margin") @Nullable
            String reason,

            @Schema(description = "why it may pass although something is missing, or more about putting it aside")
            @Nullable
            String words) {}

    @GetMapping
    @Needs(Scope.CASES_READ)
    @Operation(summary = "Lists the cases you may see.")
    ApiPage<CaseLine> list(
            @AuthenticationPrincipal Person person,
            @Parameter(description = "Words to find in the title.") @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String status,
            @Valid @ParameterObject PageQuery page) {
        CaseStatus wanted = status == null ? null : coded(CaseStatus.class, "status", status);
        return ApiPage.of(
                cases.list(q, wanted, "-created", page.page(), page.size(), person), page, Function.identity());
    }

    @GetMapping("/{id}")
    @Needs(Scope.CASES_READ)
    @Operation(summary = "Gives one case as you may see it.")
    ResponseEntity<BusinessCase> get(@PathVariable long id, @AuthenticationPrincipal Person person) {
        BusinessCase found = find(id, person);
        return Version.tagged(found.version(), found);
    }

    @PostMapping
    @Needs(Scope.CASES_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Takes a case of a plan up; doing it again gives the case that was taken up before.")
    ResponseEntity<BusinessCase> takeUp(@AuthenticationPrincipal Person person, @RequestBody TakeUp input) {
        BodyReader reader = new BodyReader();
        Long plan = input.plan();
        if (plan == null) {
            reader.refuse("plan", null, "the id of a plan");
        }
        String planCase = reader.required("planCase", input.planCase(), BodyReader.WORD);
        long id;
        try {
            id = reader.make(() -> cases.takeUp(Objects.requireNonNull(plan), planCase, person));
        } catch (Missing e) {
            throw Problem.notFound("case " + planCase + " of plan", String.valueOf(plan));
        }
        BusinessCase made = find(id, person);
        return Version.created("/cases/" + id, made.version(), made);
    }

    @PutMapping("/{id}")
    @Needs(Scope.CASES_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Changes title and note; If-Match carries the version you read.")
    ResponseEntity<BusinessCase> change(
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Change input) {
        int version = Version.expected(ifMatch);
        find(id, person);
        BodyReader reader = new BodyReader();
        String title = reader.required("title", input.title(), BodyReader.NAME);
        String note = reader.text("note", input.note(), BodyReader.EXPLANATION);
        Version.kept(
                Saved.changed(reader.make(() -> cases.change(id, title, note, version, person))),
                "case",
                Long.toString(id));
        BusinessCase changed = find(id, person);
        return Version.tagged(changed.version(), changed);
    }

    @PostMapping("/{id}/moves")
    @Needs(Scope.CASES_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(
            summary =
                    "Moves a case to another status; If-Match carries the version you read. A stage may demand what is"
                            + " not there: then say in words why it may pass.")
    ResponseEntity<BusinessCase> move(
            @PathVariable long id,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody MoveInput input) {
        int version = Version.expected(ifMatch);
        find(id, person);
        BodyReader reader = new BodyReader();
        String words = reader.text("words", input.words(), BodyReader.EXPLANATION);
        CaseStatus to = coded(CaseStatus.class, "to", input.to());
        AsideReason reason = input.reason() == null ? null : coded(AsideReason.class, "reason", input.reason());
        switch (reader.make(() -> pipeline.move(id, to, reason, words, version, person))) {
            case Pipeline.Outcome.Moved moved -> {}
            case Pipeline.Outcome.Lacking lacking ->
                throw Problem.invalid(
                        "words",
                        words,
                        "why it may pass without "
                                + lacking.missing().stream().map(Demand::code).collect(Collectors.joining(", ")));
            case Pipeline.Outcome.NoReason none ->
                throw Problem.invalid("reason", input.reason(), codes(AsideReason.class));
            case Pipeline.Outcome.ChangedMeanwhile late -> throw Problem.changedMeanwhile("case", Long.toString(id));
        }
        BusinessCase moved = find(id, person);
        return Version.tagged(moved.version(), moved);
    }

    private static <E extends Enum<E> & Coded> E coded(Class<E> among, String field, @Nullable String code) {
        return Coded.find(among, code == null ? "" : code)
                .orElseThrow(() -> Problem.invalid(field, code, codes(among)));
    }

    private static <E extends Enum<E> & Coded> String codes(Class<E> among) {
        return Arrays.stream(among.getEnumConstants()).map(Coded::code).collect(Collectors.joining(", "));
    }

    private BusinessCase find(long id, Person person) {
        return cases.find(id, person).orElseThrow(() -> Problem.notFound("case", Long.toString(id)));
    }
}
