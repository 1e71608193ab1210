package org.knooppunt.purchases.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.knooppunt.engine.finance.PurchaseProblem;
import org.knooppunt.purchases.Joining;
import org.knooppunt.purchases.Later;
import org.knooppunt.purchases.PurchaseTerms;
import org.knooppunt.purchases.Purchases;
import org.knooppunt.web.Coded;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;

/**
 * What a coordinator typed about a group purchase, as it was typed.
 *
 * @param businessCase id of the case it belongs to; empty when it stands by itself
 * @param supplier name of the supplier; an organisation here when it is the name of one
 * @param tierVolume volumes from which a price holds, one field per level
 * @param joining {@code everybody}, {@code chosen}, or {@code partners} for those of the case
 */
public record PurchaseForm(
        String version,
        String businessCase,
        String product,
        String description,
        String unit,
        String supplier,
        String minimum,
        String reference,
        List<String> tierVolume,
        List<String> tierPrice,
        String closesOn,
        String joining,
        String later,
        String terms) {
    static final String PARTNERS = "partners";

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_UNIT = 30;
    private static final int LONGEST_TEXT = 4000;
    private static final int FEWEST_TIERS = 4;
    private static final int SPARE_TIERS = 2;
    private static final int MOST_TIERS = 20;
    private static final int MOST_YEARS = 2;

    public PurchaseForm {
        version = FormText.orEmpty(version);
        businessCase = FormText.orEmpty(businessCase);
        product = FormText.orEmpty(product);
        description = FormText.orEmpty(description);
        unit = FormText.orEmpty(unit);
        supplier = FormText.orEmpty(supplier);
        minimum = FormText.orEmpty(minimum);
        reference = FormText.orEmpty(reference);
        int tiers = Math.clamp(
                Math.max(FormText.used(tierVolume), FormText.used(tierPrice)) + SPARE_TIERS, FEWEST_TIERS, MOST_TIERS);
        tierVolume = FormText.filled(tierVolume, tiers);
        tierPrice = FormText.filled(tierPrice, tiers);
        closesOn = FormText.orEmpty(closesOn);
        joining = FormText.orEmpty(joining);
        later = FormText.orEmpty(later);
        terms = FormText.orEmpty(terms);
    }

    static PurchaseForm blank(@Nullable Long businessCase) {
        return new PurchaseForm(
                "",
                businessCase == null ? "" : businessCase.toString(),
                "",
                "",
                "",
                "",
                "",
                "",
                List.of("0"),
                List.of(),
                "",
                businessCase == null ? Joining.EVERYBODY.code() : PARTNERS,
                Later.FALLING_PRICE.code(),
                "");
    }

    static PurchaseForm of(PurchaseTerms terms, int version, @Nullable Long businessCase, Locale locale) {
        BigDecimal reference = terms.reference();
        return new PurchaseForm(
                Integer.toString(version),
                businessCase == null ? "" : businessCase.toString(),
                terms.product(),
                terms.description(),
                terms.unit(),
                terms.supplier(),
                text(terms.minimum(), locale),
                reference == null ? "" : text(reference, locale),
                terms.tiers().stream()
                        .map(tier -> text(tier.threshold(), locale))
                        .toList(),
                terms.tiers().stream().map(tier -> text(tier.price(), locale)).toList(),
                terms.closesOn().toString(),
                terms.joining().code(),
                terms.later().code(),
                terms.terms());
    }

    private static String text(BigDecimal number, Locale locale) {
        return NumberText.text(number.doubleValue(), locale);
    }

    /**
     * The terms; what cannot be read is an error at its field, and then they mean nothing.
     *
     * @param suppliers keys by name of organisations here
     */
    @Nullable
    PurchaseTerms read(FormReader reader, Map<String, String> suppliers) {
        String what = reader.required("product", product, LONGEST_NAME);
        String words = reader.text("description", description, LONGEST_TEXT);
        String in = reader.required("unit", unit, LONGEST_UNIT);
        String from = reader.required("supplier", supplier, LONGEST_NAME);
        BigDecimal least = Amounts.read(reader, "minimum", minimum);
        if (least != null && least.signum() == 0) {
            reader.errors().rejectValue("minimum", "purchase.error.minimum");
        }
        BigDecimal alone = reference.isBlank() ? null : Amounts.read(reader, "reference", reference);
        List<PurchaseProblem.Tier> tiers = tiers(reader);
        LocalDate day = day(reader);
        Joining who = joining.equals(PARTNERS)
                ? Joining.CHOSEN
                : Coded.find(Joining.class, joining).orElse(null);
        if (who == null) {
            reader.errors().rejectValue("joining", "form.required");
        }
        Later after = Coded.find(Later.class, later).orElse(null);
        if (after == null) {
            reader.errors().rejectValue("later", "form.required");
        }
        String rest = reader.text("terms", terms, LONGEST_TEXT);
        if (reader.errors().hasErrors() || least == null || day == null || who == null || after == null) {
            return null;
        }
        return new PurchaseTerms(
                what, words, in, from, suppliers.get(from), least, alone, tiers, day, who, after, rest);
    }

    private @Nullable LocalDate day(FormReader reader) {
        LocalDate today = Purchases.today();
        try {
            LocalDate day = LocalDate.parse(closesOn.strip());
            if (!day.isBefore(today) && !day.isAfter(today.plusYears(MOST_YEARS))) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // told below, like a day that does not fit
        }
        reader.errors()
                .rejectValue(
                        "closesOn",
                        closesOn.isBlank() ? "form.required" : "purchase.error.day",
                        new Object[] {
                            closesOn.strip(),
                            today.toString(),
                            today.plusYears(MOST_YEARS).toString()
                        },
                        null);
        return null;
    }

    private List<PurchaseProblem.Tier> tiers(FormReader reader) {
        List<PurchaseProblem.Tier> tiers = new ArrayList<>();
        for (int row = 0; row < tierVolume.size(); row++) {
            String from = tierVolume.get(row);
            String price = tierPrice.get(row);
            if (price.isBlank() && from.isBlank()) {
                continue;
            }
            BigDecimal threshold = Amounts.read(reader, "tierVolume[" + row + "]", from);
            BigDecimal euros = Amounts.read(reader, "tierPrice[" + row + "]", price);
            if (threshold == null || euros == null) {
                continue;
            }
            if (!tiers.isEmpty()) {
                PurchaseProblem.Tier before = tiers.getLast();
                if (threshold.compareTo(before.threshold()) <= 0) {
                    reader.errors()
                            .rejectValue(
                                    "tierVolume[" + row + "]",
                                    "purchase.error.rising",
                                    new Object[] {
                                        from.strip(), before.threshold().toPlainString()
                                    },
                                    null);
                }
                if (euros.compareTo(before.price()) >= 0) {
                    reader.errors()
                            .rejectValue(
                                    "tierPrice[" + row + "]",
                                    "purchase.error.falling",
                                    new Object[] {price.strip(), before.price().toPlainString()},
                                    null);
                }
            }
            tiers.add(new PurchaseProblem.Tier(threshold, euros));
        }
        if (tiers.isEmpty() && !reader.errors().hasFieldErrors("tierPrice[0]")) {
            reader.errors().rejectValue("tierPrice[0]", "purchase.error.tiers");
        }
        return tiers;
    }
}
