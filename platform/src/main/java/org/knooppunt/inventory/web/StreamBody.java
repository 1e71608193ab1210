package org.knooppunt.inventory.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.FieldFault;
import org.knooppunt.api.Problem;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.inventory.Stream;

/** Offers and needs as programs read and write them. */
final class StreamBody {
    private StreamBody() {}

    /** The range a need allows; an open side is absent. */
    @Schema(name = "QualityLimit")
    record Limit(@Nullable Double min, @Nullable Double max) {}

    /** A stream as it is read. */
    @Schema(name = "Stream")
    record View(
            @Schema(example = "O001") String key,

            @Schema(description = "key of the class", example = "rubber.used.tyres")
            String resourceClass,

            @Schema(example = "material") String kind,

            @Schema(description = "unit of quantities, per year", example = "t")
            String unit,

            double quantity,

            @Schema(description = "EUR per unit; of an offer what is asked, of a need what is paid")
            double price,

            @Schema(description = "code of the European List of Waste; offers only", example = "160103") @Nullable
            String ewc,

            String description,
            double standardDeviation,

            @Schema(description = "12 weights, January first; empty for an even year")
            List<Double> profile,

            @Schema(allowableValues = {"public", "members", "coordinator"})
            String visibility,

            @Schema(description = "declared qualities; offers only")
            Map<String, Double> qualities,

            @Schema(description = "allowed range per quality; needs only")
            Map<String, Limit> limits,

            String site,
            String organisation,
            String area,
            int version,
            Instant updatedAt) {

        static View of(Stream stream) {
            SortedMap<String, Limit> limits = new TreeMap<>();
            stream.limits()
                    .forEach((name, limit) -> limits.put(name, new Limit(closed(limit.min()), closed(limit.max()))));
            return new View(
                    stream.key(),
                    stream.resourceClass(),
                    stream.kind(),
                    org.knooppunt.engine.inventory.Kind.find(stream.kind())
                            .orElseThrow()
                            .unit()
                            .symbol(),
                    stream.quantity(),
                    stream.price(),
                    stream.ewc(),
                    stream.description(),
                    stream.standardDeviation(),
                    stream.profile().weights(),
                    stream.visibility(),
                    stream.qualities(),
                    limits,
                    stream.site(),
                    stream.organisation(),
                    stream.area(),
                    stream.version(),
                    stream.updatedAt());
        }

        private static @Nullable Double closed(double side) {
            return Double.isFinite(side) ? side : null;
        }
    }

    /** A stream as it is written; what is left out keeps its usual value. */
    @Schema(name = "StreamInput")
    record Input(
            @Schema(description = "on POST only; a free one is taken when absent", example = "O500") @Nullable
            String key,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "rubber.used.tyres") @Nullable
            String resourceClass,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "bandenhuis") @Nullable
            String site,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "units per year, at least 0",
                    example = "120")
            @Nullable
            Double quantity,

            @Schema(description = "EUR per unit; 0 when absent", example = "-95") @Nullable
            Double price,

            @Schema(description = "six digits; offers only", example = "160103") @Nullable
            String ewc,

            @Nullable String description,
            @Nullable Double standardDeviation,
            @Nullable List<Double> profile,

            @Schema(
                    allowableValues = {"public", "members", "coordinator"},
                    description = "members when absent")
            @Nullable
            String visibility,

            @Nullable Map<String, Double> qualities,
            @Nullable Map<String, Limit> limits) {

        /** What can be said wrong without the database; the rest the endpoint asks. */
        List<FieldFault> faults() {
            List<FieldFault> faults = new ArrayList<>();
            if (resourceClass == null || resourceClass.isBlank()) {
                faults.add(new FieldFault("resourceClass", resourceClass, "the key of a class"));
            }
            if (site == null || site.isBlank()) {
                faults.add(new FieldFault("site", site, "the key of a site"));
            }
            if (quantity == null || !(quantity >= 0) || quantity.isInfinite()) {
                faults.add(new FieldFault("quantity", quantity, "a number of at least 0"));
            }
            if (standardDeviation != null && (!(standardDeviation >= 0) || standardDeviation.isInfinite())) {
                faults.add(new FieldFault("standardDeviation", standardDeviation, "a number of at least 0"));
            }
            if (visibility != null && Visibility.find(visibility).isEmpty()) {
                faults.add(new FieldFault("visibility", visibility, "public, members or coordinator"));
            }
            if (key != null && (key.isBlank() || key.length() > 100)) {
                faults.add(new FieldFault("key", key, "1 to 100 characters"));
            }
            return faults;
        }

        Offer offer(String id) {
            return made(() -> new Offer(
                    id,
                    text(site),
                    text(resourceClass),
                    orZero(quantity),
                    orZero(price),
                    ewc,
                    text(description),
                    orZero(standardDeviation),
                    months(),
                    seenBy(),
                    new TreeMap<>(qualities == null ? Map.of() : qualities)));
        }

        Need need(String id) {
            return made(() -> {
                SortedMap<String, QualityLimit> ranges = new TreeMap<>();
                if (limits != null) {
                    limits.forEach((name, limit) -> ranges.put(
                            name,
                            new QualityLimit(
                                    limit.min() == null ? Double.NEGATIVE_INFINITY : limit.min(),
                                    limit.max() == null ? Double.POSITIVE_INFINITY : limit.max())));
                }
                return new Need(
                        id,
                        text(site),
                        text(resourceClass),
                        orZero(quantity),
                        orZero(price),
                        text(description),
                        orZero(standardDeviation),
                        months(),
                        seenBy(),
                        ranges);
            });
        }

        private MonthProfile months() {
            return profile == null ? MonthProfile.EVEN : new MonthProfile(profile);
        }

        private Visibility seenBy() {
            return visibility == null
                    ? Visibility.MEMBERS
                    : Visibility.find(visibility).orElseThrow();
        }
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    /** A record of the engine; its own rules, said with values, become the problem's words. */
    static <T> T made(java.util.function.Supplier<T> record) {
        try {
            return record.get();
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("", null, String.valueOf(e.getMessage()));
        }
    }
}
