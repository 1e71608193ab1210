package org.knooppunt.organisation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.knooppunt.database.Shape;
import org.knooppunt.engine.inventory.EnterpriseNumber;
import org.knooppunt.engine.inventory.Mode;
import org.knooppunt.engine.inventory.Organisation;
import org.knooppunt.engine.inventory.Site;

/** How organisations and sites lie in their tables, for those who bring in many at once. */
public final class OrganisationTables {
    public static final Shape<Organisation> ORGANISATIONS = Shape.of(
            "organisation",
            true,
            List.of("key"),
            List.of("name text", "type text", "enterprise_number text", "nace text"),
            (organisation, row) -> row.add(organisation.id())
                    .add(organisation.name())
                    .add(organisation.type())
                    .add(digits(organisation.enterpriseNumber()))
                    .add(organisation.nace()),
            (row, index) -> new Organisation(
                    row.getString("key"),
                    row.getString("name"),
                    row.getString("type"),
                    number(row.getString("enterprise_number")),
                    row.getString("nace")));

    public static final Shape<Site> SITES = Shape.of(
            "site",
            true,
            List.of("key"),
            List.of(
                    "organisation text",
                    "name text",
                    "area text",
                    "lat double precision",
                    "lon double precision",
                    "modes text"),
            (site, row) -> row.add(site.id())
                    .add(site.organisation())
                    .add(site.name())
                    .add(site.area())
                    .add(site.lat())
                    .add(site.lon())
                    .add(modes(site.modes())),
            (row, index) -> new Site(
                    row.getString("key"),
                    row.getString("organisation"),
                    row.getString("name"),
                    row.getString("area"),
                    row.getDouble("lat"),
                    row.getDouble("lon"),
                    modes(row.getString("modes"))));

    private OrganisationTables() {}

    private static @Nullable String digits(@Nullable EnterpriseNumber number) {
        return number == null ? null : number.digits();
    }

    private static @Nullable EnterpriseNumber number(@Nullable String digits) {
        return digits == null ? null : new EnterpriseNumber(digits);
    }

    /** As files write them: {@code road+water}. */
    public static String modes(Set<Mode> modes) {
        return modes.stream().sorted().map(Mode::code).collect(Collectors.joining("+"));
    }

    static Set<Mode> modes(String text) {
        return Arrays.stream(text.split("\\+"))
                .flatMap(code -> Mode.find(code).stream())
                .collect(Collectors.toSet());
    }
}
