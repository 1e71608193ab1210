package org.knooppunt.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people type it: {@code 60s}, {@code 2m}, {@code 1h}, {@code 90} (seconds), or ISO 8601, {@code PT1M}. */
final class DurationText implements ITypeConverter<Duration> {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(s|m|h)?");

    @Override
    public Duration convert(String text) {
        Matcher matcher = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            String unit = matcher.group(2);
            return "h".equals(unit)
                    ? Duration.ofHours(number)
                    : "m".equals(unit) ? Duration.ofMinutes(number) : Duration.ofSeconds(number);
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + text + "' is not a time; expected for example 60s, 2m or PT1M");
        }
    }
}
