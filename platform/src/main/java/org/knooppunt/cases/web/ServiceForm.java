package org.knooppunt.cases.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.knooppunt.cases.ServiceTerms;
import org.knooppunt.engine.finance.ServiceProblem;
import org.knooppunt.web.FormReader;
import org.knooppunt.web.FormText;
import org.knooppunt.web.NumberText;

/**
 * What a person typed about a product as a service, as it was typed.
 *
 * @param fleet units in use, one field per year; what is empty at the end are years that do not count
 */
public record ServiceForm(
        String version,
        List<String> fleet,
        String unitCost,
        String salePrice,
        String residualValue,
        String contractYears,
        String fee,
        String maintenance,
        String returned,
        String refurbishable,
        String refurbishmentCost) {
    private static final int MOST_YEARS = 40;
    private static final int FEWEST_FIELDS = 10;
    private static final int SPARE_FIELDS = 3;
    private static final int MOST_UNITS = 1_000_000;
    private static final double MOST_MONEY = 1e9;

    public ServiceForm {
        version = FormText.orEmpty(version);
        fleet = FormText.filled(fleet, Math.clamp(FormText.used(fleet) + SPARE_FIELDS, FEWEST_FIELDS, MOST_YEARS));
        unitCost = FormText.orEmpty(unitCost);
        salePrice = FormText.orEmpty(salePrice);
        residualValue = FormText.orEmpty(residualValue);
        contractYears = FormText.orEmpty(contractYears);
        fee = FormText.orEmpty(fee);
        maintenance = FormText.orEmpty(maintenance);
        returned = FormText.orEmpty(returned);
        refurbishable = FormText.orEmpty(refurbishable);
        refurbishmentCost = FormText.orEmpty(refurbishmentCost);
    }

    static ServiceForm of(int version, @Nullable ServiceTerms terms, Locale locale) {
        if (terms == null) {
            return new ServiceForm(Integer.toString(version), List.of(), "", "", "0", "3", "", "0", "100", "50", "0");
        }
        return new ServiceForm(
                Integer.toString(version),
                terms.fleet().stream().map(String::valueOf).toList(),
                text(terms.unitCost(), locale),
                text(terms.salePrice(), locale),
                text(terms.residualValue(), locale),
                Integer.toString(terms.contractYears()),
                text(terms.fee(), locale),
                text(terms.maintenance(), locale),
                NumberText.text(100 * terms.returned(), locale),
                NumberText.text(100 * terms.refurbishable(), locale),
                text(terms.refurbishmentCost(), locale));
    }

    private static String text(BigDecimal amount, Locale locale) {
        return NumberText.text(amount.doubleValue(), locale);
    }

    /** The terms; what cannot be read is an error at its field, and then they mean nothing. */
    ServiceTerms read(FormReader reader) {
        double years = between(reader, "contractYears", contractYears, 1, MOST_YEARS);
        if (years != Math.rint(years)) {
            reader.errors()
                    .rejectValue("contractYears", "service.error.whole", new Object[] {contractYears.strip()}, null);
        }
        int contract = (int) years;
        return new ServiceTerms(
                fleet(reader, contract),
                money(reader, "unitCost", unitCost, 0),
                money(reader, "salePrice", salePrice, 0),
                money(reader, "residualValue", residualValue, -MOST_MONEY),
                contract,
                money(reader, "fee", fee, 0),
                money(reader, "maintenance", maintenance, 0),
                between(reader, "returned", returned, 0, 100) / 100,
                between(reader, "refurbishable", refurbishable, 0, 100) / 100,
                money(reader, "refurbishmentCost", refurbishmentCost, 0));
    }

    private List<Integer> fleet(FormReader reader, int contract) {
        List<Integer> units = new ArrayList<>();
        boolean wrong = false;
        for (int year = 0; year < FormText.used(fleet); year++) {
            String text = fleet.get(year).strip().replaceAll("[\\s.\\u00a0\\u202f]", "");
            boolean number = text.matches("\\d{1,7}") && Integer.parseInt(text) <= MOST_UNITS;
            if (!number) {
                wrong = true;
                reader.errors()
                        .rejectValue("fleet[" + year + "]", "service.error.units", new Object[] {year + 1}, null);
            }
            units.add(number ? Integer.parseInt(text) : 0);
        }
        if (!wrong && units.stream().allMatch(each -> each == 0)) {
            reader.errors().rejectValue("fleet[0]", "service.error.none");
        } else if (!wrong && contract >= 1) {
            ServiceProblem.shortfall(units, contract).ifPresent(year -> reader.errors()
                    .rejectValue(
                            "fleet[" + (year.year() - 1) + "]",
                            "service.error.shrinks",
                            new Object[] {year.year(), year.units(), year.running()},
                            null));
        }
        return units;
    }

    private static BigDecimal money(FormReader reader, String field, String text, double least) {
        return BigDecimal.valueOf(between(reader, field, text, least, MOST_MONEY))
                .setScale(2, RoundingMode.HALF_UP);
    }

    private static double between(FormReader reader, String field, String text, double least, double most) {
        double number = reader.number(field, text, Double.NaN);
        if (Double.isNaN(number)) {
            return least;
        }
        if (number < least || number > most) {
            reader.errors()
                    .rejectValue(
                            field,
                            "service.error.between",
                            new Object[] {text.strip(), (long) least, (long) most},
                            null);
            return least;
        }
        return number;
    }
}
