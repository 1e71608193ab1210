package org.knooppunt.inventory.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.knooppunt.api.BodyReader;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.MonthProfile;
import org.knooppunt.engine.inventory.Need;
import org.knooppunt.engine.inventory.Offer;
import org.knooppunt.engine.inventory.QualityLimit;
import org.knooppunt.engine.inventory.Visibility;
import org.knooppunt.inventory.Stream;
import org.knooppunt.web.FormText;

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
                    Kind.find(stream.kind()).orElseThrow().unit().symbol(),
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
            @Nullable List<@Nullable Double> profile,

            @Schema(
                    allowableValues = {"public", "members", "coordinator"},
                    description = "members when absent")
            @Nullable
            String visibility,

            @Nullable Map<String, @Nullable Double> qualities,
            @Nullable Map<String, @Nullable Limit> limits) {

        Offer offer(String id, BodyReader reader) {
            Common common = common(reader);
            SortedMap<String, Double> declared = reader.numbers("qualities", qualities);
            declared.keySet().forEach(name -> checkName("qualities", name, reader));
            if (limits != null && !limits.isEmpty()) {
                reader.refuse("limits", limits, "nothing: offers have qualities");
            }
            return reader.make(() -> new Offer(
                    id,
                    common.site,
                    common.resourceClass,
                    common.quantity,
                    common.price,
                    FormText.stripped(ewc).isEmpty() ? null : FormText.stripped(ewc),
                    common.description,
                    common.deviation,
                    common.months,
                    common.seenBy,
                    declared));
        }

        Need need(String id, BodyReader reader) {
            Common common = common(reader);
            SortedMap<String, QualityLimit> ranges = ranges(reader);
            if (ewc != null) {
                reader.refuse("ewc", ewc, "nothing: needs have no code");
            }
            if (qualities != null && !qualities.isEmpty()) {
                reader.refuse("qualities", qualities, "nothing: needs have limits");
            }
            return reader.make(() -> new Need(
                    id,
                    common.site,
                    common.resourceClass,
                    common.quantity,
                    common.price,
                    common.description,
                    common.deviation,
                    common.months,
                    common.seenBy,
                    ranges));
        }

        /** What offers and needs have in common. */
        private record Common(
                String site,
                String resourceClass,
                double quantity,
                double price,
                String description,
                double deviation,
                MonthProfile months,
                Visibility seenBy) {}

        private Common common(BodyReader reader) {
            return new Common(
                    FormText.stripped(site),
                    FormText.stripped(resourceClass),
                    reader.requiredAtLeastZero("quantity", quantity),
                    reader.number("price", price),
                    reader.text("description", description, BodyReader.EXPLANATION),
                    reader.atLeastZero("standardDeviation", standardDeviation),
                    months(reader),
                    reader.choice(
                            "visibility",
                            visibility,
                            Visibility::find,
                            Visibility.MEMBERS,
                            "public, members or coordinator"));
        }

        private MonthProfile months(BodyReader reader) {
            if (profile == null || profile.isEmpty()) {
                return MonthProfile.EVEN;
            }
            List<Double> weights = new ArrayList<>();
            for (Double weight : profile) {
                if (weight != null && weight >= 0 && Double.isFinite(weight)) {
                    weights.add(weight);
                }
            }
            if (weights.size() != 12 || profile.size() != 12 || weights.stream().noneMatch(weight -> weight > 0)) {
                reader.refuse("profile", profile, "12 numbers of at least 0, January first and one above 0, or none");
                return MonthProfile.EVEN;
            }
            return new MonthProfile(weights);
        }

        private SortedMap<String, QualityLimit> ranges(BodyReader reader) {
            SortedMap<String, QualityLimit> ranges = new TreeMap<>();
            if (limits != null) {
                limits.forEach((name, limit) -> {
                    checkName("limits", name, reader);
                    Double min = limit == null ? null : limit.min();
                    Double max = limit == null ? null : limit.max();
                    double low = min == null ? Double.NEGATIVE_INFINITY : min;
                    double high = max == null ? Double.POSITIVE_INFINITY : max;
                    if (min == null && max == null || !(low <= high)) {
                        reader.refuse("limits." + name, limit, "min, max or both, the min at most the max");
                    } else {
                        ranges.put(name, new QualityLimit(low, high));
                    }
                });
            }
            return ranges;
        }
    }

    static void checkName(String field, String name, BodyReader reader) {
        if (!Qualities.isName(name)) {
            reader.refuse(field + "." + name, name, "a name of at most 60 letters, digits, dashes and underscores");
        }
    }
}
