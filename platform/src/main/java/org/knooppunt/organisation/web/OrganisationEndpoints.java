package org.knooppunt.organisation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.FieldFault;
import org.knooppunt.api.Needs;
import org.knooppunt.api.PageQuery;
import org.knooppunt.api.Problem;
import org.knooppunt.api.Version;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Site;
import org.knooppunt.identity.Person;
import org.knooppunt.identity.Scope;
import org.knooppunt.organisation.Organisations;
import org.knooppunt.organisation.Organisations.Saved;
import org.knooppunt.organisation.Partner;
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

/** Organisations and their sites for programs. */
@RestController
@RequestMapping("/api/v1/organisations")
@Tag(name = "Organisations", description = "Organisations and their sites.")
class OrganisationEndpoints {
    private final Organisations organisations;

    OrganisationEndpoints(Organisations organisations) {
        this.organisations = organisations;
    }

    /** A site. */
    @Schema(name = "Site")
    record SiteView(
            String key,
            String name,
            String area,
            @Schema(description = "degrees, WGS 84") double lat,
            @Schema(description = "degrees, WGS 84") double lon,
            List<String> modes,
            int version) {
        static SiteView of(Partner.Place place) {
            return new SiteView(
                    place.key(), place.name(), place.area(), place.lat(), place.lon(), place.modes(), place.version());
        }
    }

    /** An organisation; in a list its sites are left out. */
    @Schema(name = "Organisation")
    record View(
            @Schema(example = "rubberhof") String key,
            String name,
            String type,
            @Nullable String enterpriseNumber,
            @Nullable String nace,
            @Nullable List<SiteView> sites,
            int version) {
        static View of(Partner partner, @Nullable List<SiteView> sites) {
            return new View(
                    partner.key(),
                    partner.name(),
                    partner.type(),
                    partner.enterpriseNumber(),
                    partner.nace(),
                    sites,
                    partner.version());
        }
    }

    /** An organisation as it is written. */
    @Schema(name = "OrganisationInput")
    record Input(
            @Nullable String key,
            @Nullable String name,
            @Nullable String type,

            @Schema(description = "Belgian enterprise number, checked modulo 97") @Nullable
            String enterpriseNumber,

            @Nullable String nace) {
        Organisation organisation(String id) {
            return new Organisation(
                    id,
                    text(name),
                    text(type),
                    text(enterpriseNumber).isEmpty()
                            ? null
                            : EnterpriseNumber.parse(text(enterpriseNumber)).orElseThrow(),
                    text(nace).isEmpty() ? null : text(nace));
        }
    }

    /** A site as it is written. */
    @Schema(name = "SiteInput")
    record SiteInput(
            @Nullable String key,
            @Nullable String name,
            @Nullable String area,
            @Nullable Double lat,
            @Nullable Double lon,

            @Schema(description = "road, water, rail; road when absent") @Nullable
            List<String> modes) {}

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists the organisations you may see.")
    ApiPage<View> list(
            @AuthenticationPrincipal Person person,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String area,
            @Valid @ParameterObject PageQuery page) {
        Slice<Partner> found =
                organisations.list(new Organisations.Filter(q, null, area, null, page.page(), page.size()), person);
        boolean beyond = page.page() > found.pages();
        return ApiPage.of(
                beyond
                        ? List.of()
                        : found.rows().stream()
                                .map(partner -> View.of(partner, null))
                                .toList(),
                page,
                found.total());
    }

    @GetMapping("/{key}")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Gives one organisation with its sites.")
    ResponseEntity<View> get(@PathVariable String key, @AuthenticationPrincipal Person person) {
        return tagged(find(key, person));
    }

    @PostMapping
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Adds an organisation.")
    ResponseEntity<View> add(@AuthenticationPrincipal Person person, @RequestBody Input input) {
        check(input);
        String key = input.key() == null
                ? organisations.freeKey("organisation", text(input.name()))
                : input.key().strip();
        if (organisations.add(person, input.organisation(key)) == Saved.KEY_TAKEN) {
            throw Problem.conflict("organisation", key);
        }
        Partner made = find(key, person);
        return ResponseEntity.created(URI.create("/api/v1" + made.path()))
                .eTag(Version.tag(made.version()))
                .body(View.of(made, List.of()));
    }

    @PutMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Changes an organisation; If-Match carries the version you read.")
    ResponseEntity<View> change(
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Input input) {
        int version = Version.expected(ifMatch);
        find(key, person);
        check(input);
        done(organisations.change(person, input.organisation(key), version), "organisation", key);
        return tagged(find(key, person));
    }

