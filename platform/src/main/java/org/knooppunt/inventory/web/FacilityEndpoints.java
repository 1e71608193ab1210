package org.knooppunt.inventory.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.FieldFault;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.Version;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.inventory.Classes;
import org.knooppunt.inventory.Facilities;
import org.knooppunt.inventory.Plant;
import org.knooppunt.inventory.Streams.Saved;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.web.Slice;
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

/** Facilities and their processes for programs. */
@RestController
@RequestMapping("/api/v1/facilities")
@Tag(name = "Facilities", description = "Where streams are consolidated or processed.")
class FacilityEndpoints {
    private final Facilities facilities;
    private final Organisations organisations;
    private final Classes classes;

    FacilityEndpoints(Facilities facilities, Organisations organisations, Classes classes) {
        this.facilities = facilities;
        this.organisations = organisations;
        this.classes = classes;
    }

    /** A process of a facility. */
    @Schema(name = "Process")
    record StepView(
            String key,
            String name,
            String input,

            @Schema(description = "units out per unit in, per class")
            Map<String, Double> outputs,

            @Schema(description = "EUR per unit in") double variableCost,

            @Schema(description = "kg CO2e per unit in; negative is saved")
            double co2PerUnit,

            double jobsPerThousand,
            Map<String, Double> qualities,
            int version) {
        static StepView of(Plant.Step step) {
            Map<String, Double> outputs = new TreeMap<>();
            step.outputs().forEach(output -> outputs.put(output.resourceClass(), output.yield()));
            return new StepView(
                    step.key(),
                    step.name(),
                    step.input(),
                    outputs,
                    step.variableCost(),
                    step.co2PerUnit(),
                    step.jobsPerThousand(),
                    step.qualities(),
                    step.version());
        }
    }

    /** A facility with its processes; in a list the processes are left out. */
    @Schema(name = "Facility")
    record View(
            @Schema(example = "F01") String key,
            String name,

            @Schema(allowableValues = {"existing", "candidate"})
            String status,

            @Schema(description = "units of intake per year")
            double capacity,

            double minIntake,
            @Schema(description = "EUR per year") double fixedCost,

            @Schema(description = "units that can lie there; 0 for none")
            double storage,

            @Schema(description = "EUR per unit for each month it lies there")
            double storageCost,

            String site,
            String organisation,
            String area,
            @Nullable List<StepView> processes,
            int version) {
        static View of(Plant plant, @Nullable List<StepView> processes) {
            return new View(
                    plant.key(),
                    plant.name(),
                    plant.status(),
                    plant.capacity(),
                    plant.minIntake(),
                    plant.fixedCost(),
                    plant.storage(),
                    plant.storageCost(),
                    plant.site(),
                    plant.organisation(),
                    plant.area(),
                    processes,
                    plant.version());
        }
    }

    /** A facility as it is written. */
    @Schema(name = "FacilityInput")
    record Input(
            @Nullable String key,
            @Nullable String name,
            @Nullable String status,
            @Nullable Double capacity,
            @Nullable Double minIntake,
            @Nullable Double fixedCost,
            @Nullable Double storage,
            @Nullable Double storageCost,
            @Nullable String site) {
        Facility facility(String id) {
            return StreamBody.made(() -> new Facility(
                    id,
                    StreamBody.text(site),
                    StreamBody.text(name),
                    FacilityStatus.find(StreamBody.text(status)).orElseThrow(),
                    StreamBody.orZero(capacity),
                    StreamBody.orZero(minIntake),
                    StreamBody.orZero(fixedCost),
                    StreamBody.orZero(storage),
                    StreamBody.orZero(storageCost)));
        }
    }

