package org.knooppunt.inventory.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.BodyReader;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.Version;
import org.knooppunt.engine.inventory.Facility;
import org.knooppunt.engine.inventory.FacilityStatus;
import org.knooppunt.engine.inventory.Process;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.inventory.Facilities;
import org.knooppunt.inventory.Plant;
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

/** Facilities and their processes for programs. */
@RestController
@RequestMapping("/api/v1/facilities")
@Tag(name = "Facilities", description = "Where streams are consolidated or processed.")
class FacilityEndpoints {
    private final Facilities facilities;
    private final References references;

    FacilityEndpoints(Facilities facilities, References references) {
        this.facilities = facilities;
        this.references = references;
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
        Facility read(String id, BodyReader reader) {
            String plainName = reader.required("name", name, BodyReader.NAME);
            FacilityStatus plainStatus = reader.choice(
                    "status",
                    FormText.orEmpty(status),
                    FacilityStatus::find,
                    FacilityStatus.CANDIDATE,
                    "existing or candidate");
            double most = reader.requiredAtLeastZero("capacity", capacity);
            double least = reader.atLeastZero("minIntake", minIntake);
            double cost = reader.atLeastZero("fixedCost", fixedCost);
            double room = reader.atLeastZero("storage", storage);
            double roomCost = reader.atLeastZero("storageCost", storageCost);
            if (minIntake != null && least > most) {
                reader.refuse("minIntake", minIntake, "at most the capacity, " + most);
            }
            return reader.make(() -> new Facility(
                    id, FormText.stripped(site), plainName, plainStatus, most, least, cost, room, roomCost));
        }
    }

    /** A process as it is written. */
    @Schema(name = "ProcessInput")
    record StepInput(
            @Nullable String key,
            @Nullable String name,
            @Nullable String input,
            @Nullable Map<String, @Nullable Double> outputs,
            @Nullable Double variableCost,
            @Nullable Double co2PerUnit,
            @Nullable Double jobsPerThousand,
            @Nullable Map<String, @Nullable Double> qualities) {
        Process read(String id, String facility, BodyReader reader) {
            String plainName = reader.text("name", name, BodyReader.NAME);
            SortedMap<String, Double> made = reader.numbers("outputs", outputs);
            made.forEach((output, yield) -> {
                if (yield <= 0) {
                    reader.refuse("outputs." + output, yield, "a number above 0");
                }
            });
            SortedMap<String, Double> declared = reader.numbers("qualities", qualities);
            declared.keySet().forEach(quality -> StreamBody.checkName("qualities", quality, reader));
            double cost = reader.number("variableCost", variableCost);
            double co2 = reader.number("co2PerUnit", co2PerUnit);
            double jobs = reader.number("jobsPerThousand", jobsPerThousand);
            return reader.make(() ->
                    new Process(id, facility, plainName, FormText.stripped(input), made, cost, co2, jobs, declared));
        }
    }

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists facilities.")
    ApiPage<View> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String kind,
            @Parameter(description = "A class taken in; also finds what lies below it.")
                    @RequestParam(name = "class", required = false)
                    @Nullable
                    String resourceClass,
            @Parameter(description = "A key of /api/v1/areas; also finds what lies in it.")
                    @RequestParam(required = false)
                    @Nullable
                    String area,
            @RequestParam(required = false) @Nullable String organisation,
            @RequestParam(required = false) @Nullable String status,
            @Parameter(description = "A column; with a minus sign the largest first.")
                    @RequestParam(required = false)
                    @Nullable
                    String sort,
            @Valid @ParameterObject PageQuery page) {
        return ApiPage.of(
                facilities.list(new Facilities.Filter(
                        q, kind, resourceClass, area, organisation, status, sort, page.page(), page.size())),
                page,
                plant -> View.of(plant, null));
    }

    @GetMapping("/{key}")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Gives one facility with its processes.")
    ResponseEntity<View> get(@PathVariable String key) {
        return tagged(find(Keys.key(key)));
    }

    @PostMapping
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a facility.")
    ResponseEntity<View> add(@AuthenticationPrincipal Person person, @RequestBody Input input) {
        BodyReader reader = new BodyReader();
        references.checkSite(input.site(), reader);
        String key = reader.newKey(input.key(), () -> facilities.freeKey("facility"));
        Version.kept(facilities.add(person, input.read(key, reader)), "facility", key);
        Plant made = find(key);
        return Version.created(made.path(), made.version(), View.of(made, List.of()));
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
        String plain = find(Keys.key(key)).key();
        BodyReader reader = new BodyReader();
        references.checkSite(input.site(), reader);
        reader.sameKey(input.key(), plain);
        Version.kept(facilities.change(person, input.read(plain, reader), version), "facility", plain);
        return tagged(find(plain));
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
        String plain = find(Keys.key(key)).key();
        Version.kept(facilities.delete(person, plain, version), "facility", plain);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{key}/processes")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a process to a facility.")
    ResponseEntity<StepView> addStep(
            @PathVariable String key, @AuthenticationPrincipal Person person, @RequestBody StepInput input) {
        String facility = find(Keys.key(key)).key();
        BodyReader reader = new BodyReader();
        check(input, reader);
        String step = reader.newKey(input.key(), () -> facilities.freeKey("process"));
        Version.kept(facilities.add(person, input.read(step, facility, reader)), "process", step);
        Plant.Step made = step(facility, step);
        return Version.created(made.path(), made.version(), StepView.of(made));
    }

    @GetMapping("/{key}/processes/{process}")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Gives one process.")
    ResponseEntity<StepView> getStep(@PathVariable String key, @PathVariable String process) {
        return tagged(step(Keys.key(key), Keys.key(process)));
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
        Plant.Step step = step(Keys.key(key), Keys.key(process));
        BodyReader reader = new BodyReader();
        check(input, reader);
        reader.sameKey(input.key(), step.key());
        Version.kept(
                facilities.change(person, input.read(step.key(), step.facility(), reader), version),
                "process",
                step.key());
        return tagged(step(step.facility(), step.key()));
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
        Plant.Step step = step(Keys.key(key), Keys.key(process));
        Version.kept(facilities.deleteStep(person, step.facility(), step.key(), version), "process", step.key());
        return ResponseEntity.noContent().build();
    }

    private Plant find(String key) {
        return facilities.find(key).orElseThrow(() -> Problem.notFound("facility", key));
    }

    private Plant.Step step(String facility, String key) {
        return facilities.steps(find(facility).key()).stream()
                .filter(step -> step.key().equals(key))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("process", key));
    }

    private static ResponseEntity<StepView> tagged(Plant.Step step) {
        return Version.tagged(step.version(), StepView.of(step));
    }

    private ResponseEntity<View> tagged(Plant plant) {
        return Version.tagged(
                plant.version(),
                View.of(
                        plant,
                        facilities.steps(plant.key()).stream().map(StepView::of).toList()));
    }

    private void check(StepInput input, BodyReader reader) {
        references.checkClass("input", input.input(), reader);
        if (input.outputs() != null) {
            input.outputs().keySet().forEach(output -> references.checkClass("outputs." + output, output, reader));
        }
    }
}