    @DeleteMapping("/{key}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasRole('COORDINATOR')")
    @Operation(summary = "Deletes an organisation that has no sites any more.")
    ResponseEntity<Void> delete(
            @PathVariable String key,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        int version = Version.expected(ifMatch);
        find(key, person);
        done(organisations.delete(person, key, version), "organisation", key);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{key}/sites")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a site to an organisation.")
    ResponseEntity<SiteView> addSite(
            @PathVariable String key, @AuthenticationPrincipal Person person, @RequestBody SiteInput input) {
        find(key, person);
        String site = input.key() == null
                ? organisations.freeKey("site", text(input.name()))
                : input.key().strip();
        if (organisations.add(person, site(site, key, input)) == Saved.KEY_TAKEN) {
            throw Problem.conflict("site", site);
        }
        SiteView made = site(key, site);
        return ResponseEntity.created(URI.create("/api/v1/organisations/" + key))
                .eTag(Version.tag(made.version()))
                .body(made);
    }

    @PutMapping("/{key}/sites/{site}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Changes a site; If-Match carries the version you read.")
    ResponseEntity<SiteView> changeSite(
            @PathVariable String key,
            @PathVariable String site,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody SiteInput input) {
        int version = Version.expected(ifMatch);
        find(key, person);
        site(key, site);
        done(organisations.change(person, site(site, key, input), version), "site", site);
        SiteView changed = site(key, site);
        return Version.tagged(changed.version(), changed);
    }

    @DeleteMapping("/{key}/sites/{site}")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Deletes a site on which nothing lies any more.")
    ResponseEntity<Void> deleteSite(
            @PathVariable String key,
            @PathVariable String site,
            @AuthenticationPrincipal Person person,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        int version = Version.expected(ifMatch);
        find(key, person);
        site(key, site);
        done(organisations.deleteSite(person, key, site, version), "site", site);
        return ResponseEntity.noContent().build();
    }

    private static void done(Saved saved, String thing, String key) {
        switch (saved) {
            case DONE -> {}
            case CHANGED_MEANWHILE -> throw Problem.changedMeanwhile(thing, key);
            case KEY_TAKEN, IN_USE -> throw Problem.conflict(thing, key);
        }
    }

    private Partner find(String key, Person person) {
        return organisations.find(key, person).orElseThrow(() -> Problem.notFound("organisation", key));
    }

    private SiteView site(String organisation, String key) {
        return organisations.sites(organisation).stream()
                .filter(place -> place.key().equals(key))
                .findFirst()
                .map(SiteView::of)
                .orElseThrow(() -> Problem.notFound("site", key));
    }

    private ResponseEntity<View> tagged(Partner partner) {
        return Version.tagged(
                partner.version(),
                View.of(
                        partner,
                        organisations.sites(partner.key()).stream()
                                .map(SiteView::of)
                                .toList()));
    }

    private static void check(Input input) {
        List<FieldFault> faults = new ArrayList<>();
        if (text(input.name()).isEmpty()) {
            faults.add(new FieldFault("name", input.name(), "a name"));
        }
        String number = text(input.enterpriseNumber());
        if (!number.isEmpty() && EnterpriseNumber.parse(number).isEmpty()) {
            faults.add(new FieldFault(
                    "enterpriseNumber",
                    number,
                    "ten digits that start with 0 or 1, the last two being a check (modulo 97)"));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private static Site site(String id, String organisation, SiteInput input) {
        List<FieldFault> faults = new ArrayList<>();
        if (text(input.name()).isEmpty()) {
            faults.add(new FieldFault("name", input.name(), "a name"));
        }
        Double lat = input.lat();
        Double lon = input.lon();
        if (lat == null || !(Math.abs(lat) <= 90)) {
            faults.add(new FieldFault("lat", lat, "degrees between -90 and 90"));
        }
        if (lon == null || !(Math.abs(lon) <= 180)) {
            faults.add(new FieldFault("lon", lon, "degrees between -180 and 180"));
        }
        Set<Mode> modes = new TreeSet<>();
        for (String mode : input.modes() == null ? List.of("road") : input.modes()) {
            Mode.find(mode)
                    .ifPresentOrElse(
                            modes::add, () -> faults.add(new FieldFault("modes", mode, "road, water or rail")));
        }
        if (!faults.isEmpty() || lat == null || lon == null) {
            throw Problem.invalid(faults);
        }
        return new Site(id, organisation, text(input.name()), text(input.area()), lat, lon, modes);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }
}
