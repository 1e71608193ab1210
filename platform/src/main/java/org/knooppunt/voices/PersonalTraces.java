package org.knooppunt.voices;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.knooppunt.web.Coded;

/**
 * What in a text could lead to a person. Some of it is certain (a telephone number, an address of e-mail, a national number, an
 * account at a bank): such a text is not kept. The rest is likely (a name that is known here, "mevrouw Peeters", a street with a
 * number): the writer looks again and says that nobody can be recognised. A person who wants to tell of somebody will always
 * find words for it; so an officer reads every text before others do.
 */
public final class PersonalTraces {
    private static final String COUNTRY = "BE";
    private static final int NATIONAL_DIGITS = 11;
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    private static final Pattern NATIONAL =
            Pattern.compile("\\b\\d{2}[. /-]?\\d{2}[. /-]?\\d{2}[. /-]?\\d{3}[. /-]?\\d{2}\\b");
    private static final Pattern IBAN =
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\\b");
    private static final Pattern TITLED = Pattern.compile(
            "\\b(?:[Mm]evrouw|[Mm]eneer|[Dd]e heer|[Mm]evr\\.|[Dd]hr\\.|[Mm]w\\.|[Mm]adame|[Mm]onsieur|[Mm]me|M\\.|[Mm]rs?\\.?|[Mm]s\\.?)"
                    + "\\s+(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er)\\s+)*\\p{Lu}[\\p{L}'’-]+");
    private static final Pattern STREET = Pattern.compile(
            "\\b\\p{Lu}[\\p{L}'’-]*(?:straat|laan|weg|dreef|plein|lei|steenweg|hof|pad|singel)\\s+\\d{1,4}\\s?[a-zA-Z]?\\b");

    private PersonalTraces() {}

    /** Which kind of trace. */
    public enum Kind implements Coded {
        EMAIL(true),
        PHONE(true),
        NATIONAL_NUMBER(true),
        BANK_ACCOUNT(true),
        KNOWN_NAME(false),
        TITLED_NAME(false),
        STREET(false);

        private final boolean certain;

        Kind(boolean certain) {
            this.certain = certain;
        }

        /** Whether it leads to a person for certain. */
        public boolean isCertain() {
            return certain;
        }
    }

    /** A piece of a text. */
    public record Trace(Kind kind, String text) {}

    /**
     * All traces in a text, the certain ones first.
     *
     * @param names of people who are known here, first and last name
     */
    public static List<Trace> find(String text, Collection<String> names) {
        List<Trace> traces = new ArrayList<>();
        add(traces, Kind.EMAIL, EMAIL, text);
        Matcher national = NATIONAL.matcher(text);
        while (national.find()) {
            if (isNational(national.group())) {
                traces.add(new Trace(Kind.NATIONAL_NUMBER, national.group()));
            }
        }
        Matcher account = IBAN.matcher(text);
        while (account.find()) {
            if (isAccount(account.group())) {
                traces.add(new Trace(Kind.BANK_ACCOUNT, account.group()));
            }
        }
        for (PhoneNumberMatch phone : PhoneNumberUtil.getInstance().findNumbers(text, COUNTRY)) {
            traces.add(new Trace(Kind.PHONE, phone.rawString()));
        }
        for (String name : names) {
            if (name.contains(" ") && containsWord(text, name)) {
                traces.add(new Trace(Kind.KNOWN_NAME, name));
            }
        }
        add(traces, Kind.TITLED_NAME, TITLED, text);
        add(traces, Kind.STREET, STREET, text);
        return traces;
    }

    private static boolean containsWord(String text, String name) {
        return Pattern.compile(
                        "(?<!\\p{L})" + Pattern.quote(name) + "(?!\\p{L})",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }

    private static void add(List<Trace> traces, Kind kind, Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            traces.add(new Trace(kind, matcher.group()));
        }
    }

    /** The last two digits of a Belgian national number are 97 less the rest of the others; from 2000 on with a 2 before. */
    private static boolean isNational(String text) {
        String digits = text.replaceAll("\\D", "");
        if (digits.length() != NATIONAL_DIGITS) {
            return false;
        }
        long first = Long.parseLong(digits.substring(0, 9));
        int check = Integer.parseInt(digits.substring(9));
        return 97 - first % 97 == check || 97 - (2_000_000_000L + first) % 97 == check;
    }

    /** ISO 13616: the first four signs moved to the end, letters as 10 to 35, is 1 modulo 97. */
    private static boolean isAccount(String text) {
        String tight = text.replace(" ", "");
        StringBuilder digits = new StringBuilder();
        for (char sign : (tight.substring(4) + tight.substring(0, 4)).toCharArray()) {
            digits.append(Character.getNumericValue(sign));
        }
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue() == 1;
    }
}
