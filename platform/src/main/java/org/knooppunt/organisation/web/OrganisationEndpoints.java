package org.knooppunt.organisation.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.ApiPage;
import org.knooppunt.api.BodyReader;
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
import org.knooppunt.organisation.Partner;
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
        Organisation read(String id, BodyReader reader) {
            String plainName = reader.required("name", name, BodyReader.NAME);
            String plainType = reader.text("type", type, BodyReader.WORD);
            String plainNace = reader.text("nace", nace, BodyReader.WORD);
            EnterpriseNumber number =
                    EnterpriseNumber.parse(FormText.stripped(enterpriseNumber)).orElse(null);
            if (number == null && !FormText.stripped(enterpriseNumber).isEmpty()) {
                reader.refuse(
                        "enterpriseNumber",
                        enterpriseNumber,
                        "ten digits that start with 0 or 1, the last two being a check (modulo 97)");
            }
            return reader.make(
                    () -> new Organisation(id, plainName, plainType, number, plainNace.isEmpty() ? null : plainNace));
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
            List<@Nullable String> modes) {
        Site read(String id, String organisation, BodyReader reader) {
            String plainName = reader.required("name", name, BodyReader.NAME);
            String plainArea = reader.text("area", area, BodyReader.NAME);
            double latitude = reader.degrees("lat", lat, 90);
            double longitude = reader.degrees("lon", lon, 180);
            Set<Mode> reached = new TreeSet<>();
            for (String mode : modes == null ? List.of(Mode.ROAD.code()) : modes) {
                Mode.find(FormText.orEmpty(mode))
                        .ifPresentOrElse(reached::add, () -> reader.refuse("modes", mode, "road, water or rail"));
            }
            return reader.make(() -> new Site(id, organisation, plainName, plainArea, latitude, longitude, reached));
        }
    }

    @GetMapping
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Lists the organisations you may see.")
    ApiPage<View> list(
            @AuthenticationPrincipal Person person,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "A key of /api/v1/areas; also finds what lies in it.")
                    @RequestParam(required = false)
                    @Nullable
                    String area,
            @Parameter(description = "A column; with a minus sign the largest first.")
                    @RequestParam(required = false)
                    @Nullable
                    String sort,
            @Valid @ParameterObject PageQuery page) {
        return ApiPage.of(
                organisations.list(new Organisations.Filter(q, type, area, sort, page.page(), page.size()), person),
                page,
                partner -> View.of(partner, null));
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
        BodyReader reader = new BodyReader();
        String key = reader.newKey(
                input.key(), () -> organisations.freeKey("organisation", FormText.stripped(input.name())));
        Version.kept(organisations.add(person, input.read(key, reader)), "organisation", key);
        Partner made = find(key, person);
        return Version.created(made.path(), made.version(), View.of(made, List.of()));
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
        String plain = find(key, person).key();
        BodyReader reader = new BodyReader();
        reader.sameKey(input.key(), plain);
        Version.kept(organisations.change(person, input.read(plain, reader), version), "organisation", plain);
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
        String plain = find(key, person).key();
        Version.kept(organisations.delete(person, plain, version), "organisation", plain);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{key}/sites")
    @Needs(Scope.INVENTORY_WRITE)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'MEMBER')")
    @Operation(summary = "Adds a site to an organisation.")
    ResponseEntity<SiteView> addSite(
            @PathVariable String key, @AuthenticationPrincipal Person person, @RequestBody SiteInput input) {
        Partner owner = find(key, person);
        BodyReader reader = new BodyReader();
        String site = reader.newKey(
                input.key(), () -> organisations.freeKey("site", owner.key() + " " + FormText.stripped(input.name())));
        Version.kept(organisations.add(person, input.read(site, owner.key(), reader)), "site", site);
        Partner.Place made = place(owner, site);
        return Version.created(made.path(), made.version(), SiteView.of(made));
    }

    @GetMapping("/{key}/sites/{site}")
    @Needs(Scope.INVENTORY_READ)
    @Operation(summary = "Gives one site.")
    ResponseEntity<SiteView> getSite(
            @PathVariable String key, @PathVariable String site, @AuthenticationPrincipal Person person) {
        return tagged(place(find(key, person), Keys.key(site)));
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
        Partner owner = find(key, person);
        Partner.Place place = place(owner, Keys.key(site));
        BodyReader reader = new BodyReader();
        reader.sameKey(input.key(), place.key());
        Version.kept(
                organisations.change(person, input.read(place.key(), owner.key(), reader), version),
                "site",
                place.key());
        return tagged(place(owner, place.key()));
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
        Partner owner = find(key, person);
        Partner.Place place = place(owner, Keys.key(site));
        Version.kept(organisations.deleteSite(person, owner.key(), place.key(), version), "site", place.key());
        return ResponseEntity.noContent().build();
    }

    private Partner find(String path, Person person) {
        String key = Keys.key(path);
        return organisations.find(key, person).orElseThrow(() -> Problem.notFound("organisation", key));
    }

    private Partner.Place place(Partner owner, String key) {
        return organisations
                .findSite(key)
                .filter(place -> place.organisation().equals(owner.key()))
                .orElseThrow(() -> Problem.notFound("site", key));
    }

    private static ResponseEntity<SiteView> tagged(Partner.Place place) {
        return Version.tagged(place.version(), SiteView.of(place));
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
}