    /** A process as it is written. */
    @Schema(name = "ProcessInput")
    record StepInput(
            @Nullable String key,
            @Nullable String name,
            @Nullable String input,
            @Nullable Map<String, Double> outputs,
            @Nullable Double variableCost,
            @Nullable Double co2PerUnit,
            @Nullable Double jobsPerThousand,
            @Nullable Map<String, Double> qualities) {
        Process process(String id, String facility) {
            return StreamBody.made(() -> new Process(
                    id,
                    facility,
                    StreamBody.text(name),
                    StreamBody.text(input),
                    new TreeMap<>(outputs == null ? Map.of() : outputs),
                    StreamBody.orZero(variableCost),
                    StreamBody.orZero(co2PerUnit),
                    StreamBody.orZero(jobsPerThousand),
                    new TreeMap<>(qualities == null ? Map.of() : qualities)));
        }
    }

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists facilities.")
    ApiPage<View> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String organisation,
            @Valid @ParameterObject PageQuery page) {
        Slice<Plant> found = facilities.list(
                new Facilities.Filter(q, null, null, null, organisation, status, null, page.page(), page.size()));
        boolean beyond = page.page() > found.pages();
        return ApiPage.of(
                beyond
                        ? List.of()
                        : found.rows().stream()
                                .map(plant -> View.of(plant, null))
                                .toList(),
                page,
                found.total());
    }

    @GetMapping("/{key}")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Gives one facility with its processes.")
    ResponseEntity<View> get(@PathVariable String key) {
        return tagged(find(key));
    }

    @PostMapping
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a facility.")
    ResponseEntity<View> add(@AuthenticationPrincipal Person person, @RequestBody Input input) {
        check(input);
        String key = input.key() == null
                ? facilities.freeKey("facility")
                : input.key().strip();
        if (facilities.add(person, input.facility(key)) == Saved.KEY_TAKEN) {
            throw Problem.conflict("facility", key);
        }
        Plant made = find(key);
        return ResponseEntity.created(URI.create("/api/v1" + made.path()))
                .eTag(Version.tag(made.version()))
                .body(View.of(made, List.of()));
    }

    @PutMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Changes a facility; If-Match carries the version you read.")
    ResponseEntity<View> change(
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Input input) {
        int version = Version.expected(ifMatch);
        find(key);
        check(input);
        done(facilities.change(person, input.facility(key), version), "facility", key);
        return tagged(find(key));
    }

    @DeleteMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Deletes a facility with its processes.")
    ResponseEntity<Void> delete(
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        int version = Version.expected(ifMatch);
        find(key);
        done(facilities.delete(person, key, version), "facility", key);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{key}/processes")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a process to a facility.")
    ResponseEntity<StepView> addStep(
            @PathVariable String key, @AuthenticationPrincipal Person person, @RequestBody StepInput input) {
        find(key);
        check(input);
        String step = input.key() == null
                ? facilities.freeKey("process")
                : input.key().strip();
        if (facilities.add(person, input.process(step, key)) == Saved.KEY_TAKEN) {
            throw Problem.conflict("process", step);
        }
        StepView made = step(key, step);
        return ResponseEntity.created(URI.create("/api/v1/facilities/" + key))
                .eTag(Version.tag(made.version()))
                .body(made);
    }

    @PutMapping("/{key}/processes/{process}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Changes a process; If-Match carries the version you read.")
    ResponseEntity<StepView> changeStep(
            @PathVariable String key,
            @PathVariable String process,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody StepInput input) {
        int version = Version.expected(ifMatch);
        step(key, process);
        check(input);
        done(facilities.change(person, input.process(process, key), version), "process", process);
        StepView changed = step(key, process);
        return Version.tagged(changed.version(), changed);
    }

    @DeleteMapping("/{key}/processes/{process}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Deletes a process.")
    ResponseEntity<Void> deleteStep(
            @PathVariable String key,
            @PathVariable String process,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        int version = Version.expected(ifMatch);
        step(key, process);
        done(facilities.deleteStep(person, key, process, version), "process", process);
        return ResponseEntity.noContent().build();
    }

    private static void done(Saved saved, String thing, String key) {
        if (saved == Saved.CHANGED_MEANWHILE) {
            throw Problem.changedMeanwhile(thing, key);
        }
    }

    private Plant find(String key) {
        return facilities.find(key).orElseThrow(() -> Problem.notFound("facility", key));
    }

    private StepView step(String facility, String key) {
        return facilities.steps(find(facility).key()).stream()
                .filter(step -> step.key().equals(key))
                .findFirst()
                .map(StepView::of)
                .orElseThrow(() -> Problem.notFound("process", key));
    }

    private ResponseEntity<View> tagged(Plant plant) {
        return Version.tagged(
                plant.version(),
                View.of(
                        plant,
                        facilities.steps(plant.key()).stream().map(StepView::of).toList()));
    }

    private void check(Input input) {
        List<FieldFault> faults = new ArrayList<>();
        if (StreamBody.text(input.name()).isEmpty()) {
            faults.add(new FieldFault("name", input.name(), "a name"));
        }
        if (FacilityStatus.find(StreamBody.text(input.status())).isEmpty()) {
            faults.add(new FieldFault("status", input.status(), "existing or candidate"));
        }
        if (organisations.findSite(StreamBody.text(input.site())).isEmpty()) {
            faults.add(new FieldFault("site", input.site(), "the key of a site, see /api/v1/organisations"));
        }
        if (input.capacity() == null) {
            faults.add(new FieldFault("capacity", null, "a number of at least 0"));
        }
        refuse(faults);
    }

    private void check(StepInput input) {
        List<FieldFault> faults = new ArrayList<>();
        checkClass("input", StreamBody.text(input.input()), faults);
        if (input.outputs() != null) {
            input.outputs().forEach((output, yield) -> {
                checkClass("outputs." + output, output, faults);
                if (yield == null) {
                    faults.add(new FieldFault("outputs." + output, null, "a number above 0"));
                }
            });
        }
        refuse(faults);
    }

    private void checkClass(String field, String key, List<FieldFault> faults) {
        if (classes.find(key).filter(found -> found.key().equals(key)).isEmpty()) {
            faults.add(new FieldFault(field, key, "the key of a class, see /api/v1/classes"));
        }
    }

    private static void refuse(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
