package org.knooppunt.web;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.function.Supplier;
import org.knooppunt.engine.inventory.Kind;
import org.knooppunt.engine.inventory.Unit;
import org.springframework.context.i18n.LocaleContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Numbers, money, units and dates in the reader's language: {@code ${@fmt.money(x)}}. */
@Component("fmt")
public class Formats {
    /** Where days and hours are told. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    private static Locale locale() {
        Locale locale = LocaleContextHolder.getLocale();
        return switch (locale.getLanguage()) {
            case "en" -> Locale.UK;
            case "fr" -> Locale.of("fr", "BE");
            default -> Locale.of("nl", "BE");
        };
    }

    /** Does work in a language: these formats speak that of the thread. */
    public static <T> T in(Locale language, Supplier<T> work) {
        LocaleContext before = LocaleContextHolder.getLocaleContext();
        LocaleContextHolder.setLocale(language);
        try {
            return work.get();
        } finally {
            LocaleContextHolder.setLocaleContext(before);
        }
    }

    /** At most {@code digits} behind the sign. */
    public String number(double value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        format.setMaximumFractionDigits(digits);
        // what rounds to nothing has no sign
        return format.format(Math.abs(value) < 0.5 * Math.pow(10, -digits) ? 0 : value);
    }

    /** A quantity with the unit of its kind, for example 1.250 t. */
    public String quantity(double value, Unit unit) {
        return number(value, Math.abs(value) < 100 ? 1 : 0) + " " + unit(unit);
    }

    /** A unit as people write it, for example m³. */
    public String unit(Unit unit) {
        return switch (unit) {
            case CUBIC_METRE -> "m³";
            case SQUARE_METRE -> "m²";
            case FULL_TIME_EQUIVALENT ->
                switch (locale().getLanguage()) {
                    case "en" -> "fte";
                    case "fr" -> "ETP";
                    default -> "vte";
                };
            default -> unit.symbol();
        };
    }

    /** The unit of a kind. */
    public String unit(String kind) {
        return unit(Kind.find(kind).orElseThrow().unit());
    }

    public String quantity(double value, String kind) {
        return quantity(value, Kind.find(kind).orElseThrow().unit());
    }

    /** Whole euros. */
    public String money(double value) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale());
        format.setCurrency(Currency.getInstance("EUR"));
        format.setMaximumFractionDigits(0);
        return format.format(value);
    }

    /** Euros and cents, for a price per unit. */
    public String price(double value) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale());
        format.setCurrency(Currency.getInstance("EUR"));
        return format.format(value);
    }

    /** A price per unit: cents, and parts of them where the price has any. */
    public String unitPrice(double value) {
        NumberFormat format = NumberFormat.getCurrencyInstance(locale());
        format.setCurrency(Currency.getInstance("EUR"));
        format.setMaximumFractionDigits(4);
        return format.format(value);
    }

    /** A share between 0 and 1 as a percentage. */
    public String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(locale());
        format.setMaximumFractionDigits(share < 0.01 ? 2 : 1);
        return format.format(share);
    }

    public String date(Instant at) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale())
                .withZone(ZONE)
                .format(at);
    }

    public String date(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale())
                .format(day);
    }

    public String time(Instant at) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale())
                .withZone(ZONE)
                .format(at);
    }

    /** From when to when, with the day of the week: thursday 26 november 2026, 19:00–21:00. */
    public String moment(Instant from, Instant until) {
        DateTimeFormatter day = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(locale())
                .withZone(ZONE);
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm").withZone(ZONE);
        String first = day.format(from);
        String last = day.format(until);
        return first + ", " + clock.format(from) + "–" + (first.equals(last) ? "" : last + ", ") + clock.format(until);
    }
}
